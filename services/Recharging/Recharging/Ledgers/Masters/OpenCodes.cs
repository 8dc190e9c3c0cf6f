using Microsoft.EntityFrameworkCore;

namespace Recharging.Ledgers;

/// <summary>The accounts and cost centres that may be booked to, and on which days, as each council's ERP last told us.</summary>
public sealed class OpenCodes
{
    private readonly Dictionary<(string Council, string Code), (DateOnly? First, DateOnly? Last)> _accounts;
    private readonly Dictionary<(string Council, string Code), (DateOnly? First, DateOnly? Last)> _costCentres;

    private OpenCodes(IEnumerable<Account> accounts, IEnumerable<CostCentre> costCentres)
    {
        _accounts = accounts.ToDictionary(row => (row.Council, row.Code), row => (row.FirstDay, row.LastDay));
        _costCentres = costCentres.ToDictionary(row => (row.Council, row.Code), row => (row.FirstDay, row.LastDay));
    }

    /// <summary>Call as the worker for another council's than the caller's own.</summary>
    public static async Task<OpenCodes> OfAsync(RechargingDb db, IReadOnlyCollection<string> councils, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.IsOpen && councils.Contains(account.Council))
            .ToListAsync(cancellationToken);
        var centres = await db.CostCentres.AsNoTracking().Where(centre => centre.IsOpen && councils.Contains(centre.Council))
            .ToListAsync(cancellationToken);
        return new OpenCodes(accounts, centres);
    }

    /// <summary>Which of the two is unknown or not open on the day, in words; null when both may be booked to.</summary>
    public string? Closed(string council, string account, string? costCentre, DateOnly day) =>
        ClosedAccount(council, account, day) ?? ClosedCostCentre(council, costCentre, day);

    public string? ClosedAccount(string council, string account, DateOnly day) => Closed(_accounts, "account", council, account, day);

    public string? ClosedCostCentre(string council, string? costCentre, DateOnly day) =>
        costCentre is null ? null : Closed(_costCentres, "cost centre", council, costCentre, day);

    private static string? Closed(
        Dictionary<(string Council, string Code), (DateOnly? First, DateOnly? Last)> codes, string what, string council, string code,
        DateOnly day) =>
        !codes.TryGetValue((council, code), out var days) ? $"{what} {code}"
        : day < days.First ? $"{what} {code} (first day {days.First:yyyy-MM-dd})"
        : day > days.Last ? $"{what} {code} (last day {days.Last:yyyy-MM-dd})"
        : null;
}

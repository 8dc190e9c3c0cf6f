using Microsoft.EntityFrameworkCore;

namespace Recharging.Coding;

/// <summary>The accounts and cost centres that may be booked to, as each council's ERP last told us.</summary>
public sealed class OpenCodes(IEnumerable<(string Council, string Code)> accounts, IEnumerable<(string Council, string Code)> costCentres)
{
    private readonly HashSet<(string, string)> _accounts = [.. accounts];
    private readonly HashSet<(string, string)> _costCentres = [.. costCentres];

    /// <summary>Call as the worker for another council's than the caller's own.</summary>
    public static async Task<OpenCodes> OfAsync(RechargingDb db, IReadOnlyCollection<string> councils, CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.IsOpen && councils.Contains(account.Council))
            .Select(account => new { account.Council, account.Code }).ToListAsync(cancellationToken);
        var centres = await db.CostCentres.AsNoTracking().Where(centre => centre.IsOpen && councils.Contains(centre.Council))
            .Select(centre => new { centre.Council, centre.Code }).ToListAsync(cancellationToken);
        return new OpenCodes(accounts.Select(row => (row.Council, row.Code)), centres.Select(row => (row.Council, row.Code)));
    }

    /// <summary>Which of the two is unknown or closed, in words; null when both may be booked to.</summary>
    public string? Closed(string council, string account, string? costCentre) =>
        !_accounts.Contains((council, account)) ? $"account {account}"
        : costCentre is not null && !_costCentres.Contains((council, costCentre)) ? $"cost centre {costCentre}"
        : null;
}

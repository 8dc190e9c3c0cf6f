using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Values;

namespace Recharging.Charging;

/// <summary>An accrual as officers of both councils see it, with its first thousand lines.</summary>
public sealed record AccrualView(
    string Number, string Period, string State, string[] Councils, DateOnly ReversesOn, long FactNumber, bool IncludesOffered,
    decimal MinimumGbp, string PreparedBy, string? ApprovedBy, string? WithdrawnBecause, IReadOnlyList<AccrualView.Owed> OwedGbp,
    int LineCount, IReadOnlyList<AccrualView.Line> Lines)
{
    private const int MostLines = 1_000;

    public sealed record Owed(string Council, decimal GrossGbp);

    public sealed record Line(int Position, string AgreementReference, string Subject, string Description, string Service,
        string ServicePeriod, string Payee, string Payer, decimal AmountGbp, string Reason, string Working, string ClauseReference,
        string? Corrects);

    public static AccrualView Of(Accrual accrual, IReadOnlyList<AccrualLine> lines) => new(
        accrual.Number, accrual.Period.ToString(), Accrual.Named(accrual.State), accrual.Parties, accrual.ReversesIn.Days.FirstDay,
        accrual.FactNumber, accrual.IncludesOffered, accrual.Minimum.InPounds, accrual.PreparerName, accrual.ApproverName,
        accrual.WithdrawnBecause,
        [.. accrual.Parties.Select(council => new Owed(
            council, lines.Where(line => line.Payee == council).Sum(line => line.Amount).InPounds))],
        lines.Count,
        [.. lines.Take(MostLines).Select(line => new Line(line.Position, line.AgreementReference, line.Subject, line.Description,
            line.Service, line.ServicePeriod.ToString(), line.Payee, line.Payer, line.Amount.InPounds,
            line.Corrects is null ? "known and not billed yet" : $"changes {line.Corrects}, and is not billed yet",
            line.Working, line.ClauseReference, line.Corrects))]);
}

/// <summary>Reads what is accrued.</summary>
public static class ReadAccruals
{
    /// <summary>The periods between two councils that have an accrual, approved or waiting for it.</summary>
    public static Task<List<AccountingPeriod>> AccruedPeriodsAsync(
        this RechargingDb db, CouncilPair councils, CancellationToken cancellationToken) => db.Accruals.AsNoTracking()
        .Where(accrual => accrual.Parties == councils.Both && accrual.State != AccrualState.Withdrawn)
        .Select(accrual => accrual.Period).ToListAsync(cancellationToken);

    /// <summary>The period's last one: the one that counts, or the one that was withdrawn last.</summary>
    public static Task<Accrual?> LastAccrualAsync(
        this RechargingDb db, AccountingPeriod period, CancellationToken cancellationToken) => db.Accruals
        .Where(accrual => accrual.Period == period)
        .OrderByDescending(accrual => accrual.PreparedAt).ThenByDescending(accrual => accrual.Number)
        .FirstOrDefaultAsync(cancellationToken);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>
/// Estimates what is known of the months up to a period and stands on no statement yet, line by line, for both councils' books at the
/// period's end. It stands once the other council's S151 delegate has approved it.
/// </summary>
public static class PrepareAccrual
{
    /// <param name="Period">For example <c>2023/24-P01</c>; its statement is not out yet.</param>
    /// <param name="IncludeOffered">True to price awards that are offered as if they were agreed.</param>
    /// <param name="MinimumGbp">Lines below this are left out.</param>
    public sealed record Request(string Period, bool IncludeOffered = false, decimal MinimumGbp = 1_000m);

    public static void MapPrepareAccrual(this IEndpointRouteBuilder accruals) =>
        accruals.MapPost("/", Handle).RequireOfficer("finance-officer").WithName(nameof(PrepareAccrual));

    private static async Task<Results<Created<AccrualView>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AccountingPeriod.TryParse(request.Period, out var period))
        {
            return Problems.Invalid("period", "A period is a month such as 2023/24-P01, or P13 to close a year.");
        }

        if (request.MinimumGbp < 0 || decimal.Truncate(request.MinimumGbp * 100) != request.MinimumGbp * 100)
        {
            return Problems.Invalid("minimumGbp", "Amounts are in pounds with at most two decimals, and not below nil.");
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if ((partnerless ?? await WhyNotAsync(db, councils!, period, clock, cancellationToken)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var (run, calculation, lines) = await db.AsWorkerAsync(() => db.UnbilledAsync(councils!, period, caller, clock.GetUtcNow(),
            request.IncludeOffered ? RateStatus.Offered : RateStatus.Agreed, cancellationToken), cancellationToken);
        var minimum = Money.Pounds(request.MinimumGbp);
        var large = lines.Where(line => line.Amount != Money.Zero && line.Amount.Abs() >= minimum).ToList();
        if ((calculation.WhyItCannotStand ?? (large.Count > 0 ? null : new Refusal("nothing-to-accrue",
            $"Nothing of {minimum} or more is known of the months up to {period} that is not billed."))) is { } cannot)
        {
            return cannot.ToProblem();
        }

        var before = await db.Accruals.CountAsync(accrual => accrual.Period == period, cancellationToken);
        var accrual = new Accrual
        {
            Number = Accrual.NumberOf(period, before + 1),
            Period = period,
            ReversesIn = period.Next,
            Parties = councils!.Both,
            FactNumber = run.FactNumber,
            IncludesOffered = request.IncludeOffered,
            Minimum = minimum,
            PreparerCouncil = caller.Council,
            Preparer = caller.Subject,
            PreparerName = caller.Name,
            PreparedAt = clock.GetUtcNow(),
        };
        db.Accruals.Add(accrual);
        db.Notices.AddRange(accrual.Parties.Select(council => Notice.To(council, NoticeKinds.ApprovalWaits, accrual.Number,
            $"{accrual.Number} waits for the approval of {councils.Other(caller.Council)}'s S151 delegate; {caller.Name} of {caller.Council} "
            + "prepared it.", clock.GetUtcNow())));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PrepareAccrual), accrual.Number, null));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return InHand(period).ToProblem();
        }

        var rows = large.Select((line, at) => RowOf(accrual, line, at + 1)).ToList();
        db.AccrualLines.AddRange(rows);
        await db.AsWorkerAsync(() => db.SaveChangesAsync(cancellationToken), cancellationToken);
        return TypedResults.Created(
            $"/api/recharging/v1/accruals/{AddressedPeriod.Of(period)}", AccrualView.Of(accrual, rows));
    }

    private static async Task<Refusal?> WhyNotAsync(
        RechargingDb db, CouncilPair councils, AccountingPeriod period, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (period > AccountingPeriod.Of(clock.Today()))
        {
            return new Refusal("period-not-begun", $"{period} has not begun: there is nothing to accrue.");
        }

        var runs = await db.Runs.AsNoTracking()
            .Where(run => run.Parties == councils.Both && run.State != RunState.Abandoned).ToListAsync(cancellationToken);
        if (runs.Exists(run => run.State is not RunState.Issued))
        {
            return new Refusal("run-in-hand", "A run of these two councils is in hand. Issue or abandon it first.");
        }

        return runs.Exists(run => run.Period >= period)
            ? new Refusal("period-issued", $"The statement of {runs.Max(run => run.Period)} is out: accrue a period after it.")
            : await db.Accruals.AnyAsync(accrual => accrual.Parties == councils.Both && accrual.Period == period
                && accrual.State != AccrualState.Withdrawn, cancellationToken) ? InHand(period) : null;
    }

    private static Refusal InHand(AccountingPeriod period) =>
        new("accrual-in-hand", $"{period} is accrued already. Withdraw that accrual first, as long as it is not approved.");

    private static AccrualLine RowOf(Accrual accrual, DraftLine line, int position) => new()
    {
        AccrualNumber = accrual.Number,
        Position = position,
        Parties = accrual.Parties,
        AgreementReference = line.AgreementReference,
        Subject = line.Subject,
        SubjectKind = line.SubjectKind,
        Service = line.Service,
        ServicePeriod = line.ServicePeriod,
        Payee = line.Payee,
        Payer = line.Payer,
        Description = line.Description,
        Corrects = line.Corrects,
        Working = line.Working,
        ClauseReference = line.ClauseReference,
        Amount = line.Amount,
        ComponentNames = [.. line.Components.Select(component => component.Component)],
        ComponentPence = [.. line.Components.Select(component => Money.Pounds(component.AmountGbp).Pence)],
    };
}

using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>The month that an officer asks for: whether it may be run now, and what is known that it will be worked out from.</summary>
public static class NewRun
{
    /// <param name="Period">For example <c>2023/24-P01</c>; P13 closes a year.</param>
    /// <param name="FinalAccount">For a month after the agreements' end: charges what is learned late of the days before it.</param>
    public sealed record Request(string Period, bool FinalAccount = false);

    public static async Task<(Run? Run, Refusal? Refusal)> OfAsync(
        RechargingDb db, Request request, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var period = AccountingPeriod.Parse(request.Period);
        var number = await db.LastFactNumberAsync(cancellationToken);
        var facts = new KnownFacts(await db.AsWorkerAsync(() => db.FactsForAllAsync(number, cancellationToken), cancellationToken));
        var (councils, refusal) = Partners(facts, caller.Council);
        if (councils is null)
        {
            return (null, refusal);
        }

        var issued = await db.IssuedRunsAsync(councils, cancellationToken);
        var accrued = await db.AccruedPeriodsAsync(councils, cancellationToken);
        return (Accrued(accrued, period) ?? WhyNot(facts, councils, period, request.FinalAccount, issued)) is { } no ? (null, no) : (new Run
        {
            Period = period,
            Parties = councils.Both,
            PreparerCouncil = caller.Council,
            Preparer = caller.Subject,
            PreparerName = caller.Name,
            OpenedAt = now,
            FirstServicePeriod = issued.Count == 0 ? accrued.Append(period).Min() : issued[0].FirstServicePeriod,
            FactNumber = number,
            IsFinalAccount = request.FinalAccount,
        }, null);
    }

    /// <summary>The caller's council and the other one.</summary>
    public static async Task<(CouncilPair? Councils, Refusal? Refusal)> PartnersAsync(
        this RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var number = await db.LastFactNumberAsync(cancellationToken);
        var facts = await db.AsWorkerAsync(() => db.FactsForAllAsync(number, cancellationToken), cancellationToken);
        return Partners(new KnownFacts(facts), caller.Council);
    }

    /// <summary>The runs of two councils whose statements are out, by period.</summary>
    public static async Task<List<Run>> IssuedRunsAsync(
        this RechargingDb db, CouncilPair councils, CancellationToken cancellationToken) =>
        [.. (await db.Runs.AsNoTracking().Where(run => run.Parties == councils.Both && run.State == RunState.Issued)
            .ToListAsync(cancellationToken)).OrderBy(run => run.Period)];

    /// <summary>The council and the one that it shares services with: a deployment has one partnership (docs/decisions/0014).</summary>
    public static (CouncilPair? Councils, Refusal? Refusal) Partners(KnownFacts facts, string council)
    {
        var partners = facts.Agreements
            .Where(known => known.Body.Provider == council || known.Body.Recipient == council)
            .Select(known => new CouncilPair(known.Body.Provider, known.Body.Recipient).Other(council))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return partners switch
        {
            [var only] => (new CouncilPair(council, only), null),
            [] => (null, new Refusal("no-agreement", $"No agreement of {council} is known to be in force.")),
            _ => (null, new Refusal("several-partnerships",
                $"{council} has agreements with {string.Join(" and ", partners)}. Each partnership has a deployment of its own: end what "
                + "belongs to another one.")),
        };
    }

    // The books of an accrued period have its charges as an estimate; the statement comes when that goes back.
    private static Refusal? Accrued(List<AccountingPeriod> accrued, AccountingPeriod period) => accrued.Exists(other => other >= period)
        ? new Refusal("period-accrued", $"{accrued.Max()} is accrued: its charges come with the statement of {accrued.Max().Next}.")
        : null;

    private static Refusal? WhyNot(
        KnownFacts facts, CouncilPair councils, AccountingPeriod period, bool finalAccount, List<Run> issued)
    {
        if (issued.Exists(earlier => earlier.Period >= period))
        {
            return new Refusal("period-issued",
                $"{issued.Max(earlier => earlier.Period)} is issued. What it lacks is charged with a later period.");
        }

        // The closing period has no days of its own: it charges what its year still lacks.
        var days = period.IsClosingPeriod ? period.Year.Days : period.Days;
        return (finalAccount && issued.Count > 0) || facts.Agreements.Any(known =>
            councils.Are(known.Body.Provider, known.Body.Recipient)
            && facts.LiveDays(known.Body.AgreementReference)?.Overlaps(days) == true)
            ? null
            : new Refusal("no-live-agreement",
                $"No agreement of {councils.First} and {councils.Second} is in force in {period}: nothing may be charged.");
    }
}

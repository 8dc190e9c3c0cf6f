using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Charging;
using Recharging.Contracts;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>
/// Ends a period for both councils: nothing of its statement is marked or settled any more, and what is learned of it later is charged
/// with a later one. It may close over disputes: each is its payer's.
/// </summary>
public static class ClosePeriod
{
    public sealed record Answer(
        string Period, string StatementNumber, string State, string ClosedBy, int DisputedLines, decimal DisputedGbp);

    public static void MapClosePeriod(this IEndpointRouteBuilder periods) =>
        periods.MapPost("/{period}/closing", Handle).RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(ClosePeriod));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string period, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var closing))
        {
            return AddressedPeriod.Malformed(period);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        if (await db.HoldStatementAsync(councils, closing, cancellationToken) is not { } number)
        {
            return new Refusal("period-not-issued", $"{closing} has no statement yet: run and issue it first.").ToProblem();
        }

        var marking = (await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken))!;
        var last = await db.LastEntryAsync(number, cancellationToken);
        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.StatementNumber == number, cancellationToken);
        var by = await db.KeyHolderAsync(caller, cancellationToken);
        var refusal = last is { IsClosed: true } ? AlreadyClosed(last)
            : by.Is(run.PreparerCouncil, run.Preparer)
                ? new Refusal("preparer-closes", "The officer who prepared the period's run can't close it. Ask a colleague.")
            : await OpenBeforeAsync(db, councils.Both, closing, cancellationToken) is { } earlier
                ? new Refusal("period-out-of-order", $"{earlier} is open: close it before {closing}.")
            : WhyNotYet(marking);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var disputed = marking.Lines.Values.Where(line => marking.DisputedOf(line) != Money.Zero).ToList();
        var entry = new PeriodEntry
        {
            StatementNumber = number, Sequence = (last?.Sequence ?? 0) + 1, IsClosed = true, Period = closing, Parties = councils.Both,
            Council = caller.Council, By = caller.Subject, ByName = caller.NameInRecords, Reason = null, At = clock.GetUtcNow(),
        };
        db.PeriodEntries.Add(entry);
        db.Outbox.Enqueue(number, new PeriodClosed
        {
            Period = closing.ToString(), Councils = councils.Both, StatementNumber = number, ClosedBy = caller.Council,
            DisputedLines = disputed.Count, DisputedGbp = disputed.Sum(marking.DisputedOf).InPounds, OccurredAt = entry.At,
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ClosePeriod), number, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            closing.ToString(), number, "closed", caller.NameInRecords, disputed.Count, disputed.Sum(marking.DisputedOf).InPounds));
    }

    public static Refusal AlreadyClosed(PeriodEntry closed) => new(
        "period-closed", $"{closed.Period} was closed by {closed.ByName} of {closed.Council} on {closed.At:d MMMM yyyy}.");

    private static Refusal? WhyNotYet(Marking marking)
    {
        var unseen = marking.Lines.Values.Count(line => marking.StateOf(line) is LineState.Unseen);
        return unseen > 0
            ? new Refusal("lines-unmarked", $"{unseen} lines of {marking.Statement.Number} are neither agreed nor disputed yet.")
            : marking.Statement.State is not StatementState.Settled && marking.Lines.Values.Any(marking.IsPayable)
                ? new Refusal("lines-unsettled", $"{marking.Statement.Number} has agreed lines that are not settled: settle it first.")
                : null;
    }

    private static async Task<AccountingPeriod?> OpenBeforeAsync(
        RechargingDb db, string[] councils, AccountingPeriod closing, CancellationToken cancellationToken)
    {
        var open = await db.Statements.AsNoTracking()
            .Where(statement => statement.Parties == councils && !db.PeriodEntries.Any(entry =>
                entry.StatementNumber == statement.Number && entry.IsClosed && !db.PeriodEntries.Any(later =>
                    later.StatementNumber == entry.StatementNumber && later.Sequence > entry.Sequence)))
            .Select(statement => statement.Period).ToListAsync(cancellationToken);
        return open.Where(period => period < closing).Order().Select(period => (AccountingPeriod?)period).FirstOrDefault();
    }
}

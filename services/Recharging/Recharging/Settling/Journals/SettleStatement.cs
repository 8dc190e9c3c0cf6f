using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>
/// Sends what is agreed of a statement and is not there yet to both ledgers: one journal per council and direction, coded by that
/// council's table. It may be asked again: what a resolved dispute releases goes with the next one. What is disputed is held back by
/// the council that pays; the council that is owed books the whole line.
/// </summary>
public static class SettleStatement
{
    public sealed record Answer(string StatementNumber, string State, IReadOnlyList<JournalTotals> Journals);

    public sealed record JournalTotals(string Reference, string Council, string Direction, int Lines, decimal DebitsGbp,
        decimal CreditsGbp);

    public static void MapSettleStatement(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/settlement", Handle).RequireOfficer("finance-officer").WithName(nameof(SettleStatement));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null)
        {
            return TypedResults.NotFound();
        }

        var (drafts, missing) = await db.AsWorkerAsync(
            () => SettlementDraft.OfAsync(db, marking, clock, cancellationToken), cancellationToken);
        if ((missing ?? WhyNot(marking, drafts) ?? marking.Statement.Settle()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Settlements.Add(new Settlement
        {
            StatementNumber = number, Revision = marking.Statement.Revision, Parties = marking.Statement.Parties, Council = caller.Council,
            SettledBy = caller.Name, SettledAt = clock.GetUtcNow(),
        });
        await CloseAgreedAsync(db, number, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SettleStatement), number, null));
        await db.SaveChangesAsync(cancellationToken);
        await db.AsWorkerAsync(() => WriteAsync(db, drafts, cancellationToken), cancellationToken);
        return TypedResults.Ok(new Answer(number, marking.Statement.State.ToString().ToLowerInvariant(), [.. drafts.Select(Show)]));
    }

    /// <summary>Why nothing of the statement goes to the ledgers now.</summary>
    public static Refusal? WhyNot(Marking marking, IReadOnlyList<JournalDraft> drafts) =>
        drafts.Count > 0 ? null
        : marking.PeriodIsClosed ?? (marking.Statement.State is StatementState.Issued
            ? new Refusal("nothing-to-settle", $"Nothing of {marking.Statement.Number} is agreed that is not in the ledgers already.")
            : null);

    // What was held of these is payable, and on its way.
    private static async Task CloseAgreedAsync(
        RechargingDb db, string number, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        foreach (var dispute in await db.Disputes
            .Where(dispute => dispute.StatementNumber == number && dispute.State == DisputeState.ResolvedAgreed)
            .OrderBy(dispute => dispute.Reference).ToListAsync(cancellationToken))
        {
            dispute.Close(number, clock.Today());
            await db.WriteDownAsync(dispute, "settled", null, caller, clock, cancellationToken);
        }
    }

    private static Task<int> WriteAsync(RechargingDb db, IReadOnlyList<JournalDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts)
        {
            db.Journals.Add(draft.Journal);
            db.JournalLines.AddRange(draft.Lines);
        }

        return db.SaveChangesAsync(cancellationToken);
    }

    private static JournalTotals Show(JournalDraft draft) => new(draft.Journal.Reference, draft.Journal.Council, draft.Journal.Direction,
        draft.Lines.Count, draft.Lines.Sum(line => line.Debit).InPounds, draft.Lines.Sum(line => line.Credit).InPounds);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Officers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>The council's ERP says how far a journal has come, and under which document number it is posted.</summary>
public static class AcknowledgeJournal
{
    /// <param name="Stage">received, validated, accepted, rejected, posted or reversed.</param>
    /// <param name="DocumentNumber">The ledger's own number, with <c>posted</c>; of the reversal, with <c>reversed</c>.</param>
    /// <param name="Reason">Why, with <c>rejected</c>.</param>
    /// <param name="LineNo">The line that the reason is about, if it is one.</param>
    /// <param name="DocumentYear">The financial year of that number, 2023 for 2023/24; left out, the journal's own.</param>
    /// <param name="Reverses">The number of the document that is taken back, with <c>reversed</c>.</param>
    /// <param name="BatchId">The batch that it is about: an answer to a version that was recoded since is refused.</param>
    public sealed record Request(
        JournalState Stage, string? DocumentNumber = null, string? Reason = null, int? LineNo = null, int? DocumentYear = null,
        string? Reverses = null, string? BatchId = null);

    public sealed record Answer(
        string Reference, string State, int Version, string? DocumentNumber, int? DocumentYear, string? ReversalNumber)
    {
        public static Answer Of(Journal journal) => new(
            journal.Reference, Journal.Named(journal.State), journal.Version, journal.DocumentNumber, journal.DocumentYear,
            journal.ReversalNumber);
    }

    public static void MapAcknowledgeJournal(this IEndpointRouteBuilder journals) =>
        journals.MapPost("/{reference}/acknowledgements", Handle).RequireScope("journals:acknowledge").WithName(nameof(AcknowledgeJournal));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var journal = await db.Journals.FindAsync([reference], cancellationToken);
        if (journal is null)
        {
            return TypedResults.NotFound();
        }

        if (request.BatchId is { } batch && batch != journal.BatchId)
        {
            return new Refusal("journal-version", $"{batch} is not what {reference} waits for: its batch is {journal.BatchId}.").ToProblem();
        }

        if (journal.Acknowledge(request.Stage, request.DocumentNumber, request.Reason, request.DocumentYear, request.Reverses)
            is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.JournalAcknowledgements.Add(new JournalAcknowledgement
        {
            JournalReference = reference,
            Version = journal.Version,
            Council = journal.Council,
            Stage = Journal.Named(request.Stage),
            DocumentNumber = request.DocumentNumber,
            DocumentYear = request.DocumentYear,
            Reason = request.Reason,
            LineNo = request.LineNo,
            At = clock.GetUtcNow(),
        });
        if (request.Stage is JournalState.Rejected)
        {
            db.Notices.Add(Notice.To(journal.Council, NoticeKinds.JournalRejected, reference,
                $"The ledger rejected {reference}: {request.Reason} Recode it and it is sent again.", clock.GetUtcNow()));
        }

        if (request.Stage is JournalState.Reversed)
        {
            await TakeBackAsync(db, journal, caller, clock, cancellationToken);
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AcknowledgeJournal), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(Answer.Of(journal));
    }

    // Its lines are in no journal any more: the statement is settled again, under the next reference.
    private static async Task TakeBackAsync(
        RechargingDb db, Journal journal, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var statement = await db.Statements.FromSql($"SELECT *, xmin FROM statements WHERE number = {journal.StatementNumber} FOR UPDATE")
            .SingleAsync(cancellationToken);
        statement.TakeBack();
        db.Settlements.Add(new Settlement
        {
            StatementNumber = statement.Number, Revision = statement.Revision, Parties = statement.Parties, TookBack = journal.Reference,
            Council = journal.Council, SettledBy = caller.Name, SettledAt = clock.GetUtcNow(),
        });
        db.Notices.Add(Notice.To(journal.Council, NoticeKinds.JournalReversed, journal.Reference,
            $"The ledger took {journal.Reference} back by {journal.ReversalNumber}. Settle {statement.Number} and its lines are sent again.",
            clock.GetUtcNow()));
    }
}

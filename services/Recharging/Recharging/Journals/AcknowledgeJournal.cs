using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Notices;
using ServiceDefaults;

namespace Recharging.Journals;

/// <summary>The council's ERP says how far a journal has come, and under which document number it is posted.</summary>
public static class AcknowledgeJournal
{
    /// <param name="Stage">received, validated, accepted, rejected or posted.</param>
    /// <param name="DocumentNumber">The ledger's own number, with <c>posted</c>.</param>
    /// <param name="Reason">Why, with <c>rejected</c>.</param>
    /// <param name="LineNo">The line that the reason is about, if it is one.</param>
    public sealed record Request(JournalState Stage, string? DocumentNumber = null, string? Reason = null, int? LineNo = null);

    public sealed record Answer(string Reference, string State, int Version, string? DocumentNumber);

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

        if (journal.Acknowledge(request.Stage, request.DocumentNumber, request.Reason) is { } refusal)
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
            Reason = request.Reason,
            LineNo = request.LineNo,
            At = clock.GetUtcNow(),
        });
        if (request.Stage is JournalState.Rejected)
        {
            db.Notices.Add(Notice.To(journal.Council, NoticeKinds.JournalRejected, reference,
                $"The ledger rejected {reference}: {request.Reason} Recode it and it is sent again.", clock.GetUtcNow()));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AcknowledgeJournal), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reference, Journal.Named(journal.State), journal.Version, journal.DocumentNumber));
    }
}

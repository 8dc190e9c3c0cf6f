using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Contracts;

namespace SchoolSupport.Commissions;

/// <summary>Ties a visit to its note by the note's SHA-256. The day is told once, and may then be charged.</summary>
public static class EvidenceVisit
{
    public sealed record Request([RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "SHA-256: 64 lower-case hexadecimal digits.")] string NoteSha256);

    public static void MapEvidenceVisit(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/visits/{visitReference}/evidence", Handle).RequireOfficer("school-improvement-manager", "adviser")
            .WithName(nameof(EvidenceVisit)).WithSummary("Evidence a visit by its note");

    private static async Task<Results<Ok<CommissionView.VisitView>, ProblemHttpResult>> Handle(
        string reference,
        string visitReference,
        Request request,
        SchoolSupportDb db,
        Caller caller,
        BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var commission = await db.LockCommissionAsync(reference, cancellationToken);
        if (commission?.Visits.SingleOrDefault(entered => entered.Reference == visitReference) is not { } visit)
        {
            return Problems.NotFound($"There is no visit {visitReference} of a commission {reference}.");
        }

        if (caller.Council != commission.ProviderCouncil)
        {
            return Problems.Forbidden($"{commission.ProviderCouncil} sends the adviser, so it holds the note.");
        }

        if (await db.Visits.AnyAsync(
            other => other.EvidenceSha256 == request.NoteSha256 && other.Reference != visitReference, cancellationToken))
        {
            return new Refusal("note-used-already", "This note evidences another visit. Each visit has a note of its own.").ToProblem();
        }

        var authority = await db.Authorities.SingleAsync(
            known => known.AgreementReference == commission.AgreementReference, cancellationToken);
        if (commission.Evidence(visit, request.NoteSha256, clock.Today(), authority) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(commission.Aggregate(), new SupportDayEvidenced
        {
            CommissionReference = reference,
            VisitReference = visitReference,
            Day = visit.Day,
            Days = visit.Days,
            EvidenceSha256 = request.NoteSha256,
            OccurredAt = clock.GetUtcNow(),
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EvidenceVisit), visitReference, request.NoteSha256));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.VisitView.Of(visit));
    }
}

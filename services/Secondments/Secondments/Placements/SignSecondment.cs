using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.JointPersons;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>Records one of the three signatures under the secondment's document, which is known here by its hash only.</summary>
public static class SignSecondment
{
    public sealed record Request(
        Signatory Signatory,
        DateOnly SignedOn,
        [property: RegularExpression("^[0-9a-f]{64}$", ErrorMessage = "Give the document's SHA-256 as 64 lower-case hexadecimal digits.")]
        string DocumentSha256);

    public static void MapSignSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/signature", Handle).RequireOfficer(Roles.HrOfficer, Roles.HrApprover).WithName(nameof(SignSecondment))
            .WithSummary("Records a signature of your council or of the person");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        if (request.Signatory is not Signatory.Employee && !caller.Has(Roles.HrApprover))
        {
            return Problems.Forbidden("Only an HR approver signs for a council.");
        }

        var signature = new Signature
        {
            Signatory = request.Signatory,
            SignedOn = request.SignedOn,
            DocumentSha256 = request.DocumentSha256,
            RecordedBy = caller.Subject,
        };
        if (secondment.Sign(await db.KeyHolderAsync(caller, cancellationToken), signature, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SignSecondment), reference, $"{request.Signatory}, {request.DocumentSha256}"));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Secondments.JointPersons;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>An approver approves the side of his own council: home first, then host.</summary>
public static class ApproveSecondment
{
    public static void MapApproveSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/approval", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(ApproveSecondment))
            .WithSummary("Approves your council's side of a secondment");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        if (secondment.Approve(await db.KeyHolderAsync(caller, cancellationToken)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ApproveSecondment), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}

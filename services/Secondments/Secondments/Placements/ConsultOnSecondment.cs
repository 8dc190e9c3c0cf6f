using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>The employer records that the person was consulted. Under section 113 nobody signs without it.</summary>
public static class ConsultOnSecondment
{
    public sealed record Request(DateOnly ConsultedOn, [property: StringLength(2000, MinimumLength = 3)] string Outcome);

    public static void MapConsultOnSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/consultation", Handle).RequireOfficer(Roles.HrOfficer, Roles.HrApprover).WithName(nameof(ConsultOnSecondment))
            .WithSummary("Records the consultation of the person");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        if (secondment.Consult(caller.Council, request.ConsultedOn, request.Outcome, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ConsultOnSecondment), reference, reason: null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}

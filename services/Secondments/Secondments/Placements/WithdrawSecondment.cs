using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>Takes back a secondment that has not started. The person's days are free again.</summary>
public static class WithdrawSecondment
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapWithdrawSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapPost("/{reference}/withdrawal", Handle).RequireOfficer(Roles.HrApprover).WithName(nameof(WithdrawSecondment))
            .WithSummary("Withdraws a secondment that has not started");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.SecondmentToChangeAsync(reference, cancellationToken);
        if (secondment is null)
        {
            return ViewSecondment.NoSuchSecondment(reference);
        }

        if (secondment.Withdraw(clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await db.PlaceAsync(reference, secondment.Placements(), cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WithdrawSecondment), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>Gives an open item an owner; the last one named counts.</summary>
public static class AssignItem
{
    public sealed record Request(
        string Item,
        [property: StringLength(200, MinimumLength = 1)] string OwnerSignIn,
        [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapAssignItem(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/owners", Handle)
            .RequireOfficer("finance-officer", "s151-delegate").WithName(nameof(AssignItem));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, _))
        {
            return TypedResults.NotFound();
        }

        if (deciding.Item(request.Item) is not { } item)
        {
            return Problems.Invalid("item", $"The last reconciliation of {number} has no open item {request.Item}.");
        }

        if (await db.OwnerAsync(caller, request.OwnerSignIn.Trim(), cancellationToken) is not { } owner)
        {
            return FindOfficers.NoOwner("ownerSignIn", request.OwnerSignIn, caller);
        }

        deciding.Assign(item, owner.Name, request.Reason);
        return await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

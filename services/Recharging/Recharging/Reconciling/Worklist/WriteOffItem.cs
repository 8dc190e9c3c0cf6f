using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>The council whose ledger carries a difference gives it up; above the tolerance an S151 delegate of it approves first.</summary>
public static class WriteOffItem
{
    /// <param name="Item">Its id in the reconciliation.</param>
    /// <param name="Reason">Why it is not pursued.</param>
    /// <param name="ReasonCode">Needed where the reconciliation found no reason.</param>
    public sealed record Request(
        string Item, [property: StringLength(2000, MinimumLength = 10)] string Reason, string? ReasonCode = null);

    public static void MapWriteOffItem(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/write-offs", Handle).RequireOfficer("finance-officer").WithName(nameof(WriteOffItem));

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

        if (OwnLines.WhyNot(deciding.HolderOf(item), caller) is { } forbidden)
        {
            return forbidden;
        }

        return deciding.WriteOff(item, request.ReasonCode, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

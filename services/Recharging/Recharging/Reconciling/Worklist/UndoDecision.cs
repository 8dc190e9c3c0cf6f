using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>Takes back a decision of the officer's own council. It stays on record, with who took it back and why.</summary>
public static class UndoDecision
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapUndoDecision(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/{decision:int}/undo", Handle)
            .RequireOfficer("finance-officer").WithName(nameof(UndoDecision));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, int decision, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, before)
            || before.Find(earlier => earlier.Number == decision) is not { } undone)
        {
            return TypedResults.NotFound();
        }

        if (undone.Council != caller.Council)
        {
            return Problems.Forbidden($"Decision {decision} is {undone.Council}'s: only its officers take it back.");
        }

        return deciding.Undo(undone, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>
/// Undoes what the engine matched with a statement line in the officer's own ledger. The engine never pairs them again, until this decision is
/// undone in turn.
/// </summary>
public static class UndoMatch
{
    public sealed record Request(string StatementLine, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapUndoMatch(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/undone-matches", Handle).RequireOfficer("finance-officer").WithName(nameof(UndoMatch));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, _))
        {
            return TypedResults.NotFound();
        }

        if (deciding.Entry(request.StatementLine) is null)
        {
            return Problems.Invalid("statementLine", $"{number} has no line {request.StatementLine} that costs something.");
        }

        return deciding.Forbid(request.StatementLine, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

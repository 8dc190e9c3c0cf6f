using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>Cuts a line of the officer's own ledger into parts that add up to it, each of which is matched by itself.</summary>
public static class SplitLine
{
    /// <param name="Line">Of the officer's own ledger.</param>
    /// <param name="PartsGbp">Debit less credit, as the line's own amount.</param>
    /// <param name="Reason">What the parts are.</param>
    public sealed record Request(
        LineOfOwnLedger Line, IReadOnlyList<decimal> PartsGbp, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapSplitLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/splits", Handle).RequireOfficer("finance-officer").WithName(nameof(SplitLine));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.PartsGbp.Any(part => decimal.Truncate(part * 100) != part * 100))
        {
            return Problems.Invalid("partsGbp", "Amounts are in pounds with at most two decimals.");
        }

        if (OwnLines.WhyNot([request.Line], caller) is { } forbidden)
        {
            return forbidden;
        }

        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, _))
        {
            return TypedResults.NotFound();
        }

        if (deciding.Find(request.Line, out var fault) is not { } line)
        {
            return Problems.Invalid("line", fault!);
        }

        return deciding.Split(line, [.. request.PartsGbp.Select(Money.Pounds)], request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

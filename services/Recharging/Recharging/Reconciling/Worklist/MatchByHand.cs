using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Matching;
using Recharging.Matching.Differences;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>An officer says which lines of their own ledger stand for which statement lines. The engine does not look at them again.</summary>
public static class MatchByHand
{
    /// <param name="StatementLines">One or several.</param>
    /// <param name="Lines">One or several, of the officer's own ledger.</param>
    /// <param name="Reason">Why these belong together.</param>
    /// <param name="ReasonCode">What explains pounds further apart than the accept tolerance.</param>
    public sealed record Request(
        IReadOnlyList<string> StatementLines,
        IReadOnlyList<LineOfOwnLedger> Lines,
        [property: StringLength(2000, MinimumLength = 10)] string Reason,
        string? ReasonCode = null);

    public static void MapMatchByHand(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/matches", Handle).RequireOfficer("finance-officer").WithName(nameof(MatchByHand));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.StatementLines.Count == 0 || request.Lines.Count == 0)
        {
            return Problems.Invalid("lines", "Name at least one statement line and one ledger line.");
        }

        if (OwnLines.WhyNot(request.Lines, caller) is { } forbidden)
        {
            return forbidden;
        }

        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, _))
        {
            return TypedResults.NotFound();
        }

        var references = request.StatementLines.Distinct(StringComparer.Ordinal).ToList();
        if (references.Find(reference => deciding.Entry(reference) is null) is { } unknown)
        {
            return Problems.Invalid("statementLines", $"{number} has no line {unknown} that costs something.");
        }

        var lines = new List<ControlLine>();
        foreach (var line in request.Lines.Distinct())
        {
            if (deciding.Find(line, out var fault) is not { } found)
            {
                return Problems.Invalid("lines", fault!);
            }

            lines.Add(found);
        }

        return deciding.Match(references, lines, request.ReasonCode, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

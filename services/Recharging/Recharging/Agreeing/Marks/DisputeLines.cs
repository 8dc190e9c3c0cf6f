using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using Values;

namespace Recharging.Agreeing;

/// <summary>Disputes several lines that the caller's council pays, with one reason, each as by itself. All or none.</summary>
public static class DisputeLines
{
    private const int Most = 500;

    /// <param name="Reason">One of the coded reasons, for example <c>rate</c>.</param>
    /// <param name="Explanation">For the other council's officer, alike for every line.</param>
    public sealed record Request(
        string Reason, [property: StringLength(2000, MinimumLength = 10)] string Explanation, IReadOnlyList<Part> Lines);

    /// <param name="Line">Its reference.</param>
    /// <param name="DisputedGbp">How much of the line, more than nothing.</param>
    /// <param name="ProposedGbp">What the paying council thinks right for the whole line.</param>
    public sealed record Part(string Line, decimal DisputedGbp, decimal? ProposedGbp = null);

    public sealed record Answer(string StatementNumber, IReadOnlyList<DisputeLine.Answer> Disputed);

    public static void MapDisputeLines(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/disputes", Handle).RequireOfficer("finance-officer").WithName(nameof(DisputeLines));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Lines.Count is 0 or > Most
            || request.Lines.Select(part => part.Line).Distinct(StringComparer.Ordinal).Count() < request.Lines.Count)
        {
            return Problems.Invalid("lines", $"Name 1 to {Most} lines, each once.");
        }

        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null)
        {
            return TypedResults.NotFound();
        }

        var faults = request.Lines.Select(part => !marking.Lines.ContainsKey(part.Line)
                ? $"{number} has no line {part.Line}."
                : DisputeLine.HasPartPennies(part.DisputedGbp) || DisputeLine.HasPartPennies(part.ProposedGbp ?? 0)
                    ? $"{part.Line}: amounts are in pounds with at most two decimals." : null)
            .OfType<string>().ToArray();
        if (faults.Length > 0)
        {
            return Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["lines"] = faults });
        }

        var disputed = new List<DisputeLine.Answer>();
        foreach (var asked in request.Lines.OrderBy(part => part.Line, StringComparer.Ordinal))
        {
            var line = marking.Lines[asked.Line];
            var part = new DisputedPart(request.Reason, Money.Pounds(asked.DisputedGbp),
                asked.ProposedGbp is { } right ? Money.Pounds(right) : null, request.Explanation);
            var (dispute, refused) = await db.DisputeAsync(marking, line, part, caller, clock, cancellationToken);
            if (refused is not null)
            {
                var problem = refused.ProblemDetails;
                problem.Detail = $"{asked.Line}: {problem.Detail} No line is disputed by this request.";
                problem.Extensions["line"] = asked.Line;
                return TypedResults.Problem(problem);
            }

            disputed.Add(new DisputeLine.Answer(asked.Line, marking.StateOf(line), part.Amount.InPounds,
                (line.Payable - part.Amount).InPounds, dispute!.Reference, dispute.Owner, dispute.AcknowledgeBy, dispute.ResolveBy));
        }

        if (marking.Record(db) is { } settled)
        {
            return settled.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(number, disputed));
    }
}

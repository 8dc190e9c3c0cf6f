using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Runs;
using ServiceDefaults;

namespace Recharging.Statements;

/// <summary>Says of a line why it is what it is, down to the pay fact, the rate, the days, the clause and the decision. Alike for both
/// councils.</summary>
public static class ExplainLine
{
    public sealed record Answer(string LineReference, string StatementNumber, decimal AmountGbp, decimal VatGbp, string Working,
        LineExplanation Explanation);

    public static void MapExplainLine(this IEndpointRouteBuilder lines) =>
        lines.MapGet("/{reference}/explanation", Handle).RequireSignedIn().WithName(nameof(ExplainLine));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(string reference, RechargingDb db, CancellationToken cancellationToken)
    {
        var line = await db.StatementLines.AsNoTracking().SingleOrDefaultAsync(line => line.Reference == reference, cancellationToken);
        return line is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Answer(line.Reference, line.StatementNumber, line.Amount.InPounds, line.Vat.InPounds, line.Working,
                JsonSerializer.Deserialize<LineExplanation>(line.Explanation, JsonSerializerOptions.Web)!));
    }
}

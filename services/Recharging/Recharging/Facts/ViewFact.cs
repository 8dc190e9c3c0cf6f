using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>Shows what a fact number stands for. Another council's pay fact is not found: its number and hash are all that is shown of
/// it.</summary>
public static class ViewFact
{
    public sealed record Answer(long Number, string Kind, string Subject, DateOnly EffectiveFrom, DateTimeOffset LearnedAt, string Sha256,
        JsonElement Body);

    public static void MapViewFact(this IEndpointRouteBuilder facts) =>
        facts.MapGet("/{number:long}", Handle).RequireOfficer(Readers.OfFacts).WithName(nameof(ViewFact));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(long number, RechargingDb db, CancellationToken cancellationToken)
    {
        var fact = await db.Facts.AsNoTracking().SingleOrDefaultAsync(fact => fact.Number == number, cancellationToken);
        return fact is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Answer(fact.Number, fact.Kind, fact.Subject, fact.EffectiveFrom, fact.LearnedAt, fact.Sha256,
                JsonElement.Parse(fact.Body)));
    }
}

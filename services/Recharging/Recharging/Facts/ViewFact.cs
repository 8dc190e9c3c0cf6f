using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Secondments.Contracts;
using ServiceDefaults;

namespace Recharging.Facts;

/// <summary>Shows what a fact number stands for; what a person is paid, to finance and HR of their council only. Of another council's pay
/// fact, which is not found, a charge's reasons give the number and hash.</summary>
public static class ViewFact
{
    public sealed record Answer(long Number, string Kind, string Subject, DateOnly EffectiveFrom, DateTimeOffset LearnedAt, string Sha256,
        JsonElement Body);

    public static void MapViewFact(this IEndpointRouteBuilder facts) =>
        facts.MapGet("/{number:long}", Handle).RequireOfficer(Readers.OfFacts).WithName(nameof(ViewFact));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        long number, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var fact = await db.Facts.AsNoTracking().SingleOrDefaultAsync(fact => fact.Number == number, cancellationToken);
        if (fact?.Kind == nameof(PayChanged) && !caller.ReadsPayOf(caller.Council))
        {
            return Problems.Forbidden($"Fact {number} says what a person is paid: finance and HR of their council read it.");
        }

        return fact is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Answer(fact.Number, fact.Kind, fact.Subject, fact.EffectiveFrom, fact.LearnedAt, fact.Sha256,
                JsonElement.Parse(fact.Body)));
    }
}

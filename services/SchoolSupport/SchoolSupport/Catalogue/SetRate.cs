using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Catalogue;

/// <summary>Gives a service of the caller's council a day rate from a day on. Commissions keep the rate that they were agreed at.</summary>
public static class SetRate
{
    public sealed record Request(
        [RegularExpression("^[a-z][a-z-]{1,39}$")] string Service,
        [StringLength(100, MinimumLength = 3)] string Name,
        [Range(0.01, 100000)] decimal DayRateGbp,
        DateOnly EffectiveFrom);

    public static void MapSetRate(this IEndpointRouteBuilder catalogue) =>
        catalogue.MapPost("/", Handle).RequireOfficer("school-improvement-manager").WithName(nameof(SetRate))
            .WithSummary("Add a day rate from a day on");

    private static async Task<Results<Created<CatalogueRate>, ProblemHttpResult>> Handle(
        Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.DayRateGbp * 100 % 1 != 0)
        {
            return Problems.Invalid("dayRateGbp", "A rate is in whole pence.");
        }

        if (await db.Catalogue.AnyAsync(
            rate => rate.Council == caller.Council && rate.Service == request.Service && rate.EffectiveFrom == request.EffectiveFrom,
            cancellationToken))
        {
            return new Refusal(
                "rate-exists",
                $"{request.Service} has a rate from {request.EffectiveFrom:yyyy-MM-dd} already. Rates are not changed: add one from a later day.")
                .ToProblem();
        }

        var rate = new CatalogueRate
        {
            Council = caller.Council,
            Service = request.Service,
            Name = request.Name,
            DayRateGbp = request.DayRateGbp,
            EffectiveFrom = request.EffectiveFrom,
        };
        db.Catalogue.Add(rate);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(SetRate), request.Service, reason: null));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Created($"/api/school-support/v1/catalogue?on={request.EffectiveFrom:yyyy-MM-dd}", rate);
    }
}

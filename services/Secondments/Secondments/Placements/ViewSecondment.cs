using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>Shows one secondment to its two councils, the same to both.</summary>
public static class ViewSecondment
{
    public static void MapViewSecondment(this IEndpointRouteBuilder secondments) =>
        secondments.MapGet("/{reference}", Handle).RequireOfficer(Roles.ReadersOfPlacements).WithName(nameof(ViewSecondment))
            .WithSummary("Shows a secondment");

    private static async Task<Results<Ok<SecondmentView>, ProblemHttpResult>> Handle(
        string reference, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var secondment = await db.Secondments.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Reference == reference, cancellationToken);
        return secondment is null
            ? NoSuchSecondment(reference)
            : TypedResults.Ok(await db.ShowAsync(secondment, clock, cancellationToken));
    }

    /// <summary>What every action answers when it is done: the secondment as it now is.</summary>
    public static async Task<SecondmentView> ShowAsync(
        this SecondmentsDb db, Secondment secondment, BusinessClock clock, CancellationToken cancellationToken) =>
        SecondmentView.Of(secondment, await db.Authorities.AsNoTracking().ToListAsync(cancellationToken), clock.Today());

    public static ProblemHttpResult NoSuchSecondment(string reference) => Problems.NotFound($"Your council has no secondment {reference}.");
}

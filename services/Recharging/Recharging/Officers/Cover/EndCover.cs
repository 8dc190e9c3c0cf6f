using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>A delegate of the council ends a cover before its last day; what the deputy did stays done.</summary>
public static class EndCover
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapEndCover(this IEndpointRouteBuilder cover) =>
        cover.MapPost("/{id:guid}/ending", Handle).RequireOfficer(Deputy.CoveredRole).WithName(nameof(EndCover));

    private static async Task<Results<Ok<FindDeputies.Row>, NotFound, ProblemHttpResult>> Handle(
        Guid id, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.Deputies.FindAsync([id], cancellationToken) is not { } deputy)
        {
            return TypedResults.NotFound();
        }

        if (deputy.End(caller.NameInRecords, request.Reason, clock.Today(), clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EndCover), deputy.Officer, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(FindDeputies.RowOf(deputy));
    }
}

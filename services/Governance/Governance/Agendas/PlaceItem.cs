using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agendas;

/// <summary>Puts a matter that waits without a board on a joint board's agenda, for both councils.</summary>
public static class PlaceItem
{
    /// <param name="Body">The code of the joint board.</param>
    /// <param name="Reason">Why that board, for both councils to read.</param>
    public sealed record Request([Reference] string Body, [StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapPlaceItem(this IEndpointRouteBuilder api) =>
        api.MapPost("/agenda-items/{reference}/placement", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithTags("Agendas").WithName(nameof(PlaceItem));

    private static async Task<Results<Ok<AgendaItemView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.LockAgendaItemAsync(reference, cancellationToken) is not { } item)
        {
            return Problems.NotFound($"{reference} is on no agenda and waits for none.");
        }

        if (await db.Bodies.AsNoTracking().SingleOrDefaultAsync(one => one.Code == request.Body, cancellationToken) is not { } body)
        {
            return Problems.Invalid("body", $"There is no body {request.Body}.");
        }

        if (item.Place(body, $"{caller.NameInRecords} of {caller.Council}", request.Reason, clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PlaceItem), item.Matter, request.Reason));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(AgendaItemView.Of(item));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Messaging;

/// <summary>An operator tries a parked event again once its cause is mended; the events behind it follow when it succeeds.</summary>
public static class ReplayEvent
{
    public sealed record Response(Guid EventId, InboxState State, string? Reason);

    internal static void MapReplayEvent(this IEndpointRouteBuilder messaging) =>
        messaging.MapPost("/parked/{eventId:guid}/replay", Handle)
            .RequireOfficer(Permissions.Operator)
            .WithOwnTransaction()
            .WithoutIdempotencyKey()
            .WithName(nameof(ReplayEvent));

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Guid eventId,
        Caller caller,
        BusinessClock clock,
        DbContext db,
        Tenancy tenancy,
        IInbox inbox,
        CancellationToken cancellationToken)
    {
        InboxMessage? parked;
        await using (var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken))
        {
            parked = await db.Set<InboxMessage>()
                .SingleOrDefaultAsync(message => message.EventId == eventId && message.State == InboxState.Parked, cancellationToken);
            if (parked is null)
            {
                return Problems.NotFound("No event by that id is parked here.");
            }

            if (!inbox.ListensTo(parked.Publisher))
            {
                return Problems.Conflict("not-by-its-publisher", $"{parked.Reason} It is never applied. Ask who runs the broker.");
            }

            db.Add(AuditEntry.Of(caller, clock, nameof(ReplayEvent), eventId.ToString(), parked.Reason));
            parked.State = InboxState.Waiting;
            parked.Reason = null;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await inbox.CatchUpAsync(parked.Publisher, parked.Aggregate, cancellationToken);

        await using var after = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        await db.Entry(parked).ReloadAsync(cancellationToken);
        return TypedResults.Ok(new Response(eventId, parked.State, parked.Reason));
    }
}

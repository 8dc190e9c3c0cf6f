using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Shows an operator how many events were told and heard, and which ones are parked and why. Events know no council, so a look at
/// parked ones is audited.
/// </summary>
public static class ViewMessaging
{
    public sealed record Response(long Published, long Unsent, Consumed Consumed, IReadOnlyList<ParkedEvent> Parked);

    public sealed record Consumed(long Applied, long Ignored, long Refused, long Waiting, long Parked);

    public sealed record ParkedEvent(Guid EventId, string Publisher, string Aggregate, long Version, string Type, string? Reason);

    internal static void MapMessaging(this IEndpointRouteBuilder api)
    {
        var messaging = api.MapGroup("/messaging").WithTags("Messaging");
        messaging.MapGet("", Handle).RequireOfficer(Permissions.Operator).WithOwnTransaction().WithName(nameof(ViewMessaging));
        messaging.MapReplayEvent();
    }

    private static async Task<Ok<Response>> Handle(
        Caller caller, BusinessClock clock, DbContext db, Tenancy tenancy, CancellationToken cancellationToken)
    {
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        var outbox = db.Set<OutboxMessage>().AsNoTracking();
        var inbox = db.Set<InboxMessage>().AsNoTracking();

        var states = await inbox.GroupBy(message => message.State)
            .Select(group => new { State = group.Key, Count = group.LongCount() })
            .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken);
        var parked = await inbox.Where(message => message.State == InboxState.Parked)
            .OrderBy(message => message.ReceivedAt)
            .Select(message => new ParkedEvent(
                message.EventId, message.Publisher, message.Aggregate, message.Version, message.Type, message.Reason))
            .ToListAsync(cancellationToken);
        var answer = TypedResults.Ok(new Response(
            await outbox.LongCountAsync(cancellationToken),
            await outbox.LongCountAsync(message => message.SentAt == null, cancellationToken),
            new Consumed(
                states.GetValueOrDefault(InboxState.Applied),
                states.GetValueOrDefault(InboxState.Ignored),
                states.GetValueOrDefault(InboxState.Refused),
                states.GetValueOrDefault(InboxState.Waiting),
                states.GetValueOrDefault(InboxState.Parked)),
            parked));
        if (parked.Count > 0)
        {
            db.Add(AuditEntry.Of(caller, clock, nameof(ViewMessaging), "parked-events", $"{parked.Count} shown"));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return answer;
    }
}

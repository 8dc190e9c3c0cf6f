using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults;

/// <summary>
/// The time by which rules judge. It stands still where an officer has set it, so that a demonstration can play April 2023;
/// otherwise, and always in Production, it is the system's time.
/// </summary>
public sealed class BusinessClock(TimeProvider system) : TimeProvider
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private StrongBox? _frozen;

    public override TimeZoneInfo LocalTimeZone => London;

    public override DateTimeOffset GetUtcNow() => _frozen?.Now ?? system.GetUtcNow();

    /// <summary>The day it is in England.</summary>
    public DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(GetUtcNow(), London).DateTime);

    internal void Set(DateTimeOffset? now) => _frozen = now is { } instant ? new StrongBox(instant.ToUniversalTime()) : null;

    private sealed record StrongBox(DateTimeOffset Now);
}

/// <summary>Where the business clock was set, kept so that it survives a restart. One row at most.</summary>
public sealed class BusinessClockSetting
{
    public int Id { get; private set; } = 1;

    public required DateTimeOffset Now { get; set; }
}

/// <summary>An operator sets the business clock of a service, which stands still then, for both councils. Not in Production.</summary>
public static class SetClock
{
    public sealed record Request(DateTimeOffset Now);

    internal static void MapSetClock(this IEndpointRouteBuilder api) =>
        api.MapPut("/clock", Handle)
            .RequireOfficer(Permissions.Operator)
            .WithoutIdempotencyKey()
            .WithName(nameof(SetClock));

    private static async Task<Ok<Request>> Handle(
        Request request, Caller caller, DbContext db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var now = request.Now.ToUniversalTime();
        db.Add(AuditEntry.Of(caller, clock, nameof(SetClock), "business-clock", $"to {now:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        if (await db.Set<BusinessClockSetting>().SingleOrDefaultAsync(cancellationToken) is { } setting)
        {
            setting.Now = now;
        }
        else
        {
            db.Add(new BusinessClockSetting { Now = now });
        }

        await db.SaveChangesAsync(cancellationToken);
        clock.Set(now);
        return TypedResults.Ok(request);
    }
}

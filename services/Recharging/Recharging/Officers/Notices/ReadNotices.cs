using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>An officer has read these notices. For the colleagues they stay unread.</summary>
public static class ReadNotices
{
    private const int Most = 200;

    public sealed record Request(IReadOnlyList<Guid> Notices);

    public sealed record Answer(int Unread);

    public static void MapReadNotices(this IEndpointRouteBuilder notices) =>
        notices.MapPost("/read", Handle).RequireOfficer(Readers.OfTables)
            .WithName(nameof(ReadNotices));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Notices.Count is 0 or > Most)
        {
            return Problems.Invalid("notices", $"Name 1 to {Most} notices.");
        }

        var known = await db.Notices.CountAsync(notice => request.Notices.Contains(notice.Id), cancellationToken);
        if (known != request.Notices.Distinct().Count())
        {
            return Problems.NotFound("Some of these notices are not there, or not for this council.");
        }

        // Twice at once, from two of the officer's windows, is once.
        var read = request.Notices.Distinct().ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO notice_reads (notice_id, council, officer, read_at)
            SELECT id, {caller.Council}, {caller.Subject}, {clock.GetUtcNow()} FROM unnest({read}) AS id ON CONFLICT DO NOTHING
            """, cancellationToken);
        return TypedResults.Ok(new Answer(await db.Notices.CountAsync(notice => !db.NoticeReads.Any(mark =>
            mark.NoticeId == notice.Id && mark.Officer == caller.Subject), cancellationToken)));
    }
}

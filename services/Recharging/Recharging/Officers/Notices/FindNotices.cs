using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Officers;

/// <summary>Lists what the caller's council's officers are told, the newest first, and which of it the caller has read.</summary>
public static class FindNotices
{
    private const int Most = 200;

    /// <param name="Unread">How many the caller has not read, of all.</param>
    /// <param name="Notices">The newest 200.</param>
    public sealed record Answer(int Unread, IReadOnlyList<Row> Notices);

    public sealed record Row(Guid Id, string Kind, string About, string Sentence, DateTimeOffset At, DateTimeOffset? ReadAt);

    public static void MapFindNotices(this IEndpointRouteBuilder notices) =>
        notices.MapGet("/", Handle).RequireOfficer(Readers.OfTables)
            .WithName(nameof(FindNotices));

    private static async Task<Ok<Answer>> Handle(bool? unread, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var read = db.NoticeReads.AsNoTracking().Where(mark => mark.Officer == caller.Subject);
        var notices = db.Notices.AsNoTracking().Where(notice => notice.Council == caller.Council);
        var rows = await notices
            .Where(notice => unread != true || !read.Any(mark => mark.NoticeId == notice.Id))
            .OrderByDescending(notice => notice.Id).Take(Most)
            .Select(notice => new Row(notice.Id, notice.Kind, notice.About, notice.Sentence, notice.At,
                read.Where(mark => mark.NoticeId == notice.Id).Select(mark => (DateTimeOffset?)mark.ReadAt).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var left = await notices.CountAsync(notice => !read.Any(mark => mark.NoticeId == notice.Id), cancellationToken);
        return TypedResults.Ok(new Answer(left, rows));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>What was said of a line, the oldest first, alike for both councils.</summary>
public static class ReadComments
{
    public sealed record Answer(string LineReference, IReadOnlyList<Row> Comments);

    public sealed record Row(long Number, string Council, string By, DateTimeOffset At, string Text)
    {
        public static Row Of(LineComment comment) => new(comment.Number, comment.Council, comment.By, comment.At, comment.Text);
    }

    public static void MapReadComments(this IEndpointRouteBuilder statements) =>
        statements.MapGet("/{number}/lines/{reference}/comments", Handle).RequireOfficer(Readers.OfStatements)
            .WithName(nameof(ReadComments));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(
        string number, string reference, RechargingDb db, CancellationToken cancellationToken) =>
        await db.LineAsync(number, reference, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Answer(reference, (await db.LineComments.AsNoTracking()
                .Where(comment => comment.LineReference == reference).OrderBy(comment => comment.Number).ToListAsync(cancellationToken))
                .ConvertAll(Row.Of)));
}

using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>What is attached to a line, alike for both councils; a withdrawn file is named with who, when and why, and not given
/// out.</summary>
public static class ReadAttachments
{
    public static readonly Expression<Func<LineAttachment, Row>> ToRow = attachment => new Row(
        attachment.Id, attachment.FileName, attachment.ContentType, attachment.Size, attachment.Sha256, attachment.Council, attachment.By,
        attachment.At, attachment.WithdrawnBy, attachment.WithdrawnAt, attachment.WithdrawnBecause);

    private static readonly Func<LineAttachment, Row> OfOne = ToRow.Compile();

    public sealed record Answer(string LineReference, IReadOnlyList<Row> Attachments);

    public sealed record Row(
        Guid Id, string FileName, string ContentType, int Size, string Sha256, string Council, string By, DateTimeOffset At,
        string? WithdrawnBy, DateTimeOffset? WithdrawnAt, string? WithdrawnBecause)
    {
        public static Row Of(LineAttachment attachment) => OfOne(attachment);
    }

    public static void MapReadAttachments(this IEndpointRouteBuilder statements)
    {
        statements.MapGet("/{number}/lines/{reference}/attachments", List).RequireOfficer(Readers.OfStatements)
            .WithName(nameof(ReadAttachments));
        statements.MapGet("/{number}/lines/{reference}/attachments/{id:guid}", Download)
            .Produces<Stream>(StatusCodes.Status200OK, FileContent.ContentTypes[0], FileContent.ContentTypes[1..])
            .ProducesProblem(StatusCodes.Status410Gone).RequireOfficer(Readers.OfStatements)
            .WithName("ReadAttachment");
    }

    private static async Task<Results<Ok<Answer>, NotFound>> List(
        string number, string reference, RechargingDb db, CancellationToken cancellationToken) =>
        await db.LineAsync(number, reference, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Answer(reference, await db.LineAttachments
                .Where(attachment => attachment.LineReference == reference).OrderBy(attachment => attachment.At)
                .ThenBy(attachment => attachment.Id).Select(ToRow).ToListAsync(cancellationToken)));

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> Download(
        string number, string reference, Guid id, HttpResponse response, RechargingDb db, CancellationToken cancellationToken)
    {
        var attachment = await db.LineAsync(number, reference, cancellationToken) is null ? null
            : await db.LineAttachments.AsNoTracking().SingleOrDefaultAsync(
                attachment => attachment.LineReference == reference && attachment.Id == id, cancellationToken);
        if (attachment is null)
        {
            return TypedResults.NotFound();
        }

        if (attachment.WithdrawnAt is not null)
        {
            return Problems.Of(StatusCodes.Status410Gone, "attachment-withdrawn", "Withdrawn",
                $"{attachment.FileName} was withdrawn by {attachment.WithdrawnBy}: {attachment.WithdrawnBecause}");
        }

        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(attachment.Content, attachment.ContentType, attachment.FileName);
    }
}

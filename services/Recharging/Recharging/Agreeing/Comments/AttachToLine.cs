using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>
/// An officer of either council attaches a file to a line: its bytes as the body, its name in Content-Disposition. The same content twice
/// on a line is the same attachment, under its first name.
/// </summary>
public static class AttachToLine
{
    /// <summary>In bytes; inclusive.</summary>
    public const int Largest = 10 * 1024 * 1024;

    /// <summary>Of one council beside one line; inclusive.</summary>
    public const int MostPapers = 20;

    private const int MostBytes = 50 * 1024 * 1024;

    private const int LongestName = 200;

    public static void MapAttachToLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/attachments", Handle).Accepts<byte[]>("application/octet-stream", "*/*")
            .WithMetadata(new RequestSizeLimitAttribute(Largest))
            .ReadsHeaders("Content-Disposition")
            .RequireOfficer("finance-officer", "s151-delegate", "vat-officer", "budget-holder").WithName(nameof(AttachToLine));

    private static async Task<Results<Ok<ReadAttachments.Row>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, HttpRequest request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (NameIn(request) is not { } name)
        {
            return Problems.Invalid("Content-Disposition",
                $"Name the file in Content-Disposition: attachment; filename=\"…\", 1 to {LongestName} letters without slashes, "
                + "colons, stars, question marks, quotes, angle brackets or bars.");
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var content = body.ToArray();
        if (content.Length is 0 or > Largest)
        {
            return Problems.Invalid("body", $"A file has 1 to {Largest:N0} bytes.");
        }

        if (FileContent.WhyNot(content, name) is { } sentence)
        {
            return Problems.Invalid("body", sentence);
        }

        if (await db.LineAsync(number, reference, cancellationToken) is not { } line)
        {
            return TypedResults.NotFound();
        }

        // Twice at once is once.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtext('line-attachment'), hashtext({reference}))", cancellationToken);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        if (await db.LineAttachments.Where(known => known.LineReference == reference && known.Sha256 == sha256 && known.WithdrawnAt == null)
            .Select(ReadAttachments.ToRow).SingleOrDefaultAsync(cancellationToken) is { } attached)
        {
            return TypedResults.Ok(attached);
        }

        if (await FullAsync(db, reference, caller, content.Length, cancellationToken) is { } full)
        {
            return full.ToProblem();
        }

        var attachment = new LineAttachment
        {
            Id = Guid.CreateVersion7(),
            LineReference = reference,
            Parties = line.Parties,
            Council = caller.Council,
            By = caller.NameInRecords,
            At = clock.GetUtcNow(),
            FileName = name,
            ContentType = FileContent.TypeOf(name),
            Sha256 = sha256,
            Size = content.Length,
            Content = content,
        };
        db.LineAttachments.Add(attachment);
        db.TellOther(line, caller, $"{caller.NameInRecords} of {caller.Council} attached {name} to {reference}.", attachment.At);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AttachToLine), reference, name));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ReadAttachments.Row.Of(attachment));
    }

    // Withdrawn papers are kept, so they count. Each council has room of its own: neither can take the other's.
    private static async Task<Refusal?> FullAsync(
        RechargingDb db, string reference, Caller caller, int size, CancellationToken cancellationToken)
    {
        var own = db.LineAttachments.Where(known => known.LineReference == reference && known.Council == caller.Council);
        return await own.CountAsync(cancellationToken) >= MostPapers
            || await own.SumAsync(known => (long)known.Size, cancellationToken) + size > MostBytes
            ? new Refusal("attachments-full",
                $"{caller.Council} can put {MostPapers} papers of {MostBytes / 1024 / 1024} MB in all beside a line, "
                + $"and {reference} has no room for this one.")
            : null;
    }

    // Neither slashes, nor what Windows gives a meaning, nor what is not seen, such as marks that turn the reading direction and so hide
    // what a name ends with.
    private static string? NameIn(HttpRequest request)
    {
        if (!ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition))
        {
            return null;
        }

        var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName))
            .Value?.Trim();
        return name is { Length: >= 1 and <= LongestName } && !name.Any(letter =>
            "/\\:*?\"<>|".Contains(letter, StringComparison.Ordinal) || char.IsControl(letter)
            || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.Format) ? name : null;
    }
}

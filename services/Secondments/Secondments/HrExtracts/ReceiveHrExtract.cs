using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Files;

namespace Secondments.HrExtracts;

/// <summary>
/// A council's HR system sends its extract. Rows that break a rule are named and left out, forbidden fields are dropped unread,
/// the rest counts at once, and Recharging hears of what changed. The same file again changes nothing, unless another that came between
/// says otherwise. The body is read as it streams in and never buffered, so forbidden fields reach neither a disk nor a log.
/// </summary>
public static class ReceiveHrExtract
{
    /// <param name="Extract">The reference under which this extract is cited.</param>
    /// <param name="Rows">Rows beneath the header.</param>
    /// <param name="Taken">Rows that broke no rule, changed or not.</param>
    /// <param name="NotTaken">Every row that was left out, and why.</param>
    /// <param name="StillHolds">What an earlier extract said and this one leaves as it is, though it may be meant otherwise.</param>
    /// <param name="ForbiddenFieldsDropped">Columns that must not come here; nothing of them was stored.</param>
    /// <param name="OtherFieldsDropped">Columns that are not needed here; nothing of them was stored.</param>
    public sealed record Answer(
        string Extract, int Rows, int Taken, IReadOnlyList<RowNotTaken> NotTaken, IReadOnlyList<StillHolds> StillHolds,
        IReadOnlyList<string> ForbiddenFieldsDropped, IReadOnlyList<string> OtherFieldsDropped);

    private const long LargestFile = 200L * 1024 * 1024;

    public static void MapReceiveHrExtract(this IEndpointRouteBuilder extracts) =>
        extracts.MapPost("", Handle).RequireScope(Roles.HrExtractsWrite).WithOwnTransaction().Accepts<string>("text/csv")
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest).WithName(nameof(ReceiveHrExtract))
            .WithSummary("Sends your council's HR extract");

    private static async Task<IResult> Handle(
        HttpRequest http, Caller caller, SecondmentsDb db, BusinessClock clock, Idempotency idempotency, CancellationToken cancellationToken)
    {
        var charset = MediaTypeHeaderValue.TryParse(http.ContentType, out var type) ? type.CharSet : null;
        if (!TextBody.TryCharset(charset, out var declared))
        {
            return Problems.Invalid("Content-Type", $"The extract is declared as {charset}. Send it in UTF-8, UTF-16 or Windows-1252.");
        }

        using var sha256 = SHA256.Create();
        await using var hashed = new CryptoStream(http.Body, sha256, CryptoStreamMode.Read, leaveOpen: true);
        var reader = new ExtractReader(hashed, caller.Council, declared);
        var rows = new List<ExtractRow>();
        var notTaken = new List<RowNotTaken>();
        if (await reader.ReadHeaderAsync(cancellationToken) is { } fault)
        {
            return Problems.Invalid("header", fault);
        }

        await foreach (var (row, refused) in reader.ReadRowsAsync(cancellationToken))
        {
            if (row is not null)
            {
                rows.Add(row);
            }
            else
            {
                notTaken.Add(refused!);
            }
        }

        if (reader.Fault is { } unreadable)
        {
            return Problems.Invalid("body", unreadable);
        }

        var digest = sha256.Hash!;
        return await idempotency.OnceAsync(db, digest, RecordAsync, cancellationToken);

        async Task<IResult> RecordAsync(CancellationToken stop)
        {
            // One extract of a council at a time, so that each is compared with what the one before it left.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({"hr-extract:" + caller.Council}))", stop);
            var number = await db.NextNumberAsync("hr_extract_numbers", stop);
            var extract = new HrExtract
            {
                Reference = string.Create(CultureInfo.InvariantCulture, $"HX-{clock.Today().Year:0000}-{number:0000}"),
                Number = number,
                Council = caller.Council,
                Sha256 = Convert.ToHexStringLower(digest),
                ReceivedAt = clock.GetUtcNow(),
                Rows = rows.Count + notTaken.Count,
                Taken = rows.Count,
                NotTaken = notTaken,
                ForbiddenFieldsDropped = reader.ForbiddenFieldsDropped,
                OtherFieldsDropped = reader.OtherFieldsDropped,
            };
            extract.StillHolds = await new ExtractChanges(extract, reader.SaysLastDays, db, clock).TakeAsync(rows, stop);
            if (await SameAgainAsync(extract, db, stop) is { } first)
            {
                extract = first;
            }
            else
            {
                db.HrExtracts.Add(extract);
                db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReceiveHrExtract), extract.Reference, reason: null));
                await db.SaveChangesAsync(stop);
            }

            return TypedResults.Ok(new Answer(
                extract.Reference, extract.Rows, extract.Taken, extract.NotTaken, extract.StillHolds,
                extract.ForbiddenFieldsDropped, extract.OtherFieldsDropped));
        }
    }

    // The same bytes count anew as soon as another extract has said something else in between: only what changes nothing is "again".
    private static async Task<HrExtract?> SameAgainAsync(HrExtract extract, SecondmentsDb db, CancellationToken cancellationToken)
    {
        if (db.ChangeTracker.HasChanges())
        {
            return null;
        }

        var same = await db.HrExtracts.AsNoTracking().Where(known => known.Sha256 == extract.Sha256)
            .OrderByDescending(known => known.Number).FirstOrDefaultAsync(cancellationToken);
        return same is not null && same.StillHolds.SequenceEqual(extract.StillHolds) ? same : null;
    }
}

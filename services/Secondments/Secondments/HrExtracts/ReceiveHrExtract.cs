using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Secondments.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Secondments.HrExtracts;

/// <summary>
/// A council's HR system sends its extract. Rows that break a rule are named and left out, forbidden fields are dropped unread,
/// the rest counts at once, and Recharging hears of what changed. The same file again changes nothing. The body is read as it streams
/// in and never buffered, so forbidden fields reach neither a disk nor a log.
/// </summary>
public static class ReceiveHrExtract
{
    /// <param name="Extract">The reference under which this extract is cited.</param>
    /// <param name="Rows">Rows beneath the header.</param>
    /// <param name="Taken">Rows that broke no rule, changed or not.</param>
    /// <param name="NotTaken">Every row that was left out, and why.</param>
    /// <param name="ForbiddenFieldsDropped">Columns that must not come here; nothing of them was stored.</param>
    /// <param name="OtherFieldsDropped">Columns that are not needed here; nothing of them was stored.</param>
    public sealed record Answer(
        string Extract, int Rows, int Taken, IReadOnlyList<RowNotTaken> NotTaken, IReadOnlyList<string> ForbiddenFieldsDropped,
        IReadOnlyList<string> OtherFieldsDropped);

    public static void MapReceiveHrExtract(this IEndpointRouteBuilder extracts) =>
        extracts.MapPost("", Handle).RequireScope(Roles.HrExtractsWrite).WithOwnTransaction().Accepts<string>("text/csv")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest).WithName(nameof(ReceiveHrExtract))
            .WithSummary("Sends your council's HR extract");

    private static async Task<IResult> Handle(
        HttpRequest http, Caller caller, SecondmentsDb db, BusinessClock clock, Idempotency idempotency, CancellationToken cancellationToken)
    {
        using var sha256 = SHA256.Create();
        await using var hashed = new CryptoStream(http.Body, sha256, CryptoStreamMode.Read, leaveOpen: true);
        using var reader = new ExtractReader(hashed, caller.Council);
        var rows = new List<ExtractRow>();
        var notTaken = new List<RowNotTaken>();
        try
        {
            if (await reader.ReadHeaderAsync() is { } fault)
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
        }
        catch (DecoderFallbackException)
        {
            return Problems.Invalid("body", "The extract is not UTF-8 text.");
        }

        var digest = sha256.Hash!;
        return await idempotency.OnceAsync(db, digest, RecordAsync, cancellationToken);

        async Task<IResult> RecordAsync(CancellationToken stop)
        {
            // One extract of a council at a time, so that each is compared with what the one before it left.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({"hr-extract:" + caller.Council}))", stop);
            var sameBytes = Convert.ToHexStringLower(digest);
            var extract = await db.HrExtracts.SingleOrDefaultAsync(known => known.Sha256 == sameBytes, stop);
            if (extract is null)
            {
                var number = await db.NextNumberAsync("hr_extract_numbers", stop);
                extract = new HrExtract
                {
                    Reference = string.Create(CultureInfo.InvariantCulture, $"HX-{clock.Today().Year:0000}-{number:0000}"),
                    Council = caller.Council,
                    Sha256 = sameBytes,
                    ReceivedAt = clock.GetUtcNow(),
                    Rows = rows.Count + notTaken.Count,
                    Taken = rows.Count,
                    NotTaken = notTaken,
                    ForbiddenFieldsDropped = reader.ForbiddenFieldsDropped,
                    OtherFieldsDropped = reader.OtherFieldsDropped,
                };
                db.HrExtracts.Add(extract);
                await TakeAsync(rows, extract, db, clock, stop);
                db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReceiveHrExtract), extract.Reference, reason: null));
                await db.SaveChangesAsync(stop);
            }

            return TypedResults.Ok(new Answer(
                extract.Reference, extract.Rows, extract.Taken, extract.NotTaken, extract.ForbiddenFieldsDropped, extract.OtherFieldsDropped));
        }
    }

    private static async Task TakeAsync(
        List<ExtractRow> rows, HrExtract extract, SecondmentsDb db, BusinessClock clock, CancellationToken cancellationToken)
    {
        var references = rows.Select(row => row.EmploymentReference).Distinct().ToList();
        var employments = await db.Employments
            .Where(employment => references.Contains(employment.Reference))
            .ToDictionaryAsync(employment => employment.Reference, cancellationToken);
        var facts = (await db.PayFacts.AsNoTracking()
                .Where(fact => references.Contains(fact.EmploymentReference))
                .ToListAsync(cancellationToken))
            .GroupBy(fact => fact.EmploymentReference)
            .ToDictionary(ofOne => ofOne.Key, ofOne => ofOne.ToList());

        // In the order of days, whatever the order in the file: a later row may only repeat what an earlier one said.
        foreach (var row in rows.OrderBy(row => row.EffectiveFrom))
        {
            TakeEmployment(row, extract, employments, db, clock);
            TakePay(row, extract, facts, db, clock);
        }
    }

    private static void TakeEmployment(
        ExtractRow row, HrExtract extract, Dictionary<string, Employment> employments, SecondmentsDb db, BusinessClock clock)
    {
        if (!employments.TryGetValue(row.EmploymentReference, out var employment))
        {
            employment = new Employment
            {
                Reference = row.EmploymentReference,
                Council = extract.Council,
                EmployeeNumber = row.EmployeeNumber,
                PostTitle = row.PostTitle,
            };
            employments.Add(employment.Reference, employment);
            db.Employments.Add(employment);
        }

        employment.PostTitle = row.PostTitle;
        if (row.LastDay is { } lastDay && lastDay != employment.LastDay)
        {
            employment.LastDay = lastDay;
            db.Outbox.Enqueue($"employment/{employment.Reference}", new EmploymentEnded
            {
                EmploymentReference = employment.Reference,
                LastDay = lastDay,
                OccurredAt = clock.GetUtcNow(),
            });
        }
    }

    private static void TakePay(
        ExtractRow row, HrExtract extract, Dictionary<string, List<PayFact>> facts, SecondmentsDb db, BusinessClock clock)
    {
        if (!facts.TryGetValue(row.EmploymentReference, out var known))
        {
            facts.Add(row.EmploymentReference, known = []);
        }

        if (PayFact.InForceOn(known, row.EffectiveFrom)?.Pay == row.Pay)
        {
            return;
        }

        var fact = new PayFact
        {
            Council = extract.Council,
            EmploymentReference = row.EmploymentReference,
            EffectiveFrom = row.EffectiveFrom,
            Pay = row.Pay,
            ExtractReference = extract.Reference,
            ExtractRow = row.Number,
            LearnedAt = clock.GetUtcNow(),
        };
        known.Add(fact);
        db.PayFacts.Add(fact);
        db.Outbox.Enqueue($"employment/{row.EmploymentReference}", new PayChanged
        {
            EmploymentReference = row.EmploymentReference,
            EmployerCouncil = extract.Council,
            EffectiveFrom = row.EffectiveFrom,
            Spine = row.Pay.Spine,
            SpinePoint = row.Pay.SpinePoint,
            FullTimeSalaryGbp = row.Pay.FullTimeSalaryGbp,
            Fte = row.Pay.Fte,
            PensionScheme = row.Pay.PensionScheme,
            SourceExtract = extract.Reference,
            SourceRow = row.Number,
            OccurredAt = clock.GetUtcNow(),
        });
    }
}

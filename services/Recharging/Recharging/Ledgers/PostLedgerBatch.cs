using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Recharging.Contracts;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Files;
using ServiceDefaults.Messaging;

namespace Recharging.Ledgers;

/// <summary>
/// Takes a batch of ledger lines from a council's ERP. A batch that is not what its header says is refused whole; a document that
/// breaks a rule is refused and named; the rest is in the ledger when the answer comes.
/// </summary>
public static class PostLedgerBatch
{
    /// <summary>About a million lines.</summary>
    private const long LargestFile = 200L * 1024 * 1024;

    public static void MapPostLedgerBatch(this IEndpointRouteBuilder batches) =>
        batches.MapPost("/", Handle)
            .RequireScope("ledger:write")
            .WithOwnTransaction()
            .WithMetadata(new RequestSizeLimitAttribute(LargestFile))
            .ReadsHeaders(LedgerBatchHeader.Fields)
            .Accepts<Stream>("text/csv", "text/plain", "text/tab-separated-values", "application/json", "application/zip")
            .Produces<ReadLedgerBatch.Answer>(StatusCodes.Status201Created)
            .Produces<ReadLedgerBatch.Answer>()
            .WithName(nameof(PostLedgerBatch));

    private static async Task<IResult> Handle(
        HttpRequest request,
        RechargingDb db,
        Tenancy tenancy,
        Idempotency idempotency,
        Caller caller,
        BusinessClock clock,
        IServiceScopeFactory scopes,
        CancellationToken cancellationToken)
    {
        if ((LedgerBatchHeader.Read(request, out var header) ?? Idempotency.Check(request)) is { } problem)
        {
            return problem;
        }

        using var body = new DigestedBody(request.Body);
        await using var transaction = await tenancy.BeginAsync(db, caller, cancellationToken);
        header = header with { Charset = header.Charset ?? await MappedCharsetAsync(db, caller, header, clock, cancellationToken) };
        if (await FindAsync(db, caller, header, cancellationToken) is not null)
        {
            var known = await body.DigestAsync(cancellationToken);
            return await idempotency.OnceAsync(
                db, header.Fingerprint(known), ct => AnswerAgainAsync(db, caller, header, known, ct), cancellationToken);
        }

        var teller = new ImportTeller(scopes, caller, header);
        try
        {
            var (file, refusal) = await StageAsync(db, body, header, teller, cancellationToken);
            var digest = await body.DigestAsync(cancellationToken);
            return refusal is null
                ? await idempotency.OnceAsync(
                    db, header.Fingerprint(digest), ct => PostAsync(db, caller, clock, header, file, digest, ct), cancellationToken)
                : Problems.Invalid("body", refusal.Sentence);
        }
        finally
        {
            await teller.ForgetAsync();
        }
    }

    private static async Task<(LedgerFile File, Values.Refusal? Refusal)> StageAsync(
        RechargingDb db, DigestedBody body, LedgerBatchHeader header, ImportTeller teller, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var create = new NpgsqlCommand(StagedLine.CreateTable, connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var masters = await LedgerMasters.OfAsync(db, cancellationToken);
        await using var copy = await connection.BeginRawBinaryCopyAsync(StagedLine.Copy, cancellationToken);
        var file = new LedgerFile(new StagedRows(copy), masters, header.BatchId, header.SourceSystem, header.Format, teller);
        file.Begin();
        var refusal = await StageAsync(file, body, header, cancellationToken);
        if (refusal is null)
        {
            await file.EndAsync(cancellationToken);
        }
        else
        {
            await copy.CancelAsync();
        }

        return (file, refusal);
    }

    private static async Task<Values.Refusal?> StageAsync(
        LedgerFile file, DigestedBody body, LedgerBatchHeader header, CancellationToken cancellationToken)
    {
        switch (header.Body)
        {
            case LedgerBody.Text:
                return await file.StageAsync(new TextBody(body.ReadAsync, header.Charset), name: "", cancellationToken);
            case LedgerBody.Json:
                return await file.StageAsync(new JsonLines(body.ReadAsync), name: "", cancellationToken);
            default:
                await using (var zip = new LedgerZip())
                {
                    await zip.ReceiveAsync(body, cancellationToken);
                    return await zip.StageAsync(file, header.Charset, cancellationToken);
                }
        }
    }

    private static async Task<IResult> PostAsync(
        RechargingDb db,
        Caller caller,
        BusinessClock clock,
        LedgerBatchHeader header,
        LedgerFile file,
        byte[] digest,
        CancellationToken cancellationToken)
    {
        if (header.Compare(file, digest) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await BatchOrder.WaitAsync(db, caller, header, cancellationToken);
        if (await FindAsync(db, caller, header, cancellationToken) is not null)
        {
            return await AnswerAgainAsync(db, caller, header, digest, cancellationToken);
        }

        if (await BatchOrder.WhyNotAsync(db, caller, header, cancellationToken) is { } early)
        {
            return early.ToProblem();
        }

        var staged = new StagedBatch(
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction(),
            caller.Council,
            header);
        await staged.PostAsync(file, cancellationToken);
        if (staged.Conflict is { } conflict)
        {
            var (part, line) = LedgerPart.Place(file.Parts, conflict.FileLine);
            return Problems.Conflict(
                "ledger-line-conflict",
                $"{(part.Length == 0 ? "" : part + ": ")}Line {line}: line {conflict.LineNo} of document {conflict.DocRef} is in the ledger already, from batch "
                + $"{conflict.HeldFromBatch}, with other content. Nothing was posted. Correct a posted document by a reversal.");
        }

        var batch = Record(db, caller, clock, header, file, staged);
        if (await LedgerTurn.TakeAsync(db, batch, staged.Posted, cancellationToken) is { } closed)
        {
            return closed.ToProblem();
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ReadLedgerBatch.Address(batch), await ReadLedgerBatch.AnswerAsync(db, batch, cancellationToken));
    }

    private static LedgerBatch Record(
        RechargingDb db, Caller caller, BusinessClock clock, LedgerBatchHeader header, LedgerFile file, StagedBatch staged)
    {
        // To the microsecond, as the database keeps it: the first answer and later ones are the same to the letter.
        var now = clock.GetUtcNow();
        var batch = new LedgerBatch
        {
            Council = caller.Council,
            SourceSystem = header.SourceSystem,
            BatchId = header.BatchId,
            ContentSha256 = header.ContentSha256,
            Lines = file.Lines,
            TotalDebitGbp = header.TotalDebitGbp,
            TotalCreditGbp = header.TotalCreditGbp,
            Accepted = staged.Accepted,
            AlreadyHeld = file.Lines - staged.Accepted - staged.RefusedLines,
            AcceptedDocuments = staged.AcceptedDocuments,
            RefusedDocuments = staged.RefusedDocuments,
            RefusedLines = staged.RefusedLines,
            Follows = header.Follows,
            Parts = file.Parts,
            ReceivedFrom = caller.Name,
            ReceivedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond))
        };
        db.Add(batch);
        if (batch.RefusedDocuments > 0)
        {
            db.Notices.Add(Notice.To(batch.Council, NoticeKinds.DocumentsRefused, batch.BatchId,
                $"{batch.RefusedDocuments} documents of batch {batch.BatchId} from {batch.SourceSystem} were refused.", now));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(PostLedgerBatch), header.BatchId, reason: null));
        db.Outbox.Enqueue($"ledger-batch/{caller.Council}/{header.SourceSystem}/{header.BatchId}", new LedgerBatchPosted
        {
            Council = batch.Council,
            SourceSystem = batch.SourceSystem,
            BatchId = batch.BatchId,
            Lines = batch.Accepted,
            RefusedDocuments = batch.RefusedDocuments,
            OccurredAt = batch.ReceivedAt
        });
        return batch;
    }

    private static async Task<IResult> AnswerAgainAsync(
        RechargingDb db, Caller caller, LedgerBatchHeader header, byte[] digest, CancellationToken cancellationToken)
    {
        var batch = (await FindAsync(db, caller, header, cancellationToken))!;
        if (!batch.ContentSha256.AsSpan().SequenceEqual(digest))
        {
            return Problems.Conflict(
                "ledger-batch-conflict",
                $"Batch {batch.BatchId} of {batch.SourceSystem} was posted with other content. Nothing was posted. "
                + "Send other lines as another batch.");
        }

        return header.SaysTheSameAs(batch)
            ? TypedResults.Ok(await ReadLedgerBatch.AnswerAsync(db, batch, cancellationToken))
            : Problems.Conflict(
                "ledger-batch-conflict",
                $"Batch {batch.BatchId} of {batch.SourceSystem} was posted with another count, other totals or after another batch.");
    }

    // What the sender does not say of its files, the mapping of its ERP may; UTF-16 says it itself.
    private static async Task<Encoding?> MappedCharsetAsync(
        RechargingDb db, Caller caller, LedgerBatchHeader header, BusinessClock clock, CancellationToken cancellationToken)
    {
        var map = await CodeMap.OfSourceAsync(db, caller.Council, header.SourceSystem, clock.Today(), cancellationToken);
        return header.Body is not LedgerBody.Json && TextBody.TryCharset(map.Encoding?.Word, out var charset) ? charset : null;
    }

    private static Task<LedgerBatch?> FindAsync(
        RechargingDb db, Caller caller, LedgerBatchHeader header, CancellationToken cancellationToken) =>
        db.Set<LedgerBatch>().AsNoTracking().SingleOrDefaultAsync(
            batch => batch.Council == caller.Council && batch.SourceSystem == header.SourceSystem && batch.BatchId == header.BatchId,
            cancellationToken);
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>What became of a batch, and every line that was refused with the rule it breaks. A council sees its own only.</summary>
public static class ReadLedgerBatch
{
    /// <summary>The answer to a batch names this many refusals; the rest is a page further.</summary>
    private const int RefusalsShown = 100;
    private const int LongestPage = 1000;

    public sealed record Answer(
        string BatchId,
        string SourceSystem,
        string Council,
        int Lines,
        int Accepted,
        int AlreadyHeld,
        int AcceptedDocuments,
        int RefusedDocuments,
        int RefusedLines,
        decimal TotalDebitGbp,
        decimal TotalCreditGbp,
        string ContentSha256,
        DateTimeOffset ReceivedAt,
        string? Follows,
        IReadOnlyList<Turn> Turns,
        IReadOnlyList<File> Files,
        IReadOnlyList<RefusedLine> Refusals,
        string? MoreRefusals);

    /// <summary>What the batch added to an entity and period, and as how many-th it did so.</summary>
    public sealed record Turn(string Entity, string Period, int Number, int Documents, int Lines);

    /// <param name="Name">The entry of a zip; null for a file that came by itself.</param>
    /// <param name="Format">What it was recognised as: canonical, json, sap, oracle, d365 or unit4.</param>
    public sealed record File(string? Name, string Format, string Encoding, int Lines);

    /// <param name="Line">The line of the file as an editor counts it: the header is 1. In JSON, the how-manyth of its lines.</param>
    /// <param name="Column">As the file names it.</param>
    /// <param name="File">The entry of a zip; null for a file that came by itself.</param>
    public sealed record RefusedLine(
        int Line, string Column, string Value, string Rule, string Sentence, string Entity, string DocRef, string? File);

    /// <summary>A batch that is coming in. Not told of for a minute, it was interrupted; then send it again.</summary>
    public sealed record UnderWay(
        string BatchId, string SourceSystem, string State, int LinesRead, int LinesExpected, DateTimeOffset StartedAt, DateTimeOffset ToldAt)
    {
        public static UnderWay Of(ImportProgress progress) => new(
            progress.BatchId, progress.SourceSystem, progress.LinesRead < progress.LinesExpected ? "reading" : "posting",
            progress.LinesRead, progress.LinesExpected, progress.StartedAt, progress.ToldAt);
    }

    public sealed record RefusalsPage(IReadOnlyList<RefusedLine> Refusals, string? Next);

    public static void MapReadLedgerBatch(this IEndpointRouteBuilder batches)
    {
        batches.MapGet("/{batchId}", Handle)
            .RequireOfficerOrScope("ledger:write", Readers.OfMoney)
            .WithName(nameof(ReadLedgerBatch));
        batches.MapGet("/{batchId}/refusals", HandleRefusals)
            .Produces<string>(StatusCodes.Status200OK, "text/csv").Produces<RefusalsPage>().ProducesProblem(StatusCodes.Status404NotFound)
            .RequireOfficerOrScope("ledger:write", Readers.OfMoney)
            .WithName("ReadLedgerBatchRefusals");
    }

    public static string Address(LedgerBatch batch) =>
        $"/api/recharging/v1/ledger-batches/{Uri.EscapeDataString(batch.BatchId)}?sourceSystem={Uri.EscapeDataString(batch.SourceSystem)}";

    public static async Task<Answer> AnswerAsync(RechargingDb db, LedgerBatch batch, CancellationToken cancellationToken)
    {
        var page = await PageAsync(db, batch, after: 0, RefusalsShown, cancellationToken);
        var turns = await db.Set<LedgerTurn>().AsNoTracking()
            .Where(turn => turn.Council == batch.Council && turn.SourceSystem == batch.SourceSystem && turn.BatchId == batch.BatchId)
            .OrderBy(turn => turn.Entity).ThenBy(turn => turn.Period).ToListAsync(cancellationToken);
        return new Answer(
            batch.BatchId,
            batch.SourceSystem,
            batch.Council,
            batch.Lines,
            batch.Accepted,
            batch.AlreadyHeld,
            batch.AcceptedDocuments,
            batch.RefusedDocuments,
            batch.RefusedLines,
            batch.TotalDebitGbp,
            batch.TotalCreditGbp,
            Convert.ToHexStringLower(batch.ContentSha256),
            batch.ReceivedAt,
            batch.Follows,
            turns.ConvertAll(turn => new Turn(turn.Entity, turn.Period.ToString(), turn.Number, turn.Documents, turn.Lines)),
            FilesOf(batch),
            page.Refusals,
            page.Next);
    }

    private static async Task<Results<Ok<Answer>, Accepted<UnderWay>, ProblemHttpResult>> Handle(
        string batchId, string? sourceSystem, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var (batch, problem) = await FindAsync(db, caller, batchId, sourceSystem, cancellationToken);
        if (batch is not null)
        {
            return TypedResults.Ok(await AnswerAsync(db, batch, cancellationToken));
        }

        var underWay = await db.Set<ImportProgress>().AsNoTracking()
            .Where(row => row.Council == caller.Council && row.BatchId == batchId)
            .Where(row => sourceSystem == null || row.SourceSystem == sourceSystem)
            .OrderBy(row => row.SourceSystem).FirstOrDefaultAsync(cancellationToken);
        return underWay is null ? problem! : TypedResults.Accepted((string?)null, UnderWay.Of(underWay));
    }

    private static async Task<IResult> HandleRefusals(
        string batchId, string? sourceSystem, int? after, HttpContext http, RechargingDb db, Caller caller,
        CancellationToken cancellationToken)
    {
        var (batch, problem) = await FindAsync(db, caller, batchId, sourceSystem, cancellationToken);
        if (batch is null)
        {
            return problem!;
        }

        http.Response.Headers.Vary = "Accept";
        return http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            ? await RefusalsCsv.WriteAsync(http.Response, Faults(db, batch), batch.Parts, cancellationToken)
            : TypedResults.Ok(await PageAsync(db, batch, after ?? 0, LongestPage, cancellationToken));
    }

    public static IReadOnlyList<File> FilesOf(LedgerBatch batch) =>
        [.. batch.Parts.Select(part => new File(NameOf(part.Name), part.Format, part.Encoding, part.Lines))];

    internal static async Task<(LedgerBatch? Batch, ProblemHttpResult? Problem)> FindAsync(
        RechargingDb db, Caller caller, string batchId, string? sourceSystem, CancellationToken cancellationToken)
    {
        var batches = await db.Set<LedgerBatch>().AsNoTracking()
            .Where(batch => batch.Council == caller.Council && batch.BatchId == batchId)
            .Where(batch => sourceSystem == null || batch.SourceSystem == sourceSystem)
            .OrderBy(batch => batch.SourceSystem)
            .Take(2)
            .ToListAsync(cancellationToken);
        return batches switch
        {
            [var batch] => (batch, null),
            [] => (null, Problems.NotFound($"There is no ledger batch {batchId}.")),
            _ => (null, Problems.Invalid("sourceSystem", $"More than one source system sent a batch {batchId}. Say which one."))
        };
    }

    // A page ends with a whole line of the file, so that the next one starts after it.
    private static async Task<RefusalsPage> PageAsync(
        RechargingDb db, LedgerBatch batch, int after, int size, CancellationToken cancellationToken)
    {
        var faults = await Faults(db, batch).Where(fault => fault.FileLine > after).Take(size + 1).ToListAsync(cancellationToken);
        string? next = null;
        if (faults.Count > size)
        {
            var lastWhole = faults[^1].FileLine;
            faults = [.. faults.Where(fault => fault.FileLine < lastWhole)];
            next = $"/api/recharging/v1/ledger-batches/{Uri.EscapeDataString(batch.BatchId)}/refusals"
                + $"?sourceSystem={Uri.EscapeDataString(batch.SourceSystem)}&after={faults[^1].FileLine}";
        }

        return new RefusalsPage([.. faults.Select(fault => Show(fault, batch.Parts))], next);
    }

    private static IQueryable<LedgerFault> Faults(RechargingDb db, LedgerBatch batch) => db.Set<LedgerFault>().AsNoTracking()
        .Where(fault => fault.Council == batch.Council && fault.SourceSystem == batch.SourceSystem && fault.BatchId == batch.BatchId)
        .OrderBy(fault => fault.FileLine).ThenBy(fault => fault.ColumnName).ThenBy(fault => fault.Rule);

    public static RefusedLine Show(LedgerFault fault, IReadOnlyList<LedgerPart> parts)
    {
        var (file, line) = LedgerPart.Place(parts, fault.FileLine);
        var rule = LedgerRule.ByCode[fault.Rule];
        var format = LedgerFormat.Of(parts.FirstOrDefault(part => part.Name == file)?.Format);
        return new RefusedLine(
            line,
            format?.OwnName(fault.ColumnName) ?? fault.ColumnName,
            fault.Value,
            fault.Rule,
            format?.Sentence(rule, fault.ColumnName) ?? rule.Sentence,
            fault.Entity,
            fault.DocRef,
            NameOf(file));
    }

    private static string? NameOf(string file) => file.Length == 0 ? null : file;
}

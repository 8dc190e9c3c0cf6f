using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Ledgers;

/// <summary>A council's batches with what became of each, the latest first, and those that are coming in just now.</summary>
public static class FindLedgerBatches
{
    private const int LongestPage = 1000;
    private const int UsualPage = 100;
    private const char Separator = '\u001F';

    public sealed record Answer(IReadOnlyList<ReadLedgerBatch.UnderWay> UnderWay, IReadOnlyList<Row> Batches, string? Next);

    public sealed record Row(
        string BatchId, string SourceSystem, DateTimeOffset ReceivedAt, string ReceivedFrom, IReadOnlyList<ReadLedgerBatch.File> Files,
        int Lines, int Accepted, int AlreadyHeld, int AcceptedDocuments, int RefusedDocuments, int RefusedLines, decimal TotalDebitGbp, decimal TotalCreditGbp);

    public static void MapFindLedgerBatches(this IEndpointRouteBuilder batches) =>
        batches.MapGet("/", Handle)
            .RequireOfficerOrScope("ledger:write", Readers.OfMoney)
            .WithName(nameof(FindLedgerBatches));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string? after, int? size, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(size ?? UsualPage, 1, LongestPage);
        var batches = db.Set<LedgerBatch>().AsNoTracking().Where(batch => batch.Council == caller.Council);
        if (after is not null)
        {
            if (after.Split(Separator) is not [var at, var source, var id]
                || !DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var receivedAt))
            {
                return Problems.Invalid("after", "Follow the 'next' link of the page before.");
            }

            batches = batches.Where(batch => EF.Functions.LessThan(
                ValueTuple.Create(batch.ReceivedAt, batch.SourceSystem, batch.BatchId), ValueTuple.Create(receivedAt, source, id)));
        }

        var page = await batches
            .OrderByDescending(batch => batch.ReceivedAt).ThenByDescending(batch => batch.SourceSystem).ThenByDescending(batch => batch.BatchId)
            .Take(take + 1).ToListAsync(cancellationToken);
        var underWay = await db.Set<ImportProgress>().AsNoTracking().Where(row => row.Council == caller.Council)
            .OrderBy(row => row.StartedAt).ThenBy(row => row.BatchId).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Answer(
            underWay.ConvertAll(ReadLedgerBatch.UnderWay.Of),
            [.. page.Take(take).Select(Show)],
            page.Count > take ? Next(page[take - 1], take) : null));
    }

    private static Row Show(LedgerBatch batch) => new(
        batch.BatchId, batch.SourceSystem, batch.ReceivedAt, batch.ReceivedFrom, ReadLedgerBatch.FilesOf(batch), batch.Lines, batch.Accepted,
        batch.AlreadyHeld, batch.AcceptedDocuments, batch.RefusedDocuments, batch.RefusedLines, batch.TotalDebitGbp, batch.TotalCreditGbp);

    private static string Next(LedgerBatch last, int size)
    {
        var key = string.Join(Separator, last.ReceivedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), last.SourceSystem, last.BatchId);
        return $"/api/recharging/v1/ledger-batches?after={Uri.EscapeDataString(key)}&size={size}";
    }
}

using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Clients;

/// <summary>Files that the council's own ERP sent, and what became of each line.</summary>
public sealed class LedgerFilesClient(HttpClient recharging)
{
    /// <param name="after">Where the page before ended; null for the latest.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<LedgerFiles> All(string? after, CancellationToken cancel) => recharging.Read<LedgerFiles>(
        after is null ? "ledger-batches" : QueryHelpers.AddQueryString("ledger-batches", "after", after), cancel);

    public Task<LedgerBatch> One(string batch, string? sourceSystem, CancellationToken cancel) =>
        recharging.Read<LedgerBatch>(PathOf(batch, "", sourceSystem), cancel);

    /// <summary>Every refused line of a batch.</summary>
    public Task<Stream> RefusalsAsCsv(string batch, string? sourceSystem, CancellationToken cancel) =>
        recharging.Download(PathOf(batch, "/refusals", sourceSystem), "text/csv", cancel);

    private static string PathOf(string batch, string below, string? sourceSystem)
    {
        var path = $"ledger-batches/{Uri.EscapeDataString(batch)}{below}";
        return sourceSystem is null ? path : QueryHelpers.AddQueryString(path, "sourceSystem", sourceSystem);
    }
}

/// <summary>A page of files, the latest first, and those that are coming in just now.</summary>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record LedgerFiles(
    IReadOnlyList<LedgerFiles.Coming> UnderWay, IReadOnlyList<LedgerFiles.Row> Batches, string? Next)
{
    public sealed record Coming(string BatchId, string SourceSystem, int LinesRead, int LinesExpected, DateTimeOffset ToldAt);

    public sealed record Row(
        string BatchId, string SourceSystem, DateTimeOffset ReceivedAt, int Lines, int Accepted, int AlreadyHeld, int RefusedDocuments,
        int RefusedLines, decimal TotalDebitGbp, decimal TotalCreditGbp);
}

/// <summary>What became of a file, and every line that was refused.</summary>
/// <param name="MoreRefusals">The address of further refusals; null when these are all.</param>
public sealed record LedgerBatch(
    string BatchId, string SourceSystem, int Lines, int Accepted, int AlreadyHeld, int RefusedDocuments, int RefusedLines,
    decimal TotalDebitGbp, decimal TotalCreditGbp, string ContentSha256, DateTimeOffset ReceivedAt,
    IReadOnlyList<LedgerBatch.File>? Files, IReadOnlyList<LedgerBatch.Refusal> Refusals, string? MoreRefusals)
{
    /// <param name="Name">The entry of a zip; null for a file that came by itself.</param>
    public sealed record File(string? Name, string Format, string Encoding, int Lines);

    /// <param name="Line">The line of the file as an editor counts it: the header is 1.</param>
    public sealed record Refusal(
        int Line, string Column, string Value, string Rule, string Sentence, string Entity, string DocRef, string? File);
}

using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Recharging.Coding;
using Recharging.Ledgers.Formats;
using Values;

namespace Recharging.Journals;

/// <summary>A journal as a council's ERP loads it, with what it says of itself beside it: count, totals and digest.</summary>
public sealed record JournalFile(byte[] Content, string ContentType, string Name)
{
    /// <summary>In UTF-8, for Oracle in a zip as its import takes it; or the value that the ERP's field can't hold.</summary>
    public static (JournalFile? File, Refusal? Refusal) Write(string format, Journal journal, IReadOnlyList<JournalLine> lines)
    {
        if (LedgerFormat.Of(format) is not { } erp)
        {
            return (new JournalFile(Encoding.UTF8.GetBytes(CanonicalCsv.Write(journal, lines)), "text/csv; charset=utf-8",
                $"{journal.BatchId}.csv"), null);
        }

        var writer = new FormatWriter(erp, journal.Direction == CodingWords.Receivable);
        var (text, refusal) = writer.Write([.. lines.Select(line => CanonicalCsv.Row(journal, line))]);
        if (text is null)
        {
            return (null, refusal);
        }

        var content = Encoding.UTF8.GetBytes(text);
        return (erp switch
        {
            { MayLackHeader: true } => new JournalFile(Zipped("GlInterface.csv", content), "application/zip", $"{journal.BatchId}.zip"),
            { IsFixed: true } => new JournalFile(content, "text/plain; charset=utf-8", $"{journal.BatchId}.txt"),
            _ => new JournalFile(content, "text/csv; charset=utf-8", $"{journal.BatchId}.csv")
        }, null);
    }

    /// <summary>The same fields by which batches come in.</summary>
    public void Describe(HttpResponse response, Journal journal, IReadOnlyList<JournalLine> lines)
    {
        response.Headers["Batch-Id"] = journal.BatchId;
        response.Headers["Source-System"] = CanonicalCsv.SourceSystem;
        response.Headers["Line-Count"] = lines.Count.ToString(CultureInfo.InvariantCulture);
        response.Headers["Total-Debit"] = Total(lines.Sum(line => line.Debit));
        response.Headers["Total-Credit"] = Total(lines.Sum(line => line.Credit));
        response.Headers["Content-Digest"] = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Content))}:";
        response.Headers.ContentDisposition = $"attachment; filename=\"{WebUtility.UrlEncode(Name)}\"";
    }

    // The same journal is the same bytes, whenever it is collected.
    private static byte[] Zipped(string name, byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);
            entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }

        return file.ToArray();
    }

    private static string Total(Money total) => total.InPounds.ToString("0.00", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Recharging.Ledgers;
using Values;

namespace Recharging.Settling;

/// <summary>A journal as a council's ERP loads it, with what it says of itself beside it: count, totals and digest.</summary>
public sealed record JournalFile(byte[] Content, string ContentType, string Name)
{
    /// <summary>In the ERP's codes and encoding, for Oracle in a zip as its import takes it; or the value that the ERP can't hold.</summary>
    public static (JournalFile? File, Refusal? Refusal) Write(
        string format, Journal journal, IReadOnlyList<JournalLine> lines, JournalCodes codes)
    {
        var erp = LedgerFormat.Of(format);
        var (text, refusal) = erp is null
            ? (CanonicalCsv.Write(journal, lines, codes), null)
            : new FormatWriter(erp, journal.Direction == CodingWords.Receivable)
                .Write([.. lines.Select(line => CanonicalCsv.Row(journal, line, codes))]);
        if (text is null || (refusal = WhyNotEncoded(lines, codes.Encoding)) is not null)
        {
            return (null, refusal);
        }

        byte[] content = [.. codes.Encoding.Writes.GetPreamble(), .. codes.Encoding.Writes.GetBytes(text)];
        var charset = codes.Encoding.Word;
        return (erp switch
        {
            { MayLackHeader: true } => new JournalFile(Zipped("GlInterface.csv", content), "application/zip", $"{journal.BatchId}.zip"),
            { IsFixed: true } => new JournalFile(content, $"text/plain; charset={charset}", $"{journal.BatchId}.txt"),
            _ => new JournalFile(content, $"text/csv; charset={charset}", $"{journal.BatchId}.csv")
        }, null);
    }

    private static Refusal? WhyNotEncoded(IReadOnlyList<JournalLine> lines, FileEncoding encoding)
    {
        foreach (var line in lines)
        {
            try
            {
                encoding.Writes.GetByteCount(line.Text);
            }
            catch (EncoderFallbackException missing)
            {
                return new Refusal("not-in-encoding",
                    $"Line {line.LineNo}: '{line.Text}' has a character (place {missing.Index + 1}) that {encoding.Word} does not have. Map another "
                    + "encoding.");
            }
        }

        return null;
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

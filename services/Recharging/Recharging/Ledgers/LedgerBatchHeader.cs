using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>What the sender says of a batch, in HTTP fields, before its lines: what arrives must agree with all of it.</summary>
/// <param name="Follows">The batch of the same source that must be posted before this one; null when the sender does not say.</param>
/// <param name="Format">Where the sender declares one; else the file says it.</param>
/// <param name="Charset">Where the sender declares one other than UTF-16, which says it itself.</param>
public sealed record LedgerBatchHeader(
    string BatchId,
    string SourceSystem,
    int Lines,
    decimal TotalDebitGbp,
    decimal TotalCreditGbp,
    byte[] ContentSha256,
    string? Follows,
    LedgerFormat? Format,
    Encoding? Charset,
    LedgerBody Body)
{
    private const int LongestName = 50;

    /// <summary>The HTTP fields.</summary>
    public static string[] Fields { get; } =
        ["Batch-Id", "Source-System", "Follows-Batch", "Line-Count", "Total-Debit", "Total-Credit", "Content-Digest"];

    /// <summary>The problem with the first field that is missing or malformed, or the header.</summary>
    public static ProblemHttpResult? Read(HttpRequest request, out LedgerBatchHeader header)
    {
        header = null!;
        if (ReadKind(request, out var body, out var charset) is { } unknownKind)
        {
            return unknownKind;
        }

        var (batchId, sourceSystem) = (request.Headers["Batch-Id"].ToString(), request.Headers["Source-System"].ToString());
        var (follows, format) = (request.Headers["Follows-Batch"].ToString(), request.Query["format"].ToString());
        if (WhyNotNamed(batchId, sourceSystem, follows, format) is { } unnamed)
        {
            return unnamed;
        }

        if (!int.TryParse(request.Headers["Line-Count"], NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
        {
            return Problems.Invalid("Line-Count", "Say how many lines the batch has, without its header row.");
        }

        if (!TryReadTotal(request, "Total-Debit", out var totalDebit, out var problem)
            || !TryReadTotal(request, "Total-Credit", out var totalCredit, out problem))
        {
            return problem;
        }

        if (!TryReadDigest(request.Headers["Content-Digest"].ToString(), out var digest))
        {
            return Problems.Invalid("Content-Digest", "Give the SHA-256 of the body as sha-256=:base64: (RFC 9530).");
        }

        header = new LedgerBatchHeader(
            batchId, sourceSystem, lines, totalDebit, totalCredit, digest, follows.Length == 0 ? null : follows, LedgerFormat.Of(format), charset,
            body);
        return null;
    }

    private static ProblemHttpResult? ReadKind(HttpRequest request, out LedgerBody body, out Encoding? charset)
    {
        (body, charset) = (LedgerBody.Text, null);
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        LedgerBody? found = type?.MediaType switch
        {
            "text/csv" or "text/plain" or "text/tab-separated-values" => LedgerBody.Text,
            "application/json" => LedgerBody.Json,
            "application/zip" => LedgerBody.Zip,
            _ => null
        };
        if (found is not { } kind || !TextBody.TryCharset(type?.CharSet, out charset)
            || (kind is LedgerBody.Json && type!.CharSet is not null && charset is not UTF8Encoding))
        {
            return Problems.Invalid(
                "Content-Type",
                "Send the batch as text/csv, text/plain or text/tab-separated-values in UTF-8, UTF-16 or Windows-1252, as application/json in "
                + "UTF-8, or as application/zip.");
        }

        body = kind;
        return null;
    }

    private static ProblemHttpResult? WhyNotNamed(string batchId, string sourceSystem, string follows, string format) =>
        !IsName(batchId)
            ? Problems.Invalid("Batch-Id", $"Name the batch: 1 to {LongestName} printable ASCII characters, as in its lines.")
        : !IsName(sourceSystem)
            ? Problems.Invalid("Source-System", $"Name the source system: 1 to {LongestName} printable ASCII characters.")
        : follows.Length > 0 && (!IsName(follows) || follows == batchId)
            ? Problems.Invalid("Follows-Batch", "Name the other batch of this source that has to be posted before this one.")
        : format.Length > 0 && !LedgerFormat.Names.Contains(format, StringComparer.Ordinal)
            ? Problems.Invalid("format", $"A ledger file is {string.Join(", ", LedgerFormat.Names)}, or leave the format out.")
        : null;

    /// <summary>What the key of a request stands for: these fields and this content.</summary>
    public byte[] Fingerprint(byte[] contentSha256) => SHA256.HashData(
    [
        .. Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{BatchId}\n{SourceSystem}\n{Lines}\n{TotalDebitGbp:F2}\n{TotalCreditGbp:F2}\n{Follows}\n")),
        .. ContentSha256,
        .. contentSha256
    ]);

    public bool SaysTheSameAs(LedgerBatch batch) =>
        (Lines, TotalDebitGbp, TotalCreditGbp, Follows) == (batch.Lines, batch.TotalDebitGbp, batch.TotalCreditGbp, batch.Follows);

    /// <summary>The first thing in which the file is not what the sender says it is.</summary>
    public Refusal? Compare(LedgerFile file, byte[] contentSha256)
    {
        if (!contentSha256.AsSpan().SequenceEqual(ContentSha256))
        {
            return new Refusal(
                "ledger-batch-digest",
                $"The content's SHA-256 should be {Convert.ToBase64String(ContentSha256)} and is {Convert.ToBase64String(contentSha256)}: "
                + "something changed on the way. Nothing was posted.");
        }

        if (file.Lines != Lines)
        {
            return new Refusal("ledger-batch-count", $"The batch should have {Lines} lines and has {file.Lines}. Nothing was posted.");
        }

        // An ERP adds up its columns as they stand, and there a negative debit is no credit.
        return (TotalDebitGbp, TotalCreditGbp) == (file.TotalDebit - file.TotalTurned, file.TotalCredit - file.TotalTurned)
            ? null
            : CompareTotal("debit", TotalDebitGbp, file.TotalDebit) ?? CompareTotal("credit", TotalCreditGbp, file.TotalCredit);
    }

    private static Refusal? CompareTotal(string side, decimal expected, decimal found) => expected == found
        ? null
        : new Refusal(
            "ledger-batch-total",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The batch's {side}s should add up to £{expected:F2} and add up to £{found:0.00##########}. Nothing was posted."));

    private static bool IsName(string text) => text.Length is > 0 and <= LongestName && text.All(letter => letter is > ' ' and <= '~');

    private static bool TryReadTotal(HttpRequest request, string field, out decimal total, out ProblemHttpResult? problem)
    {
        problem = decimal.TryParse(request.Headers[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out total)
            && total <= Amount.MostPounds && total * 100 == decimal.Truncate(total * 100)
            ? null
            : Problems.Invalid(field, $"Give the {field} of all lines, written 1234.56.");
        return problem is null;
    }

    private static bool TryReadDigest(string field, out byte[] digest)
    {
        digest = new byte[32];
        return field.StartsWith("sha-256=:", StringComparison.OrdinalIgnoreCase) && field.EndsWith(':') && field.Length > 10
            && Convert.TryFromBase64String(field[9..^1], digest, out var written) && written == digest.Length;
    }
}

/// <summary>What a batch's body is.</summary>
public enum LedgerBody
{
    /// <summary>A file of separated text or fixed positions.</summary>
    Text,
    Json,

    /// <summary>Several such files.</summary>
    Zip
}

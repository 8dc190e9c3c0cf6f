using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Demonstration;

/// <summary>A ledger batch as an ERP sends it: canonical CSV, with its count, totals and digest as HTTP fields.</summary>
internal sealed class LedgerFile : ByteArrayContent
{
    private readonly string batchId;
    private readonly string sourceSystem;
    private readonly byte[] csv;
    private readonly int lines;
    private readonly decimal debits;
    private readonly decimal credits;

    public LedgerFile(string batchId, string sourceSystem, IReadOnlyList<LedgerLine> lines)
        : this(batchId, sourceSystem, LedgerLine.Write(lines), lines.Count, lines.Sum(line => line.Debit), lines.Sum(line => line.Credit))
    {
    }

    private LedgerFile(string batchId, string sourceSystem, byte[] csv, int lines, decimal debits, decimal credits)
        : base(csv)
    {
        this.batchId = batchId;
        this.sourceSystem = sourceSystem;
        this.csv = csv;
        this.lines = lines;
        this.debits = debits;
        this.credits = credits;
        Headers.ContentType = new MediaTypeHeaderValue("text/csv");
    }

    /// <summary>The same lines with a total that is a penny off.</summary>
    public LedgerFile WithWrongTotal() => new(batchId, sourceSystem, csv, lines, debits + 0.01m, credits);

    /// <summary>The same lines but for the last letter of a text.</summary>
    public LedgerFile WithAnotherBody()
    {
        var text = Encoding.UTF8.GetString(csv);
        return new(batchId, sourceSystem, Encoding.UTF8.GetBytes(text.Replace("Opening balance", "Opening balancE", StringComparison.Ordinal)), lines, debits, credits);
    }

    public void AddHeadersTo(HttpRequestMessage request)
    {
        request.Headers.Add("Batch-Id", batchId);
        request.Headers.Add("Source-System", sourceSystem);
        request.Headers.Add("Line-Count", lines.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Debit", debits.ToString("0.00", CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Credit", credits.ToString("0.00", CultureInfo.InvariantCulture));
        request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(csv))}:");
    }
}

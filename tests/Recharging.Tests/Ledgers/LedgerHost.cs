using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Recharging.Ledgers;
using Testing;
using Values;

namespace Recharging.Tests.Ledgers;

/// <summary>Recharging with both councils' masters, and batches as an ERP sends them.</summary>
public sealed class LedgerHost(Servers servers) : IAsyncLifetime
{
    public const string Batches = "/api/recharging/v1/ledger-batches";
    public const string Header =
        "batch_id,source_system,entity,doc_type,doc_ref,line_no,doc_date,posting_date,period,account,cost_centre,project,partner,"
        + "debit,credit,currency,vat_code,vat_amount,text,external_line_id";

    private ServiceHost<RechargingDb>? _host;

    public ServiceHost<RechargingDb> Host => _host ?? throw new InvalidOperationException("The host has not been started.");

    public async ValueTask InitializeAsync()
    {
        _host = await servers.StartAsync<RechargingDb>("recharging");
        await Host.ReadAsync(async db =>
        {
            foreach (var council in new[] { "HCC", "IWC" })
            {
                foreach (var (code, kind) in new[] { ("13100", "control"), ("40010", "income"), ("51000", "cost"), ("90000", "other") })
                {
                    db.Add(new Account { Council = council, Code = code, Name = code, Kind = kind, IsOpen = true });
                }

                db.Add(new CostCentre { Council = council, Code = "CC-100", Name = "Children's services", IsOpen = true });
                db.Add(new CostCentre
                {
                    Council = council, Code = "CC-NEW", Name = "Opened on 12 April, closed after 13 April", IsOpen = true,
                    FirstDay = new DateOnly(2023, 4, 12), LastDay = new DateOnly(2023, 4, 13)
                });
                db.Add(new DocumentType { Council = council, Code = "RV", Name = "Reversal", IsReversal = true });
                db.Add(new LedgerPeriod { Council = council, Period = AccountingPeriod.Parse("2023/24-P01"), IsOpen = true });
                db.Add(new LedgerPeriod { Council = council, Period = AccountingPeriod.Parse("2023/24-P02"), IsOpen = true });
                db.Add(new LedgerPeriod { Council = council, Period = AccountingPeriod.Parse("2022/23-P12"), IsOpen = false });
            }

            return await db.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    public HttpClient Erp(string council) => Host.Erp(council, "ledger:write");

    /// <summary>A file of documents with a debit and a credit each.</summary>
    public static string File(string batchId, params string[] lines) =>
        string.Join('\n', [Header, .. lines.Select(line => $"{batchId},SAP,1000,{line}"), ""]);

    /// <summary>The two lines of a small document that balances.</summary>
    public static string[] Document(string docRef, string amount = "100.00", string account = "51000", string period = "2023/24-P01") =>
    [
        $"SA,{docRef},1,2023-04-12,2023-04-12,{period},{account},CC-100,,,{amount},0.00,GBP,S0,0.00,Stationery,",
        $"SA,{docRef},2,2023-04-12,2023-04-12,{period},90000,,,V00017,0.00,{amount},GBP,,,Stationery,"
    ];

    /// <summary>A file whose lines say, at their end, which document they take back.</summary>
    public static string FileOfReversals(string batchId, params string[] lines) =>
        File(batchId, lines).Replace(Header, $"{Header},reverses", StringComparison.Ordinal);

    /// <summary>The two lines that take a small document back.</summary>
    public static string[] Reversal(string docRef, string reverses, string docType = "RV") =>
    [
        $"{docType},{docRef},1,2023-04-13,2023-04-13,2023/24-P01,51000,CC-100,,,0.00,100.00,GBP,S0,0.00,Taken back,,{reverses}",
        $"{docType},{docRef},2,2023-04-13,2023-04-13,2023/24-P01,90000,,,V00017,100.00,0.00,GBP,,,Taken back,,{reverses}"
    ];

    public static HttpRequestMessage Batch(string batchId, string file, decimal? total = null, int? lines = null, string? key = null) =>
        Batch(batchId, Encoding.UTF8.GetBytes(file), total ?? Total(file), lines ?? file.Split('\n').Length - 2, key);

    public static HttpRequestMessage Batch(string batchId, byte[] file, decimal total, int lines, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Batches) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Add("Batch-Id", batchId);
        request.Headers.Add("Source-System", "SAP");
        request.Headers.Add("Line-Count", lines.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Debit", total.ToString("F2", CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Credit", total.ToString("F2", CultureInfo.InvariantCulture));
        request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(file))}:");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    public async Task<(int Status, JsonElement Answer, HttpResponseMessage Response)> SendAsync(string council, HttpRequestMessage request)
    {
        using var erp = Erp(council);
        var response = await erp.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonDocument.Parse(text).RootElement, response);
    }

    public Task<int> LinesAsync(string batchId) => Host.ReadAsync(db => Task.FromResult(
        db.Set<Recharging.Ledgers.LedgerLine>().Count(line => line.BatchId == batchId)));

    // Every document of these tests balances, so one total serves both sides.
    private static decimal Total(string file) => file.Split('\n').Skip(1).Where(line => line.Length > 0)
        .Sum(line => decimal.Parse(line.Split(',')[13], CultureInfo.InvariantCulture));
}

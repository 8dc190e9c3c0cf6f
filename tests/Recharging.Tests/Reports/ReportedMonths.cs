using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Settling;
using Recharging.Tests.Invoices;
using Recharging.Tests.Ledgers;
using Recharging.Tests.Reconciliation;
using Testing;

namespace Recharging.Tests.Reports;

/// <summary>
/// April 2023 disputed in part, settled, invoiced, posted and reconciled, with support services missing in IWC's ledger; May issued on
/// 9 June, the day it is, of which HCC has agreed and paid what it owes.
/// </summary>
public sealed class ReportedMonths(Servers servers) : AprilHost(servers)
{
    public const string May = "ST-2023-24-P02";
    public const string NotInIwcsLedger = "ST2324P01-002";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Reports");

    public HttpClient Auditor => Host.Client("IWC", "auditor");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (officer, council, vatNumber) in new[] { (Hcc, "HCC", "GB123456789"), (Iwc, "IWC", "GB987654321") })
        {
            using var details = await officer.PutAsJsonAsync($"{Api}/invoicing-details", IssuedDocuments.Details(council, vatNumber));
            details.EnsureSuccessStatusCode();
        }

        await IssueAsync();
        var disputed = (await GetAsync(Iwc, $"/statements/{Statement}")).GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("subject").GetString() == "SEC-2022-0002").GetProperty("reference").GetString();
        await PostAsync(Iwc, $"/statements/{Statement}/lines/{disputed}/dispute",
            new { reason = "rate", disputedGbp = 250m, proposedGbp = 2000m, explanation = "Paid at another point." });
        await PostAsync(Iwc, $"/statements/{Statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{Statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{Statement}/settlement");
        await PostAsync(Hcc, $"/statements/{Statement}/invoices");
        await SentLedger.SendAsync(this, "HCC", "IWC", Hcc);
        await SentLedger.SendAsync(this, "IWC", "HCC", Iwc, leaveOut: NotInIwcsLedger);
        await PostAsync(Hcc, $"/statements/{Statement}/reconciliation");

        using (var refused = LedgerHost.Batch("IWC-GL-BAD", LedgerHost.File("IWC-GL-BAD", LedgerHost.Document("=D1", account: "99999"))))
        {
            await Host.Erp("IWC", "ledger:write").SendAsync(refused);
        }

        await Host.SetClockAsync(new DateTimeOffset(2023, 6, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        var run = await PostAsync(Hcc, "/runs", new { period = "2023/24-P02" });
        await IssueAsync(run);
        await PostAsync(Hcc, $"/statements/{May}/agreements", new { all = true });
        var invoice = (await PostAsync(Iwc, $"/statements/{May}/invoices")).GetProperty("issued")[0].GetProperty("number").GetString();
        await Host.ReadAsync(async db =>
        {
            var issued = await db.Invoices.SingleAsync(document => document.Number == invoice);
            db.Add(new InvoiceResponse
            {
                InvoiceId = issued.Id, Council = issued.Buyer, Parties = issued.Parties, ResponseId = "paid",
                Status = ResponseStatuses.Paid,
                EffectiveOn = Given.Day("2023-06-09"), Reasons = [], Text = null, ReceivedFrom = "HCC", ReceivedAt = Given.Told.AddDays(38),
            });
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>The report's rows as JSON.</summary>
    public static async Task<List<JsonElement>> RowsAsync(HttpClient client, string path) =>
        [.. (await GetAsync(client, $"/reports/{path}")).GetProperty("rows").EnumerateArray()];

    public static async Task<string> CsvAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api}/reports/{path}") { Headers = { { "Accept", "text/csv" } } };
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        return (await answer.Content.ReadAsStringAsync()).ReplaceLineEndings("\n");
    }

    /// <summary>The report as CSV is the one that officers agreed to, in the file of that name.</summary>
    public static async Task ShouldBeAsAgreedAsync(HttpClient client, string path, string file) =>
        await ShouldBeAsAgreedAsync(await CsvAsync(client, path), file);

    public static async Task ShouldBeAsAgreedAsync(string csv, string file)
    {
        if (Environment.GetEnvironmentVariable("KEEP_REPORTS") is { Length: > 0 } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), csv);
        }

        csv.Split('\n').ShouldBe((await File.ReadAllTextAsync(Path.Combine(Folder, file))).ReplaceLineEndings("\n").Split('\n'));
    }

    public async Task ShouldAnswerAsync(string role, string path, HttpStatusCode expected)
    {
        using var answer = await Host.Client("HCC", role).GetAsync($"{Api}/reports/{path}");
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }

    public static decimal Pounds(JsonElement row, string name) => row.GetProperty(name).GetDecimal();

    public static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}

/// <summary>The tests that read the same months.</summary>
[CollectionDefinition(Name)]
public sealed class ReportedMonthsGroup : ICollectionFixture<ReportedMonths>
{
    public const string Name = "Reported months";
}

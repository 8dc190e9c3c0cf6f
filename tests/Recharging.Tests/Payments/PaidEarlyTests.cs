using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recharging.Tests.Invoices;
using static Recharging.Tests.Payments.Camt053;

namespace Recharging.Tests.Payments;

/// <summary>A payment whose invoice is issued only later, told of by both banks.</summary>
public sealed class PaidEarlyTests(AprilHost april) : IClassFixture<AprilHost>
{
    [Fact]
    public async Task APaymentBeforeItsInvoice_IsGivenWhenThatIsIssued_OnBothSides_AndCountsInTheAgedOpenItems()
    {
        foreach (var (officer, council, vat) in new[] { (april.Hcc, "HCC", "GB123456789"), (april.Iwc, "IWC", "GB987654321") })
        {
            using var details = await officer.PutAsJsonAsync($"{AprilHost.Api}/invoicing-details", IssuedDocuments.Details(council, vat));
            details.EnsureSuccessStatusCode();
        }

        await april.IssueAsync();
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        foreach (var (officer, side) in new[] { (april.Hcc, "CRDT"), (april.Iwc, "DBIT") })
        {
            var (status, answer) = await SendAsync(officer, Statement("E", Entry("E-1", side, 10m, endToEnd: "HCC-INV-000001")));
            status.ShouldBe(HttpStatusCode.OK, answer.ToString());
            answer.GetProperty("unallocated")[0].GetProperty("unallocated").GetString().ShouldBe("no-invoice");
        }

        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/invoices");

        var invoice = await AprilHost.GetAsync(april.Iwc, "/invoices/HCC-INV-000001");
        (invoice.GetProperty("paidGbp").GetDecimal(), invoice.GetProperty("sentGbp").GetDecimal()).ShouldBe((10m, 10m));
        foreach (var officer in new[] { april.Hcc, april.Iwc })
        {
            var entry = (await AprilHost.GetAsync(officer, "/bank-entries?unallocated=false")).GetProperty("entries").EnumerateArray().ShouldHaveSingleItem();
            var allocation = (await AprilHost.GetAsync(officer, $"/bank-entries/{entry.GetProperty("id").GetInt64()}")).GetProperty("allocations")[0];
            allocation.GetProperty("kind").GetString().ShouldBe("as-quoted");
            allocation.GetProperty("reason").GetString()!.ShouldStartWith("Issued since: HCC-INV-000001");
        }

        await SettlesTheAgedOpenItemsAsync(invoice);
    }

    // Line after line: what is more than the first line is a part of the second.
    private async Task SettlesTheAgedOpenItemsAsync(JsonElement invoice)
    {
        await april.Host.SetClockAsync(new DateTimeOffset(2023, 6, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        var lines = invoice.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("lineReference").GetString()).ToList();
        var first = (await AgedAsync("")).Single(row => row.GetProperty("lineReference").GetString() == lines[0]);
        first.GetProperty("settledGbp").GetDecimal().ShouldBe(10m);
        (await AgedAsync("?asAt=2023-05-31")).ShouldAllBe(row => row.GetProperty("settledGbp").GetDecimal() == 0m);

        await SendAsync(april.Hcc, Statement("A", Entry(
            "A-1", "CRDT", first.GetProperty("receivableGbp").GetDecimal() + 0.01m, endToEnd: "HCC-INV-000001")));

        var aged = await AgedAsync("");
        aged.ShouldNotContain(row => row.GetProperty("lineReference").GetString() == lines[0]);
        aged.Single(row => row.GetProperty("lineReference").GetString() == lines[1]).GetProperty("settledGbp").GetDecimal().ShouldBe(0.01m);
    }

    private async Task<List<JsonElement>> AgedAsync(string query) => [.. (await AprilHost.GetAsync(april.Iwc, $"/reports/aged-items{query}"))
        .GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("entry").GetString() == "item")];
}

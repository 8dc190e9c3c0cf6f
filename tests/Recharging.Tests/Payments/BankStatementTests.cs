using System.Net;
using System.Text.Json;
using Recharging.Tests.Invoices;
using static Recharging.Tests.Payments.Camt053;

namespace Recharging.Tests.Payments;

/// <summary>Bank statements against the invoices of April and May: what is paid, what is open, and what no invoice could be given.</summary>
public sealed class BankStatementTests(IssuedDocuments documents) : IClassFixture<IssuedDocuments>
{
    [Fact]
    public async Task Payments_SettleTheInvoicesThatTheyQuote_InPartAndWhole_Once()
    {
        var (first, second) = ("HCC-INV-000001", "HCC-INV-000002");
        var (open, other) = (await PayableAsync(first), await PayableAsync(second));
        var statement = Statement("S-1",
            Entry("R-1", "CRDT", open - 1m, endToEnd: first),
            Entry("R-2", "CRDT", 1m, text: $"part payment, {first.ToLowerInvariant()}"),
            Entry("R-3", "CRDT", other, text: "thanks"),
            Entry("R-4", "CRDT", 2m, text: $"{first} {second}"),
            Entry("R-5", "CRDT", 2m, endToEnd: first, text: second),
            Entry("R-6", "DBIT", 5m, endToEnd: second),
            Entry("R-7", "CRDT", 9m, endToEnd: second, status: "PDNG"));

        var (status, answer) = await SendAsync(documents.Hcc, statement);

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("entries").GetInt32().ShouldBe(6);
        answer.GetProperty("pending").GetInt32().ShouldBe(1);
        answer.GetProperty("allocations").EnumerateArray().Select(row => row.GetProperty("amountGbp").GetDecimal()).ShouldBe([open - 1m, 1m]);
        Reasons(answer).ShouldBe(["R-3 no-invoice", "R-4 several-invoices", "R-5 references-disagree", "R-6 nothing-to-take-back"]);
        foreach (var officer in new[] { documents.Hcc, documents.Iwc })
        {
            var shown = await AprilHost.GetAsync(officer, $"/invoices/{first}");
            shown.GetProperty("paidGbp").GetDecimal().ShouldBe(open);
            shown.GetProperty("openGbp").GetDecimal().ShouldBe(0m);
            shown.GetProperty("payments").GetArrayLength().ShouldBe(2);
        }

        var (_, again) = await SendAsync(documents.Hcc, statement);
        again.GetProperty("alreadyHeld").GetInt32().ShouldBe(6);
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{first}")).GetProperty("paidGbp").GetDecimal().ShouldBe(open);
        (await SendAsync(documents.Hcc, Statement("S-2", Entry("R-1", "CRDT", open, endToEnd: first)))).Status.ShouldBe(HttpStatusCode.Conflict);

        var returned = await SendAsync(documents.Hcc, Statement("S-3", Entry("R-8", "DBIT", open - 1m, endToEnd: first)));
        returned.Status.ShouldBe(HttpStatusCode.OK, returned.Answer.ToString());
        (await AprilHost.GetAsync(documents.Hcc, "/invoices")).EnumerateArray().Single(row => row.GetProperty("number").GetString() == first)
            .GetProperty("openGbp").GetDecimal().ShouldBe(open - 1m);

        var page = await AprilHost.GetAsync(documents.Hcc, "/bank-entries?unallocated=true&size=3");
        page.GetProperty("entries").GetArrayLength().ShouldBe(3);
        page.GetProperty("next").GetString().ShouldNotBeNull();
        (await AprilHost.GetAsync(documents.Iwc, "/bank-entries")).GetProperty("entries").EnumerateArray()
            .ShouldNotContain(entry => entry.GetProperty("reference").GetString() == "R-1");
    }

    [Fact]
    public async Task WhatThePayersBankSent_IsShown_AndIsNotPaid()
    {
        const string Number = "HCC-INV-000003";
        var payable = await PayableAsync(Number);

        var (status, answer) = await SendAsync(documents.Iwc, Statement("S-IWC", Entry("W-1", "DBIT", payable, endToEnd: Number)));

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        var shown = await AprilHost.GetAsync(documents.Hcc, $"/invoices/{Number}");
        shown.GetProperty("sentGbp").GetDecimal().ShouldBe(payable);
        shown.GetProperty("paidGbp").GetDecimal().ShouldBe(0m);
        shown.GetProperty("openGbp").GetDecimal().ShouldBe(payable);
    }

    [Fact]
    public async Task OnePaymentOfSeveralInvoices_IsSharedAsItsRemittanceSays()
    {
        var (a, b) = ("HCC-INV-000004", "HCC-INV-000005");
        string Document(string number, decimal pounds) => $"<Strd><RfrdDocInf><Nb>{number}</Nb></RfrdDocInf><RfrdDocAmt>"
            + $"<RmtdAmt Ccy=\"GBP\">{Pounds(pounds)}</RmtdAmt></RfrdDocAmt></Strd>";

        var (_, answer) = await SendAsync(documents.Hcc, Statement("S-5",
            Entry("M-1", "CRDT", 10m, remittance: Document(a, 4m) + Document(b, 6m)),
            Entry("M-2", "CRDT", 10m, remittance: Document(a, 4m) + Document(b, 5.99m))));

        answer.GetProperty("allocations").EnumerateArray()
            .Select(row => $"{row.GetProperty("invoice").GetString()} {row.GetProperty("amountGbp").GetDecimal():0.00}")
            .ShouldBe([$"{a} 4.00", $"{b} 6.00"]);
        Reasons(answer).ShouldBe(["M-2 several-invoices"]);
    }

    [Theory]
    [InlineData("camt.053.001.02", "<Sts>BOOK</Sts>")]
    [InlineData("camt.053.001.13", "<Sts><Cd>BOOK</Cd></Sts>")]
    public async Task EachVersion_IsRead(string version, string status)
    {
        var statement = Statement($"V-{version}", Entry($"V-{version}", "CRDT", 1m)).Replace("camt.053.001.08", version, StringComparison.Ordinal)
            .Replace("<Sts><Cd>BOOK</Cd></Sts>", status, StringComparison.Ordinal);

        (await SendAsync(documents.Hcc, statement)).Answer.GetProperty("entries").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("camt.053.001.08", "camt.054.001.08", "There is no element Document here.")]
    [InlineData(">12.50<", ">12.505<", "Amt is an amount")]
    [InlineData(">CRDT<", ">CR<", "CdtDbtInd is CRDT or DBIT")]
    [InlineData("<Dt>2023-06-01</Dt>", "<Dt>1 June</Dt>", "BookgDt is missing or no day")]
    [InlineData("<IBAN>GB33BUKB20201555555555</IBAN>", "", "needs an Id and an account")]
    [InlineData("<Document", "<!DOCTYPE a><Document", "no document type")]
    public async Task AStatementThatIsNone_IsRefusedByElement(string from, string to, string says)
    {
        var good = Statement("BAD", Entry("B-1", "CRDT", 12.5m));
        good.ShouldContain(from);

        var (status, answer) = await SendAsync(documents.Hcc, good.Replace(from, to, StringComparison.Ordinal));

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("detail").GetString()!.ShouldContain(says);
    }

    [Fact]
    public async Task OthersThanFinanceAndItsSystems_AreForbidden()
    {
        (await SendAsync(documents.Host.Client("HCC", "auditor"), Statement("F", Entry("F-1", "CRDT", 1m)))).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = documents.Host.Client("HCC", "hr-officer");
        (await stranger.GetAsync($"{AprilHost.Api}/bank-entries")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static IEnumerable<string> Reasons(JsonElement answer) => answer.GetProperty("unallocated").EnumerateArray()
        .Select(entry => $"{entry.GetProperty("reference").GetString()} {entry.GetProperty("unallocated").GetString()}");

    private async Task<decimal> PayableAsync(string number) =>
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{number}")).GetProperty("payableGbp").GetDecimal();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Recharging.Contracts;
using Recharging.Settling;

namespace Recharging.Tests.Invoices;

/// <summary>Two invoiced months, held against the statements that they were made of, and what each council may do with them.</summary>
[Collection(IssuedDocumentsGroup.Name)]
public sealed class InvoiceTests(IssuedDocuments documents)
{
    private const string Api = AprilHost.Api;

    [Fact]
    public void Documents_LessCredits_AreTheAgreedLinesToThePenny()
    {
        var charged = documents.Statements.SelectMany(statement => statement.GetProperty("lines").EnumerateArray())
            .Where(line => Text(line, "state") == "agreed" && Text(line, "vatTreatment") != "N")
            .GroupBy(line => (Payer: Text(line, "payer"), Treatment: Text(line, "vatTreatment")))
            .ToDictionary(lines => lines.Key, lines => (Net: lines.Sum(line => Amount(line, "amountGbp")),
                Payable: lines.Sum(line => Amount(line, "payableGbp"))));

        var invoiced = documents.All
            .GroupBy(document => (Payer: Text(document.Json, "buyer"), document.Treatment))
            .ToDictionary(group => group.Key, group => (Net: group.Sum(document => Sign(document) * Amount(document.Json, "netGbp")),
                Payable: group.Sum(document => Sign(document) * Amount(document.Json, "payableGbp"))));

        invoiced.ShouldBe(charged, ignoreOrder: true);
    }

    [Fact]
    public void Numbers_RunWithoutGaps_PerCouncilAndKind()
    {
        foreach (var series in documents.All.GroupBy(document => document.Number[..^6]))
        {
            series.Select(document => document.Number).Order()
                .ShouldBe(Enumerable.Range(1, series.Count()).Select(number => $"{series.Key}{number:000000}"));
        }

        documents.All.Select(document => document.Number[..^6]).Distinct().ShouldBe(["HCC-INV-", "HCC-CN-", "IWC-INV-", "IWC-CN-"], ignoreOrder: true);
    }

    [Fact]
    public void Part_DisputedAtFirst_IsInvoicedWhenItIsAgreed()
    {
        var parts = documents.All.Where(document => document is { Treatment: "S", Kind: "invoice" })
            .SelectMany(document => document.Json.GetProperty("lines").EnumerateArray())
            .Select(line => (Text(line, "lineReference"), line.GetProperty("part").GetInt32(), Amount(line, "netGbp"), Amount(line, "vatGbp")));

        parts.ShouldBe(
        [
            ("ST2324P01-010", 1, 419.98m, 84m), ("ST2324P01-011", 1, 259.98m, 52m),
            ("ST2324P01-010", 2, 100.02m, 20m), ("ST2324P01-011", 2, 0.02m, 0m),
        ]);
    }

    /// <summary>Both books have £84.00 + £52.00; 20% of £679.96 is £135.99.</summary>
    [Fact]
    public void Vat_IsThatOfTheTotal_AndTheRoundingBringsItToTheBooks()
    {
        var first = documents.All.First(document => document.Treatment == "S").Json;

        (Amount(first, "netGbp"), Amount(first, "vatGbp"), Amount(first, "roundingGbp"), Amount(first, "payableGbp"))
            .ShouldBe((679.96m, 135.99m, 0.01m, 815.96m));
    }

    [Fact]
    public void CreditNote_NamesTheInvoiceOfTheLineThatItCorrects()
    {
        foreach (var credit in documents.All.Where(document => document.Kind == "credit-note" && Credits(document) is not null))
        {
            var invoice = documents.All.Single(document => document.Number == Credits(credit));
            invoice.Treatment.ShouldBe(credit.Treatment);
            credit.Json.GetProperty("lines").EnumerateArray().Select(line => Text(line, "servicePeriod"))
                .ShouldBeSubsetOf(invoice.Json.GetProperty("lines").EnumerateArray().Select(line => Text(line, "servicePeriod")));
            credit.Json.GetProperty("dueOn").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public void Credit_OfALineThatWasNeverInvoiced_SaysSo()
    {
        var credit = documents.All.Single(document => document.Kind == "credit-note" && Credits(document) is null);

        credit.Json.GetProperty("lines").EnumerateArray().Single().GetProperty("description").GetString()!.ShouldContain("SEC-2023-0006");
        credit.Xml.Element(UblRule.Cac + "BillingReference").ShouldBeNull();
        credit.Xml.Element(UblRule.Cbc + "Note")!.Value.ShouldContain("Credits charges that were never invoiced.");
    }

    [Fact]
    public void Credit_BeforeTheInvoiceThatItWouldName_IsRefused()
    {
        documents.TooEarly.ShouldStartWith("409");
        documents.TooEarly.ShouldContain("invoice-earlier-first");
        documents.TooEarly.ShouldContain($"Invoice {AprilHost.Statement} first");
    }

    [Fact]
    public async Task Invoices_AskedForAgain_AreNone()
    {
        foreach (var (statement, left) in new[] { (AprilHost.Statement, "noSupply disputed"), (IssuedDocuments.May, "noSupply") })
        {
            var again = await AprilHost.PostAsync(documents.Hcc, $"/statements/{statement}/invoices");
            again.GetProperty("issued").GetArrayLength().ShouldBe(0);
            string.Join(' ', again.GetProperty("notInvoiced").EnumerateArray().Select(line => Text(line, "reason"))).ShouldBe(left);
        }

        (await AprilHost.GetAsync(documents.Hcc, "/invoices")).GetArrayLength().ShouldBe(documents.All.Count);
    }

    [Fact]
    public async Task Reason_StandsOnTheInvoiceWithItsAuthority()
    {
        const string Cited = "VAT Act 1994 Schedule 9 Group 6 item 1(a)";
        var exempt = documents.All.First(document => document.Treatment == "E");
        exempt.Xml.Descendants(UblRule.Cbc + "TaxExemptionReason").Single().Value.ShouldContain(Cited);
        using var page = await IssuedDocuments.GetAsync(documents.Iwc, exempt.Number, "text/html");
        (await page.Content.ReadAsStringAsync()).ShouldContain(Cited);
        documents.All.First(document => document.Treatment == "S").Xml.Element(UblRule.Cbc + "Note")!.Value
            .ShouldContain("VAT: 1970 Act supply.");
    }

    [Fact]
    public async Task Events_TellWhatWasIssued()
    {
        var told = (await documents.Host.ToldAsync<InvoiceIssued>("HCC-INV-000003")).ShouldHaveSingleItem();
        (told.Seller, told.Buyer, told.VatTreatment, told.NetGbp, told.VatGbp, told.PayableGbp, told.DueOn)
            .ShouldBe(("HCC", "IWC", "S", 679.96m, 136.00m, 815.96m, new DateOnly(2023, 6, 8)));
        (await documents.Host.ToldAsync<CreditNoteIssued>("HCC-CN-000001")).ShouldHaveSingleItem().CreditsInvoice.ShouldBe("HCC-INV-000001");
    }

    [Fact]
    public async Task Invoice_IsAlikeForBoth_AndNobodyElses()
    {
        foreach (var accept in new[] { "application/json", "application/xml", "text/csv", "text/html" })
        {
            using var hcc = await IssuedDocuments.GetAsync(documents.Hcc, "HCC-INV-000002", accept);
            using var iwc = await IssuedDocuments.GetAsync(documents.Host.Erp("IWC", "journals:read"), "HCC-INV-000002", accept);
            hcc.StatusCode.ShouldBe(HttpStatusCode.OK);
            hcc.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
            (await iwc.Content.ReadAsStringAsync()).ShouldBe(await hcc.Content.ReadAsStringAsync());
        }

        using var stranger = await IssuedDocuments.GetAsync(documents.Host.Client("HCC", "school-manager"), "HCC-INV-000002", "text/csv");
        stranger.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var unknown = await IssuedDocuments.GetAsync(documents.Hcc, "HCC-INV-999999", "text/csv");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Csv_HasARowPerLine_AndPage_AllThatAVatInvoiceSays()
    {
        using var csv = await IssuedDocuments.GetAsync(documents.Iwc, "HCC-INV-000003", "text/csv");
        using var rows = new CsvReader(new StringReader(await csv.Content.ReadAsStringAsync()), System.Globalization.CultureInfo.InvariantCulture);
        rows.GetRecords<dynamic>().Select(row => ((string)row.line_reference, (string)row.net_gbp, (string)row.vat_gbp))
            .ShouldBe([("ST2324P01-010", "419.98", "84.00"), ("ST2324P01-011", "259.98", "52.00")]);

        using var page = await IssuedDocuments.GetAsync(documents.Iwc, "HCC-INV-000003", "text/html;q=1, application/json;q=0.5");
        var html = await page.Content.ReadAsStringAsync();
        foreach (var says in new[]
        {
            "HCC-INV-000003", "9 May 2023", "Time of supply", "HCC Council &amp; Partners", "GB123456789", "IWC Council &amp; Partners",
            "The Castle", "1 evidenced days", "20%", "£679.96", "£135.99", "£815.96", "8 June 2023", "1970 Act supply", "PO-IWC-2324",
        })
        {
            html.ShouldContain(says);
        }

        html.ShouldNotContain("<script");
        var style = html.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"style-src 'sha256-{hash}'");
    }

    [Fact]
    public async Task Database_RefusesToChangeADocument_OrToLeaveTheSeries()
    {
        foreach (var (role, council, statement) in new[]
        {
            ("recharging_api", "HCC", "UPDATE invoices SET net_pence = 1"), ("recharging_api", "HCC", "DELETE FROM invoices"),
            ("recharging_api", "HCC", "UPDATE invoice_lines SET net_pence = 1"), ("recharging_api", "HCC", "DELETE FROM invoice_lines"),
            ("recharging_api", "HCC", "UPDATE document_series SET last = 0"), ("recharging_worker", "", "UPDATE invoices SET net_pence = 1"),
            ("recharging_worker", "", "DELETE FROM invoice_responses"), ("recharging_api", "HCC", "UPDATE invoicing_details SET version = 9"),
            ("recharging_api", "IWC", "INSERT INTO invoice_lines SELECT invoice_id, 99, seller, parties, line_reference, 99, agreement_reference, "
                + "subject, service_period, description, working, clause_reference, net_pence, vat_pence FROM invoice_lines WHERE seller = 'HCC' LIMIT 1"),
        })
        {
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(role, council, statement))).SqlState
                .ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }
    }

    [Fact]
    public async Task Invoices_OfAStatementThatIsNotThere_OrByOthers_AreRefused()
    {
        (await StatusAsync(documents.Hcc, "/statements/ST-2030-31-P01/invoices")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(documents.Host.Client("HCC", "auditor"), $"/statements/{AprilHost.Statement}/invoices"))
            .ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(documents.Host.Erp("HCC", "journals:read"), $"/statements/{AprilHost.Statement}/invoices"))
            .ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task ExecuteAsync(string role, string council, string statement)
    {
        await using var connection = await documents.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var act = new NpgsqlCommand($"SET LOCAL ROLE {role}; SELECT set_config('app.council', '{council}', true); {statement}",
            connection, transaction);
        await act.ExecuteNonQueryAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsJsonAsync(Api + path, new { });
        return answer.StatusCode;
    }

    private static string? Credits(IssuedDocument document) => document.Json.GetProperty("credits").GetString();

    private static int Sign(IssuedDocument document) => document.Kind == "invoice" ? 1 : -1;

    private static decimal Amount(JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Recharging.Tests.Invoices;

namespace Recharging.Tests.Coding;

/// <summary>What an ERP says of itself is held against everything that goes to it: coding, settlement, recoding, orders.</summary>
public sealed class MastersTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";
    private const string Journal = "/journals/JN2324P01-IWC-P";
    private const string CodingHeader = "effective_from,component,service,direction,account,cost_centre,vat_code";
    private const string OrdersHeader = "effective_from,agreement,service,purchase_order";

    // One story, because a month is settled once only.
    [Fact]
    public async Task AJournal_IsSettledRejectedRecodedAndPosted_HeldAgainstTheMastersAllTheWay()
    {
        await AprilHost.PostAsync(april.Iwc, $"{Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"{Statement}/agreements", new { all = true });
        await SettleWithOrdersAsync();
        await RejectAndRecodeAsync();
        await InvoiceAsync();
    }

    [Fact]
    public async Task Coding_ToWhatIsClosedOrUnknownOrSaidTwice_IsNotTaken()
    {
        await MastersAsync("HCC", "cost-centres", "cost_centre,name,state\nX-OLD,An old structure,closed\n");

        var answer = await UploadAsync(april.Hcc, "/coding", $"""
            {CodingHeader}
            2031-04-01,salary,social-care,payable,NONE,,VO
            2031-04-01,salary,education,payable,{await AnAccountAsync()},X-OLD,VO
            2031-04-01,salary,management,payable,{await AnAccountAsync()},,VO
            2031-04-01,salary,management,payable,{await AnAccountAsync()},,VS

            """);

        answer.GetProperty("taken").GetInt32().ShouldBe(1, answer.ToString());
        answer.GetProperty("notTaken").EnumerateArray().Select(row => row.GetProperty("column").GetString())
            .ShouldBe(["account", "cost_centre", "effective_from"]);
        var then = await AprilHost.GetAsync(april.Hcc, "/coding?on=2031-04-01");
        Of(then, "salary", "management", "payable").ShouldHaveSingleItem().GetProperty("vatCode").GetString().ShouldBe("VO");
        Of(await AprilHost.GetAsync(april.Hcc, "/coding?on=2031-03-31"), "salary", "management", "payable").ShouldBeEmpty();
    }

    [Fact]
    public async Task ACodeWithDays_IsCodedToOnThoseDaysOnly_AndShownSo()
    {
        await MastersAsync("HCC", "cost-centres", "cost_centre,name,state,first_day,last_day\nX-NEW,A new structure,open,2032-04-01,2032-09-30\n");
        var account = await AnAccountAsync();

        var answer = await UploadAsync(april.Hcc, "/coding", $"""
            {CodingHeader}
            2032-03-31,salary,education,receivable,{account},X-NEW,VO
            2032-04-01,salary,social-care,receivable,{account},X-NEW,VO
            2032-10-01,salary,management,receivable,{account},X-NEW,VO

            """);

        answer.GetProperty("notTaken").EnumerateArray().Select(row => $"{row.GetProperty("row").GetInt32()} {row.GetProperty("column").GetString()}")
            .ShouldBe(["2 cost_centre", "4 cost_centre"]);
        Of(await AprilHost.GetAsync(april.Hcc, "/coding?on=2032-10-01"), "salary", "social-care", "receivable").ShouldHaveSingleItem()
            .GetProperty("closed").GetString().ShouldBe("cost centre X-NEW (last day 2032-09-30)");
        var shown = (await AprilHost.GetAsync(april.Hcc, "/masters/cost-centres")).EnumerateArray()
            .Single(row => row.GetProperty("code").GetString() == "X-NEW");
        (shown.GetProperty("firstDay").GetString(), shown.GetProperty("lastDay").GetString()).ShouldBe(("2032-04-01", "2032-09-30"));
        var backwards = await UploadAsync(april.Host.Erp("HCC", "masters:write"), "/masters/accounts",
            "account,name,kind,state,first_day,last_day\nX-1,Backwards,cost,open,2032-04-02,2032-04-01\n");
        backwards.GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe("last_day");
    }

    [Fact]
    public async Task TypesOfDocument_SayWhichTakeOthersBack()
    {
        await MastersAsync("HCC", "document-types", "doc_type,name,reversal\nAB,Reversal,no\n");
        await MastersAsync("HCC", "document-types", "doc_type,name,reversal\nAB,Reversal,yes\n");

        (await AprilHost.GetAsync(april.Hcc, "/masters/document-types")).EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("isReversal").GetBoolean().ShouldBeTrue();
        (await AprilHost.GetAsync(april.Iwc, "/masters/document-types")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task PurchaseOrders_ThatCantBeRight_AreNotTaken_AndStayTheCouncilsOwn()
    {
        var answer = await UploadAsync(april.Hcc, "/purchase-orders", $"""
            {OrdersHeader}
            2031-04-01,SP-2018,education,PO-1
            2031-04-01,SP-2018,education,PO-2
            2031-04-01,SP-1066,,PO-3
            2031-04-01,SP-2018,,PO 4
            yesterday,SP-2018,,PO-5

            """);

        answer.GetProperty("taken").GetInt32().ShouldBe(1, answer.ToString());
        answer.GetProperty("notTaken").EnumerateArray().Select(row => row.GetProperty("column").GetString())
            .ShouldBe(["effective_from", "agreement", "purchase_order", "effective_from"]);
        (await AprilHost.GetAsync(april.Iwc, "/purchase-orders")).EnumerateArray()
            .ShouldNotContain(row => row.GetProperty("purchaseOrder").GetString() == "PO-1");
        (await UploadAsync(april.Hcc, "/purchase-orders", $"{OrdersHeader}\n2031-04-01,SP-2018,education,PO-1\n"))
            .GetProperty("unchanged").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("/purchase-orders", "auditor", OrdersHeader, HttpStatusCode.Forbidden)]
    [InlineData("/purchase-orders", "finance-officer", "day,order", HttpStatusCode.BadRequest)]
    [InlineData("/coding", "auditor", CodingHeader, HttpStatusCode.Forbidden)]
    [InlineData("/coding", "finance-officer", "day,account", HttpStatusCode.BadRequest)]
    public async Task Loading_IsAnswered(string path, string role, string file, HttpStatusCode expected)
    {
        using var body = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await april.Host.Client("HCC", role).PostAsync(AprilHost.Api + path, body);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Coding_OnNoDay_IsMalformed()
    {
        using var answer = await april.Hcc.GetAsync($"{AprilHost.Api}/coding?on=April");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task SettleWithOrdersAsync()
    {
        await DetailsAsync(april.Hcc, "HCC", "GB123456789", requiresOrder: false);
        await DetailsAsync(april.Iwc, "IWC", "GB987654321", requiresOrder: true);
        (await RefusedAsync(april.Hcc, $"{Statement}/settlement")).Type.ShouldEndWith("purchase-order-missing");
        (await UploadAsync(april.Iwc, "/purchase-orders",
            $"{OrdersHeader}\n2023-04-01,SP-2018,,PO-7001\n2023-04-01,SP-2018,management,PO-7002\n")).GetProperty("taken").GetInt32().ShouldBe(2);

        await MastersAsync("IWC", "cost-centres", "cost_centre,name,state\nC3100,Shared management,closed\n");
        var closed = await RefusedAsync(april.Hcc, $"{Statement}/settlement");
        closed.Type.ShouldEndWith("coding-closed");
        closed.Detail.ShouldContain("IWC codes fixed-charge of management (payable) to cost centre C3100, which is not open");
        Of(await AprilHost.GetAsync(april.Iwc, "/coding?on=2023-04-30"), "fixed-charge", "management", "payable").ShouldHaveSingleItem()
            .GetProperty("closed").GetString().ShouldBe("cost centre C3100");
        await MastersAsync("IWC", "cost-centres", "cost_centre,name,state\nC3100,Shared management,open\n");

        await AprilHost.PostAsync(april.Hcc, $"{Statement}/settlement");
        var rows = await CsvAsync("IWC", Journal);
        rows.First(row => row.EndsWith("ST2324P01-001", StringComparison.Ordinal)).Split(',')[11].ShouldBe("PO-7002");
        rows.Last().Split(',')[11].ShouldBe("PO-7001");
        (await CsvAsync("HCC", "/journals/JN2324P01-HCC-R"))[1].Split(',')[11].ShouldBe("");
    }

    private async Task RejectAndRecodeAsync()
    {
        var erp = april.Host.Erp("IWC", "journals:read", "journals:acknowledge");
        await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements", new { stage = "rejected", reason = "C3100 is closed.", lineNo = 1 });
        (await AprilHost.GetAsync(april.Iwc, "/notices?unread=true")).GetProperty("notices").EnumerateArray()
            .Single(notice => notice.GetProperty("kind").GetString() == "journal-rejected").GetProperty("sentence").GetString()
            .ShouldBe("The ledger rejected JN2324P01-IWC-P: C3100 is closed. Recode it and it is sent again.");
        (await AprilHost.GetAsync(april.Hcc, "/notices")).GetProperty("notices").EnumerateArray()
            .ShouldNotContain(notice => notice.GetProperty("kind").GetString() == "journal-rejected");

        await MastersAsync("IWC", "cost-centres", "cost_centre,name,state\nC3100,Shared management,closed\n");
        var lines = (await AprilHost.GetAsync(erp, Journal)).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("costCentre").GetString() == "C3100").Select(line => line.GetProperty("lineNo").GetInt32()).ToList();
        lines.Count.ShouldBeGreaterThan(1);
        var half = await RefusedAsync(april.Iwc, $"{Journal}/recoding", new { lines = new[] { new { lineNo = lines[0], costCentre = "C9000" } } });
        half.Type.ShouldEndWith("coding-closed");
        half.Detail.ShouldContain($"line {lines[1]} names cost centre C3100");
        await MastersAsync("IWC", "periods", "period,state\n2023/24-P01,closed\n");
        var all = new { lines = lines.Select(lineNo => new { lineNo, costCentre = "C9000", purchaseOrder = "PO-7003" }) };
        (await RefusedAsync(april.Iwc, $"{Journal}/recoding", all)).Type.ShouldEndWith("ledger-closed");
        await MastersAsync("IWC", "periods", "period,state\n2023/24-P01,open\n");

        (await AprilHost.PostAsync(april.Iwc, $"{Journal}/recoding", all)).GetProperty("version").GetInt32().ShouldBe(2);
        var resent = (await CsvAsync("IWC", Journal))[1].Split(',');
        (resent[0], resent[4], resent[10], resent[11]).ShouldBe(("JN2324P01-IWC-P.v2", "JN2324P01-IWC-P", "C9000", "PO-7003"));
        (await AprilHost.PostAsync(erp, $"{Journal}/acknowledgements", new { stage = "posted", documentNumber = "88120" }))
            .GetProperty("state").GetString().ShouldBe("posted");
    }

    // Two orders make two invoices of the same VAT treatment, each quoting its own.
    private async Task InvoiceAsync()
    {
        var issued = (await AprilHost.PostAsync(april.Hcc, $"{Statement}/invoices")).GetProperty("issued").EnumerateArray()
            .Where(invoice => invoice.GetProperty("vatTreatment").GetString() == "O").ToList();
        issued.Count.ShouldBe(2);
        var quoted = new List<string>();
        foreach (var invoice in issued)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/invoices/{invoice.GetProperty("number").GetString()}")
            {
                Headers = { { "Accept", "application/xml" } },
            };
            using var answer = await april.Iwc.SendAsync(request);
            var xml = System.Xml.Linq.XElement.Parse(await answer.Content.ReadAsStringAsync());
            quoted.Add(xml.Elements().Single(element => element.Name.LocalName == "OrderReference").Elements().First().Value);
        }

        quoted.ShouldBe(["PO-7001", "PO-7002"], ignoreOrder: true);
    }

    private async Task DetailsAsync(HttpClient officer, string council, string vat, bool requiresOrder)
    {
        var details = JsonSerializer.SerializeToNode(IssuedDocuments.Details(council, vat))!;
        details.AsObject().Remove("purchaseOrder");
        details["requiresPurchaseOrder"] = requiresOrder;
        using var answer = await officer.PutAsJsonAsync($"{AprilHost.Api}/invoicing-details", details);
        answer.EnsureSuccessStatusCode();
    }

    private async Task MastersAsync(string council, string table, string file) =>
        (await UploadAsync(april.Host.Erp(council, "masters:write"), $"/masters/{table}", file)).GetProperty("taken").GetInt32().ShouldBe(1);

    private async Task<string?> AnAccountAsync() =>
        (await AprilHost.GetAsync(april.Hcc, "/masters/accounts"))[0].GetProperty("code").GetString();

    private async Task<string[]> CsvAsync(string council, string journal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AprilHost.Api + journal) { Headers = { { "Accept", "text/csv" } } };
        using var answer = await april.Host.Erp(council, "journals:read").SendAsync(request);
        return (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<JsonElement> UploadAsync(HttpClient client, string path, string file)
    {
        using var body = new StringContent(file, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(AprilHost.Api + path, body);
        var told = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(told);
        return JsonElement.Parse(told);
    }

    private static async Task<(string Type, string Detail)> RefusedAsync(HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(AprilHost.Api + path, body ?? new { });
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, told.ToString());
        return (told.GetProperty("type").GetString()!, told.GetProperty("detail").GetString()!);
    }

    private static IEnumerable<JsonElement> Of(JsonElement rows, string component, string service, string direction) =>
        rows.EnumerateArray().Where(row => row.GetProperty("component").GetString() == component
            && row.GetProperty("service").GetString() == service && row.GetProperty("direction").GetString() == direction);
}

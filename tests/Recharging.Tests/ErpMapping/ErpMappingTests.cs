using System.Net;
using System.Text;
using System.Text.Json;
using Recharging.Ledgers;
using Recharging.Tests.Worklist;
using Values;

namespace Recharging.Tests.ErpMapping;

/// <summary>What the codes of a council's ERPs stand for: loaded by its finance officers, and holding for lines that are there already.</summary>
public sealed class ErpMappingTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string May = "/control-accounts?period=2023/24-P02";

    [Fact]
    public async Task LinesThatCameBefore_AreDecidedAnew_AndWhatWasKnownThenStays()
    {
        await april.Host.SetClockAsync(At(12));
        await PostAsync("GL-EARLY", Line("1", "19200", "C-77", 40m), Line("2", "48900", "C-77", 7m), Line("3", "19200", "OTHER", 3m));
        (await PostedAsync(May)).ShouldBeEmpty();

        await april.Host.SetClockAsync(At(13));
        await TakenAsync(april.Hcc, "BOOKS,2023-04-01,customer,IWC,C-77\nBOOKS,2023-04-01,control-account,receivable,48900");

        (await PostedAsync(May)).ShouldBe([("19200", 40m), ("48900", 7m)]);
        (await PostedAsync($"{May}&knownAt=2023-05-12T12:30:00Z")).ShouldBeEmpty();

        await TakenAsync(april.Hcc, "BOOKS,2023-04-01,entity,HCC,9999");
        (await PostedAsync(May)).ShouldBeEmpty();
        await TakenAsync(april.Hcc, "BOOKS,2023-04-01,entity,,9999\nBOOKS,2023-05-20,customer,,C-77");
        (await PostedAsync(May)).ShouldBe([("19200", 40m), ("48900", 7m)]);
        await TakenAsync(april.Hcc, "BOOKS,2023-05-01,customer,,C-77");
        (await PostedAsync(May)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ABalance_OfAMappedCustomer_IsTheOtherCouncils()
    {
        await TakenAsync(april.Iwc, "BOOKS,2023-04-01,customer,HCC,D-1");
        using var erp = april.Host.Erp("IWC", "ledger:write");

        await AprilHost.PostAsync(erp, "/control-balances",
            new[] { new { account = "B7010", partner = "D-1", period = "2023/24-P03", openingGbp = 1m, closingGbp = 2m } });

        (await AprilHost.GetAsync(april.Iwc, "/control-accounts?period=2023/24-P03")).GetProperty("accounts").EnumerateArray()
            .ShouldHaveSingleItem().GetProperty("closingGbp").GetDecimal().ShouldBe(2m);
    }

    [Fact]
    public async Task TheSameAgain_ChangesNothing_AndTheRightFileAfterAWrongOne_CountsAgain()
    {
        const string Right = "AGAIN,2023-04-01,customer,HCC,77";
        (await TakenAsync(april.Iwc, Right)).ShouldBe((1, 0));
        (await TakenAsync(april.Iwc, Right)).ShouldBe((0, 1));
        await TakenAsync(april.Iwc, "AGAIN,2023-04-01,customer,,77");
        (await TakenAsync(april.Iwc, Right)).ShouldBe((1, 0));

        var held = (await AprilHost.GetAsync(april.Iwc, "/erp-mapping?on=2023-04-30")).EnumerateArray()
            .Single(row => row.GetProperty("sourceSystem").GetString() == "AGAIN");
        (held.GetProperty("ours").GetString(), held.GetProperty("theirs").GetString(), held.GetProperty("loadedBy").GetString())
            .ShouldBe(("HCC", "77", "Ivan Finance"));
        (await AprilHost.GetAsync(april.Iwc, "/erp-mapping?on=2023-03-31")).EnumerateArray()
            .ShouldNotContain(row => row.GetProperty("sourceSystem").GetString() == "AGAIN");
        (await AprilHost.GetAsync(april.Hcc, "/erp-mapping")).GetRawText().ShouldNotContain("AGAIN");
    }

    [Theory]
    [InlineData("SAP,2023-04-01,partner,IWC,1", "setting")]
    [InlineData("SAP,2023-04-01,customer,HCC,1", "ours")]
    [InlineData("SAP,2023-04-01,customer,XYZ,1", "ours")]
    [InlineData("SAP,2023-04-01,customer,IWC,HCC", "theirs")]
    [InlineData("SAP,2023-04-01,customer,IWC,", "theirs")]
    [InlineData("SAP,2023-04-01,entity,IWC,1000", "ours")]
    [InlineData("SAP,2023-04-01,document-type,invoice,DR", "ours")]
    [InlineData("SAP,2023-04-01,control-account,payable,99999", "theirs")]
    [InlineData("SAP,2023-04-01,encoding,files,ebcdic", "theirs")]
    [InlineData("SAP,1 April,customer,IWC,1", "effective_from")]
    [InlineData(",2023-04-01,customer,IWC,1", "source_system")]
    public async Task ARowThatBreaksARule_IsNamed_AndNotTaken(string row, string column)
    {
        var answer = await LoadAsync(april.Hcc, row);

        answer.GetProperty("taken").GetInt32().ShouldBe(0, answer.ToString());
        answer.GetProperty("notTaken").EnumerateArray().ShouldHaveSingleItem().GetProperty("column").GetString().ShouldBe(column);
    }

    [Fact]
    public async Task WhoIsNoFinanceOfficer_LoadsNothing()
    {
        foreach (var client in new[] { april.Delegate, april.Host.Erp("HCC", "ledger:write"), april.Host.Officer("HCC", "Henry HR", "hr-officer") })
        {
            using var answer = await SendAsync(client, "SAP,2023-04-01,customer,IWC,1");
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var read = await april.Host.Officer("HCC", "Henry HR", "hr-officer").GetAsync($"{AprilHost.Api}/erp-mapping");
        read.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AprilHost.GetAsync(april.Delegate, "/erp-mapping")).ValueKind.ShouldBe(JsonValueKind.Array);
    }

    private static DateTimeOffset At(int hour) => new(2023, 5, 12, hour, 0, 0, TimeSpan.Zero);

    private static LedgerLine Line(string docRef, string account, string partner, decimal pounds) => new()
    {
        Council = "HCC", BatchId = "GL-EARLY", SourceSystem = "BOOKS", Entity = "1000", DocType = "GJ", DocRef = docRef, LineNo = 1,
        DocDate = Given.Day("2023-05-10"), PostingDate = Given.Day("2023-05-10"), Period = Given.Period("2023/24-P02"), Account = account,
        Partner = partner, Debit = Money.Pounds(pounds), Credit = Money.Zero, Currency = "GBP"
    };

    private Task<int> PostAsync(string batch, params LedgerLine[] lines) => april.Host.ReadAsync(async db =>
    {
        var came = AprilInBothLedgers.BatchOf("HCC", batch, At(11));
        db.Add(new LedgerBatch
        {
            Council = came.Council, SourceSystem = "BOOKS", BatchId = batch, ContentSha256 = came.ContentSha256, Lines = 0, TotalDebitGbp = 0,
            TotalCreditGbp = 0, Accepted = 0, AlreadyHeld = 0, AcceptedDocuments = 0, RefusedDocuments = 0, RefusedLines = 0, Follows = null,
            Parts = [], ReceivedFrom = "ERP", ReceivedAt = came.ReceivedAt
        });
        db.AddRange(lines);
        return await db.SaveChangesAsync();
    });

    private async Task<List<(string, decimal)>> PostedAsync(string query) =>
        [.. (await AprilHost.GetAsync(april.Hcc, query)).GetProperty("accounts").EnumerateArray()
            .Where(row => row.GetProperty("council").GetString() == "HCC")
            .Select(row => (row.GetProperty("account").GetString()!, row.GetProperty("postedGbp").GetDecimal()))];

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string rows) => client.PostAsync(
        $"{AprilHost.Api}/erp-mapping",
        new StringContent($"source_system,effective_from,setting,ours,theirs\n{rows.ReplaceLineEndings("\n")}\n", Encoding.UTF8, "text/csv"));

    private static async Task<JsonElement> LoadAsync(HttpClient client, string rows)
    {
        using var answer = await SendAsync(client, rows);
        var told = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, told);
        return JsonElement.Parse(told);
    }

    internal static async Task<(int Taken, int Unchanged)> TakenAsync(HttpClient client, string rows)
    {
        var answer = await LoadAsync(client, rows);
        answer.GetProperty("notTaken").GetArrayLength().ShouldBe(0, answer.ToString());
        return (answer.GetProperty("taken").GetInt32(), answer.GetProperty("unchanged").GetInt32());
    }
}

using System.Text;

namespace Recharging.Tests.Ledgers;

/// <summary>What is refused: a document by its lines, a batch that is not what it says, and what is no batch.</summary>
public sealed class RefusedBatchTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task ABadDocument_IsRefusedByLineColumnValueAndRule_AndTheOthersArePosted()
    {
        var file = LedgerHost.File(
            "MIXED",
            [
                .. LedgerHost.Document("M-1"),
                .. LedgerHost.Document("M-2", account: "99999"),
                .. LedgerHost.Document("M-3", period: "2022/23-P12"),
                .. LedgerHost.Document("M-4"),
                "SA,M-5,1,2023-04-31,2023-04-12,2023/24-P01,51000,CC-999,,,10.005,0.00,EUR,,,=HYPERLINK(1),",
                "SA,M-5,2,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,10.005,GBP,,,x,",
                "SA,M-6,1,2023-04-12,2023-04-12,2023/24-P01,51000,,,,0.01,0.00,GBP,,,x,",
                "SA,M-6,2,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.02,GBP,,,x,",
                "SA,M-7,1,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.00,GBP,,,x,",
                "SA,M-7,1,2023-04-12,2023-04-12,2023/24-P01,90000,,,,0.00,0.00,GBP,,,x,"
            ]);
        var request = LedgerHost.Batch("MIXED", Encoding.UTF8.GetBytes(file), 410.015m, 14);
        request.Headers.Remove("Total-Debit");
        request.Headers.Remove("Total-Credit");
        request.Headers.Add("Total-Debit", "410.02");
        request.Headers.Add("Total-Credit", "410.03");

        var (totals, refused, _) = await ledgers.SendAsync("HCC", request);

        totals.ShouldBe(409);
        refused.GetProperty("detail").GetString().ShouldBe(
            "The batch's debits should add up to £410.02 and add up to £410.015. Nothing was posted.");

        file = file.Replace("90000,,,,0.00,10.005", "90000,,,,0.005,10.01");
        request = LedgerHost.Batch("MIXED", Encoding.UTF8.GetBytes(file), 410.02m, 14);
        request.Headers.Remove("Total-Credit");
        request.Headers.Add("Total-Credit", "410.03");
        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("accepted").GetInt32().ShouldBe(4);
        answer.GetProperty("refusedDocuments").GetInt32().ShouldBe(5);
        answer.GetProperty("refusedLines").GetInt32().ShouldBe(10);
        answer.GetProperty("refusals").EnumerateArray()
            .Select(fault => (
                fault.GetProperty("line").GetInt32(), fault.GetProperty("column").GetString(), fault.GetProperty("value").GetString(),
                fault.GetProperty("rule").GetString()))
            .ShouldBe(
                [
                    (4, "account", "99999", "unknown-account"),
                    (6, "period", "2022/23-P12", "period-closed"),
                    (7, "period", "2022/23-P12", "period-closed"),
                    (10, "cost_centre", "CC-999", "unknown-cost-centre"),
                    (10, "currency", "EUR", "not-pounds"),
                    (10, "debit", "10.005", "parts-of-a-penny"),
                    (10, "doc_date", "2023-04-31", "not-a-day"),
                    (11, "debit", "0.005", "parts-of-a-penny"),
                    (12, "debit", "-0.01", "out-of-balance"),
                    (15, "line_no", "1", "line-twice")
                ],
                ignoreOrder: true);
        (await ledgers.LinesAsync("MIXED")).ShouldBe(4);
    }

    [Theory]
    [InlineData("2023-04-11", "cost-centre-not-open")]
    [InlineData("2023-04-12", null)]
    [InlineData("2023-04-13", null)]
    [InlineData("2023-04-14", "cost-centre-not-open")]
    public async Task ACode_IsBookedToFromItsFirstDayToItsLast(string postedOn, string? rule)
    {
        var lines = LedgerHost.Document($"DAY-{postedOn}").Select(line => line
            .Replace("2023-04-12,2023-04-12", $"2023-04-12,{postedOn}", StringComparison.Ordinal).Replace("CC-100", "CC-NEW", StringComparison.Ordinal));
        var (_, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch($"DAY-{postedOn}", LedgerHost.File($"DAY-{postedOn}", [.. lines])));

        answer.GetProperty("refusals").EnumerateArray().Select(refusal => refusal.GetProperty("rule").GetString())
            .ShouldBe(rule is null ? [] : [rule]);
    }

    [Theory]
    [InlineData("application/xml", "")]
    [InlineData("application/json; charset=windows-1252", "")]
    [InlineData("text/csv; charset=utf-7", "")]
    [InlineData("text/csv", "?format=sage")]
    public async Task AKindOfFileThatIsNotTaken_IsNamed(string type, string query)
    {
        var request = LedgerHost.Batch("KIND", LedgerHost.File("KIND", LedgerHost.Document("KIND-1")));
        request.RequestUri = new Uri(LedgerHost.Batches + query, UriKind.Relative);
        request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        var (status, _, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBeOneOf(400, 415);
    }

    public static TheoryData<string, string, int, string> BadFiles => new()
    {
        { "empty", "", 400, "The file is empty: not even a header." },
        { "header only", LedgerHost.Header + "\n", 400, "The file has a header and no lines." },
        { "a column missing", LedgerHost.Header.Replace(",period", "") + "\n1\n", 400, "The header lacks the column period." },
        { "an unknown column", LedgerHost.Header + ",colour\n1\n", 400, "The header has a column 'colour' that is not known here." },
        { "a short line", LedgerHost.Header + "\nBAD,SAP\n", 400, "Line 2 has 2 columns, the header 20." },
        {
            "another batch's line", LedgerHost.File("OTHER", LedgerHost.Document("B-1")), 400,
            "Line 2 is of batch 'OTHER', the request of batch 'BAD'."
        },
        { "an open quote", LedgerHost.Header + "\n\"BAD,SAP\n", 400, "Line 2: a quote is opened and never closed." }
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task AFileThatIsNoLedgerFile_IsRefusedWhole(string what, string file, int status, string sentence)
    {
        var (found, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("BAD", Encoding.UTF8.GetBytes(file), 100m, 2));

        found.ShouldBe(status, what);
        answer.GetProperty("detail").GetString().ShouldBe(sentence);
        (await ledgers.LinesAsync("BAD")).ShouldBe(0);
    }

    [Theory]
    [InlineData(3, "100.00", false, "The batch should have 3 lines and has 2. Nothing was posted.")]
    [InlineData(2, "100.01", false, "The batch's debits should add up to £100.01 and add up to £100.00. Nothing was posted.")]
    [InlineData(2, "100.00", true, "The content's SHA-256 should be")]
    public async Task AnEnvelopeThatIsNotTrue_RefusesTheBatchNamingExpectedAndFound(
        int lines, string total, bool otherDigest, string sentence)
    {
        var file = LedgerHost.File("WRONG", LedgerHost.Document("W-1"));
        var request = LedgerHost.Batch("WRONG", file, decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), lines);
        if (otherDigest)
        {
            request.Headers.Remove("Content-Digest");
            request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(new byte[32])}:");
        }

        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(409);
        answer.GetProperty("detail").GetString()!.ShouldStartWith(sentence);
        (await ledgers.LinesAsync("WRONG")).ShouldBe(0);
    }

    [Fact]
    public async Task AmountsBeyondAllSums_AreRefused_AndNothingOverflows()
    {
        const string Immense = "79228162514264337593543950335";
        var request = LedgerHost.Batch("IMMENSE", LedgerHost.File("IMMENSE", LedgerHost.Document("IM-1")));
        request.Headers.Remove("Total-Debit");
        request.Headers.Add("Total-Debit", Immense);
        (await ledgers.SendAsync("HCC", request)).Status.ShouldBe(400);

        var file = LedgerHost.File("IMMENSE", [.. LedgerHost.Document("IM-1", Immense), .. LedgerHost.Document("IM-2", Immense)]);
        var (status, answer, _) = await ledgers.SendAsync("HCC", LedgerHost.Batch("IMMENSE", Encoding.UTF8.GetBytes(file), 0m, 4));

        status.ShouldBe(201, answer.ToString());
        answer.GetProperty("refusals").EnumerateArray().ShouldAllBe(refusal => refusal.GetProperty("rule").GetString() == "too-large");
    }

    [Theory]
    [InlineData("Batch-Id")]
    [InlineData("Source-System")]
    [InlineData("Line-Count")]
    [InlineData("Total-Debit")]
    [InlineData("Total-Credit")]
    [InlineData("Content-Digest")]
    public async Task AMissingField_IsNamed(string field)
    {
        var request = LedgerHost.Batch("FIELD", LedgerHost.File("FIELD", LedgerHost.Document("X-1")));
        request.Headers.Remove(field);

        var (status, answer, _) = await ledgers.SendAsync("HCC", request);

        status.ShouldBe(400);
        answer.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }
}

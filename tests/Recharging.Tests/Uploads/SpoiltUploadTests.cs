using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Recharging.Tests.Uploads;

/// <summary>Tables as Excel and ERPs really send them: read, or refused by name; no row is ever lost on the way.</summary>
public sealed class SpoiltUploadTests(AprilHost april) : IClassFixture<AprilHost>
{
    private const string Levy = "effective_from,rate_percent,status,agreed_on,source\n";

    // Path, role or scope, header. A row of such names breaks rules of its own; that it is told of is what counts here.
    private static readonly (string Path, string By, string Header)[] Tables =
    [
        ("/rates/spine", "finance-officer", "spine,point,annual_gbp,effective_from,status,agreed_on,source"),
        ("/rates/national-insurance", "finance-officer", "rate_percent,annual_threshold_gbp,effective_from,status,agreed_on,source"),
        ("/rates/pension", "finance-officer", "employer,scheme,rate_percent,effective_from,status,agreed_on,source"),
        ("/rates/levy", "finance-officer", "rate_percent,effective_from,status,agreed_on,source"),
        ("/costs", "finance-officer",
            "cost_reference,agreement,pool,period,amount_gbp,description,authority,bearer,incurred_on,source"),
        ("/drivers", "finance-officer", "driver,agreement,pool,party,period,measured_on,quantity,source"),
        ("/coding", "finance-officer", "effective_from,component,service,direction,account,cost_centre,vat_code"),
        ("/purchase-orders", "finance-officer", "effective_from,agreement,service,purchase_order"),
        ("/budgets", "finance-officer", "financial_year,agreement,payer,amount_gbp,version,source"),
        ("/masters/accounts", "masters:write", "account,name,kind,state"),
        ("/masters/cost-centres", "masters:write", "cost_centre,name,state"),
        ("/masters/document-types", "masters:write", "doc_type,name,reversal"),
        ("/masters/periods", "masters:write", "period,state"),
    ];

    private static readonly Encoding Latin1 = Encoding.Latin1;

    // What comes of a header and its rows, and how many rows an officer sees; null refuses the file, and the words say why.
    private static readonly (string Trouble, Func<string, string[], byte[]> Make, int? Rows, string Says)[] Troubles =
    [
        ("UTF-8", (header, rows) => Utf8(header, rows), 3, ""),
        ("UTF-8 with its mark", (header, rows) => [0xEF, 0xBB, 0xBF, .. Utf8(header, rows)], 3, ""),
        ("UTF-16 with its mark", (header, rows) => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text(header, rows))], 3, ""),
        ("UTF-16, big end first", (header, rows) => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text(header, rows))], 3, ""),
        ("UTF-16 without a mark", (header, rows) => Encoding.Unicode.GetBytes(Text(header, rows)), 3, ""),
        ("Windows-1252", (header, rows) => Latin1.GetBytes(Text(header, rows)), 3, ""),
        ("a letter cut off at the end", (header, rows) => [.. Utf8(header, rows)[..^1], .. "é"u8[..1]], null, "Line 4"),
        ("a letter cut off inside UTF-8", (header, rows) => [.. Utf8(header, rows), .. "é"u8[..1], (byte)'\n'], null, "Line 5"),
        ("a nought", (header, rows) => Utf8(header, [.. rows, rows[0].Replace("é", "\0", StringComparison.Ordinal)]), 4, ""),
        ("blank rows and rows of commas", (header, rows) => Utf8(header, ["", .. rows, Commas(header), "", Commas(header)]), 3, ""),
        ("a quote left open", (header, rows) => Utf8(header, [Opened(rows[0]), .. rows[1..]]), null, "Line 2: a quote is opened and never closed."),
        ("two quotes left open", (header, rows) => Utf8(header, [Opened(rows[0]), Opened(rows[1]), rows[2]]), null, "opened in line 2."),
        ("a quote opened in one row and closed in the next", (header, rows) => Utf8(header, [Opened(rows[0]), $"{rows[1]}\"", rows[2]]), null,
            "Line 2: a quote is left open"),
        ("sep=;", (header, rows) => Utf8($"sep=;\r\n{header.Replace(',', ';')}", [.. rows.Select(row => row.Replace(',', ';'))]), 3, ""),
        ("a header in capitals", (header, rows) => Utf8(header.ToUpperInvariant(), rows), 3, ""),
        ("a column twice", (header, rows) => Utf8($"{header},{header.Split(',')[0]}", rows), null, "more than once"),
        ("a zip", (_, _) => [.. "PK\u0003\u0004"u8, .. new byte[40]], null, "zip"),
        ("old Excel", (_, _) => [0xD0, 0xCF, 0x11, 0xE0, .. new byte[40]], null, "Excel"),
        ("a PDF", (_, _) => "%PDF-1.7\n"u8.ToArray(), null, "PDF"),
        ("a page", (_, _) => "<!DOCTYPE html><html></html>"u8.ToArray(), null, "lacks the column"),
        ("nothing", (_, _) => [], null, "empty"),
        ("noughts", (_, _) => new byte[500], null, "lacks the column"),
        ("noise", (_, _) => Noise(), null, ""),
    ];

    public static TheoryData<string, string> TablesAndTroubles { get; } =
        new(from table in Tables from trouble in Troubles select (table.Path, trouble.Trouble));

    [Theory]
    [MemberData(nameof(TablesAndTroubles))]
    public async Task ATable_IsReadToItsLastRow_OrRefusedByName(string path, string trouble)
    {
        var (_, by, header) = Tables.Single(table => table.Path == path);
        var (_, make, rows, says) = Troubles.Single(known => known.Trouble == trouble);
        var filled = Enumerable.Range(1, 3).Select(row => string.Join(',', header.Split(',').Select(_ => "x é")) + row).ToArray();

        var (status, answer) = await SendAsync(By(by), path, make(header, filled));

        if (rows is { } seen)
        {
            status.ShouldBe(HttpStatusCode.OK, answer.ToString());
            var told = answer.GetProperty("notTaken").GetArrayLength() + answer.GetProperty("taken").GetInt32()
                + answer.GetProperty("unchanged").GetInt32();
            told.ShouldBe(answer.GetProperty("rows").GetInt32());
            told.ShouldBe(seen, answer.ToString());
            answer.ToString().ShouldNotContain("\\uFFFD");
        }
        else
        {
            status.ShouldBe(HttpStatusCode.BadRequest, answer.ToString());
            answer.GetProperty("errors").GetProperty("body")[0].GetString().ShouldNotBeNull().ShouldContain(says);
        }
    }

    [Fact]
    public async Task AQuoteThatNeverCloses_RefusesTheFile_AndSwallowsNoRow()
    {
        var (status, answer) = await SendAsync(april.Hcc, "/costs",
            """
            cost_reference,agreement,pool,period,amount_gbp,authority,bearer,incurred_on,source,description
            Q-1,SP-2018,mash,2023/24-P01,250.00,,,,Ledger,"Hub rent
            Q-2,SP-2018,mash,2023/24-P01,500.00,,,,Ledger,Hub heating
            """u8.ToArray());

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("detail").GetString().ShouldBe("Line 2: a quote is opened and never closed.");
    }

    [Fact]
    public async Task ALetterOfWindows1252_IsKept()
    {
        var (status, answer) = await SendAsync(april.Host.Erp("HCC", "masters:write"), "/masters/cost-centres",
            Latin1.GetBytes("cost_centre,name,state\nW-1252,Café Été,open\n"));

        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        answer.GetProperty("taken").GetInt32().ShouldBe(1);
        (await AprilHost.GetAsync(april.Hcc, "/masters/cost-centres")).ToString().ShouldContain("Café Été");
    }

    [Fact]
    public async Task DeclaredUtf8_ThatIsNot_IsRefusedByLine()
    {
        var (status, answer) = await SendAsync(
            april.Hcc, "/rates/levy", Latin1.GetBytes($"{Levy}2031-04-01,0.5,agreed,,été\n"), "text/csv; charset=utf-8");

        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("detail").GetString().ShouldNotBeNull().ShouldStartWith("Line 2 has a character that is not utf-8");
    }

    [Fact]
    public async Task AnEncodingThatIsNotReadHere_IsNamed() =>
        (await SendAsync(april.Hcc, "/rates/levy", Encoding.UTF8.GetBytes(Levy), "text/csv; charset=koi8-r")).Answer
            .GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("koi8-r");

    [Theory]
    [InlineData("1.9E+09")]
    [InlineData("2,02E+11")]
    [InlineData("####")]
    [InlineData("#REF!")]
    public async Task AReferenceThatASpreadsheetMangled_IsNamedByItsColumn(string reference)
    {
        var (_, answer) = await SendAsync(april.Host.Erp("HCC", "masters:write"), "/masters/accounts",
            Encoding.UTF8.GetBytes($"account,name,kind,state\n\"{reference}\",Rent,cost,open\n"));

        var notTaken = answer.GetProperty("notTaken")[0];
        (notTaken.GetProperty("row").GetInt32(), notTaken.GetProperty("column").GetString(), notTaken.GetProperty("value").GetString())
            .ShouldBe((2, "account", reference));
        notTaken.GetProperty("rule").GetString().ShouldNotBeNull().ShouldContain("spreadsheet");
    }

    [Theory]
    [InlineData("0.50000", "0.5", "2032-01-01")]
    [InlineData("1.00000", "1", "2032-02-01")]
    public async Task TrailingNoughts_AreNoMoreDecimals(string percent, string expected, string day)
    {
        var (_, answer) = await SendAsync(april.Hcc, "/rates/levy", Encoding.UTF8.GetBytes($"{Levy}{day},{percent},offered,,x\n"));

        answer.GetProperty("taken").GetInt32().ShouldBe(1, answer.ToString());
        (await AprilHost.GetAsync(april.Hcc, "/rates/levy")).EnumerateArray()
            .Single(row => row.GetProperty("effectiveFrom").GetString() == day).GetProperty("ratePercent").GetDecimal()
            .ShouldBe(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    private HttpClient By(string by) => by.Contains(':', StringComparison.Ordinal) ? april.Host.Erp("HCC", by) : april.Hcc;

    private static string Opened(string row) => row.Insert(row.LastIndexOf(',') + 1, "\"");

    private static string Commas(string header) => new(',', header.Count(letter => letter == ','));

    private static string Text(string header, string[] rows) => $"{header}\n{string.Join('\n', rows)}\n";

    private static byte[] Utf8(string header, string[] rows) => Encoding.UTF8.GetBytes(Text(header, rows));

    private static byte[] Noise()
    {
        var bytes = new byte[2000];
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = (byte)(at * 167 + at / 7 * 31 + 129);
        }

        return bytes;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        HttpClient client, string path, byte[] file, string type = "text/csv")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await client.PostAsync($"{AprilHost.Api}{path}", content);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}

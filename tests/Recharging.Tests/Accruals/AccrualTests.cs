using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Recharging.Tests.Accruals;

/// <summary>What is not billed at a period's end stands in both books as an estimate, and goes back by itself.</summary>
public sealed class AccrualTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = "/accruals/2023-24-P01";

    [Fact]
    public async Task Accrual_ApprovedByTheOtherCouncil_StandsInBothBooks_AndGoesBackInTheNextPeriod()
    {
        await year.OnAsync(Given.Day("2023-04-30"));
        (await YearHost.RefusedAsync(year.Hcc, "/accruals", new { period = "2023/24-P02" })).ShouldBe("period-not-begun");
        (await YearHost.RefusedAsync(year.Hcc, "/accruals", new { period = "2023/24-P01", minimumGbp = 9_999_999m }))
            .ShouldBe("nothing-to-accrue");
        var preview = (await AprilHost.PostAsync(year.Hcc, "/runs/preview", new { period = "2023/24-P01" })).GetProperty("run");

        var accrual = await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P01" });

        Pounds(accrual.GetProperty("lines"), "amountGbp").ShouldBe(preview.GetProperty("lines").EnumerateArray()
            .Select(line => line.GetProperty("amountGbp").GetDecimal()).Where(amount => amount >= 1_000m).Sum());
        (await YearHost.RefusedAsync(year.Iwc, "/accruals", new { period = "2023/24-P01" })).ShouldBe("accrual-in-hand");
        (await AprilHost.GetAsync(year.Hcc, $"{April}/postings")).GetProperty("periods").GetArrayLength().ShouldBe(0);
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/approval")).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Host.Officer("HCC", "Hannah Finance", "s151-delegate"), $"{April}/approval"))
            .ShouldBe("preparer-approves");
        (await YearHost.RefusedAsync(year.Delegate, $"{April}/approval")).ShouldBe("own-council-approves");
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/withdrawal", new { reason = "We would rather not." })).ShouldBe("other-council-prepared");
        (await AprilHost.PostAsync(year.Approver, $"{April}/approval")).GetProperty("reversesOn").GetString().ShouldBe("2023-05-01");
        (await YearHost.RefusedAsync(year.Approver, $"{April}/approval")).ShouldBe("accrual-not-prepared");
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/withdrawal", new { reason = "Wrong month, sorry." }))
            .ShouldBe("accrual-not-prepared");
        await CheckBooksAsync(Pounds(accrual.GetProperty("lines"), "amountGbp"));
        await CheckNextStatementAsync();
        await CheckOfferAsync();
    }

    [Theory]
    [InlineData("POST", "/accruals", "{\"period\":\"2023-04\"}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/accruals", "{\"period\":\"2023/24-P01\",\"minimumGbp\":-1}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/accruals/2030-31-P01/approval", "{}", HttpStatusCode.NotFound)]
    [InlineData("POST", "/accruals/2030-31-P01/withdrawal", "{\"reason\":\"Wrong month, sorry.\"}", HttpStatusCode.NotFound)]
    [InlineData("POST", "/accruals/April/approval", "{}", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/accruals/2030-31-P01", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/accruals/2030-31-P01/postings", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/accruals/April", null, HttpStatusCode.BadRequest)]
    public async Task Accrual_IsAnswered(string verb, string path, string? body, HttpStatusCode expected)
    {
        var officer = year.Host.Officer("HCC", "Olga Both", "finance-officer", "s151-delegate");
        using var request = new HttpRequestMessage(new HttpMethod(verb), AprilHost.Api + path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await officer.SendAsync(request);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Books_OfAnyAccrual_BalanceInEachPeriod_AndNetToNilOverBoth()
    {
        const string Any = """
            SELECT setseed(0.42);
            SET LOCAL ROLE recharging_api;
            SELECT set_config('app.council', 'HCC', true);
            INSERT INTO accruals (number, period, reverses_in, parties, fact_number, includes_offered, minimum_pence, preparer_council,
                preparer, preparer_name, prepared_at, state)
            VALUES ('AC9900P12-1', '2099/00-P12', '2100/01-P01', '{HCC,IWC}', 1, false, 0, 'HCC', 'h', 'H', now(), 'Approved');
            SET LOCAL ROLE recharging_worker;
            INSERT INTO accrual_lines (accrual_number, position, parties, agreement_reference, subject, subject_kind, service,
                service_period, payee, payer, description, working, clause_reference, amount_pence, component_names, component_pence)
            SELECT 'AC9900P12-1', n, '{HCC,IWC}', 'SP-2018', 'S' || n, 'secondment', 'education', '2099/00-P12',
                CASE n % 2 WHEN 0 THEN 'HCC' ELSE 'IWC' END, CASE n % 2 WHEN 0 THEN 'IWC' ELSE 'HCC' END, '', '', '', one + other,
                '{salary,ni}', ARRAY[one, other]
            FROM (SELECT n, (random() * 2000000 - 1000000)::bigint AS one, (random() * 200000 - 100000)::bigint AS other
                FROM generate_series(1, 500) AS n) AS any_line;
            SET LOCAL ROLE recharging_api;
            """;
        await using var connection = await year.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, Any);
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await ExecuteAsync(connection, $"SELECT set_config('app.council', '{council}', true)");
            (await CountAsync(connection)).ShouldBe(2);
            (await CountAsync(connection, "period HAVING sum(debit_pence) <> sum(credit_pence)")).ShouldBe(0);
            (await CountAsync(connection, "line_position, side, component HAVING sum(debit_pence) <> sum(credit_pence)"))
                .ShouldBe(0);
        }

        await transaction.RollbackAsync();
    }

    private async Task CheckBooksAsync(decimal accrued)
    {
        var hcc = await BooksAsync(year.Hcc);
        var iwc = await BooksAsync(year.Iwc);
        foreach (var books in new[] { hcc, iwc })
        {
            books.Keys.ShouldBe(["2023/24-P01", "2023/24-P02"]);
            books.Values.ShouldAllBe(book => Pounds(book, "debitGbp") == Pounds(book, "creditGbp") && Pounds(book, "debitGbp") == accrued);
        }

        Pounds(Side(hcc["2023/24-P01"], "accrued-income"), "debitGbp").ShouldBe(Pounds(Side(iwc["2023/24-P01"], "accrued-cost"), "creditGbp"));
        Pounds(Side(hcc["2023/24-P02"], "accrued-income"), "creditGbp").ShouldBe(Pounds(Side(hcc["2023/24-P01"], "accrued-income"), "debitGbp"));
    }

    // April's books are made up: its charges come with May's statement, where the accrual goes back.
    private async Task CheckNextStatementAsync()
    {
        await year.OnAsync(Given.Day("2023-06-08"));
        (await YearHost.RefusedAsync(year.Hcc, "/runs", new { period = "2023/24-P01" })).ShouldBe("period-accrued");
        var may = await year.IssueAsync("2023/24-P02");
        may.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("servicePeriod").GetString()).Distinct().Order()
            .ShouldBe(["2023/24-P01", "2023/24-P02"]);
        (await YearHost.RefusedAsync(year.Hcc, "/accruals", new { period = "2023/24-P01" })).ShouldBe("period-issued");
    }

    private async Task CheckOfferAsync()
    {
        await year.OnAsync(Given.Day("2023-06-30"));
        var agreed = await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P03", minimumGbp = 1m });
        await AprilHost.PostAsync(year.Hcc, "/accruals/2023-24-P03/withdrawal", new { reason = "The award is offered now." });
        var offered = await AprilHost.PostAsync(
            year.Hcc, "/accruals", new { period = "2023/24-P03", minimumGbp = 1m, includeOffered = true });

        agreed.GetProperty("lines").EnumerateArray().ShouldAllBe(line => line.GetProperty("servicePeriod").GetString() == "2023/24-P03");
        offered.GetProperty("number").GetString().ShouldBe("AC2324P03-2");
        offered.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("corrects").ValueKind == JsonValueKind.String)
            .Select(line => line.GetProperty("servicePeriod").GetString()).Distinct().Order().ShouldBe(["2023/24-P01", "2023/24-P02"]);
        Pounds(offered.GetProperty("lines"), "amountGbp").ShouldBeGreaterThan(Pounds(agreed.GetProperty("lines"), "amountGbp"));
        (await YearHost.RefusedAsync(year.Host.Client("IWC", "auditor"), "/accruals", new { period = "2023/24-P03" })).ShouldBe("403");
    }

    private static async Task<Dictionary<string, JsonElement>> BooksAsync(HttpClient client) =>
        (await AprilHost.GetAsync(client, $"{April}/postings")).GetProperty("periods").EnumerateArray()
            .ToDictionary(book => book.GetProperty("period").GetString()!, book => book.GetProperty("postings"));

    private static IEnumerable<JsonElement> Side(JsonElement book, string side) =>
        book.EnumerateArray().Where(posting => posting.GetProperty("side").GetString() == side);

    private static decimal Pounds(JsonElement rows, string name) => Pounds(rows.EnumerateArray(), name);

    private static decimal Pounds(IEnumerable<JsonElement> rows, string name) => rows.Sum(row => row.GetProperty(name).GetDecimal());

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string groups = "period")
    {
        await using var command = new NpgsqlCommand(
            $"SELECT count(*) FROM (SELECT FROM accrual_postings WHERE accrual_number = 'AC9900P12-1' GROUP BY {groups}) AS grouped",
            connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

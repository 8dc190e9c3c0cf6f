using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Recharging.Reports;

namespace Recharging.Tests.Reports;

[Collection(ReportedMonthsGroup.Name)]
public sealed class ReportTests(ReportedMonths months)
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Reports.README.md"));

    public sealed record Row(string? Words, decimal SumGbp, int Count, DateOnly? Day);

    [Fact]
    public async Task Page_HasARowForEachReport_AndTheListSaysTheSame()
    {
        var page = Page.Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[0], cells[1].Trim('`'), cells[3]));

        page.ShouldBe(FindReports.All.Select(report => (report.Report, report.Address, report.FootsTo)));
        (await AprilHost.GetAsync(months.Iwc, "/reports")).EnumerateArray().Select(row => ReportedMonths.Text(row, "report"))
            .ShouldBe(FindReports.All.Select(report => report.Report));
    }

    /// <summary>What is listed is there: a reader gets an answer, and no report is left out.</summary>
    [Fact]
    public void List_HasEveryRouteOfTheReports() =>
        months.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => route.StartsWith($"{AprilHost.Api}/reports/", StringComparison.Ordinal))
            .Where(route => route != $"{AprilHost.Api}/reports/")
            .ShouldBeSubsetOf(FindReports.All.Select(report => report.Address));

    [Fact]
    public async Task Csv_DefusesFormulas_AndLeavesNumbersAlone()
    {
        var csv = await AnswerAsync("text/csv", new Row("=1+1", -0.5m, 3, Given.Day("2023-04-30")), new Row("\t@x", 12m, -1, null));

        csv.ShouldBe("words,sum_gbp,count,day\r\n'=1+1,-0.50,3,2023-04-30\r\n'\t@x,12.00,-1,\r\n");
    }

    [Fact]
    public async Task Json_IsTheReportWithItsRows()
    {
        var json = JsonElement.Parse(await AnswerAsync("application/json", new Row("=1+1", -0.5m, 3, null)));

        (json.GetProperty("report").GetString(), json.GetProperty("of").GetString()).ShouldBe(("any", "2023/24"));
        json.GetProperty("rows")[0].GetProperty("words").GetString().ShouldBe("=1+1");
        json.GetProperty("rows")[0].GetProperty("sumGbp").GetDecimal().ShouldBe(-0.5m);
    }

    /// <summary>Rows are gone before the last one is read.</summary>
    [Fact]
    public async Task LongReports_LeaveAsTheyAreRead()
    {
        var body = new MemoryStream();
        var sentAtTheEnd = 0L;
        async IAsyncEnumerable<Row> RowsAsync()
        {
            for (var at = 0; at < 10_000; at++)
            {
                yield return new Row("a row", at, at, null);
            }

            sentAtTheEnd = body.Length;
            await Task.CompletedTask;
        }

        await AnswerAsync("application/json", body, RowsAsync());

        sentAtTheEnd.ShouldBeGreaterThan(body.Length * 9 / 10);
    }

    private static async Task<string> AnswerAsync(string accept, params Row[] rows)
    {
        var body = new MemoryStream();
        await AnswerAsync(accept, body, rows.ToAsyncEnumerable());
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static Task AnswerAsync(string accept, Stream body, IAsyncEnumerable<Row> rows)
    {
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddSingleton(Options.Create(new JsonOptions())).BuildServiceProvider(),
        };
        http.Request.Headers.Accept = accept;
        http.Response.Body = body;
        return new Report<Row>("any", "2023/24", rows).ExecuteAsync(http);
    }
}

using System.Net;
using System.Text.Json;
using Secondments.Contracts;

namespace Recharging.Tests.Periods;

/// <summary>A period from its statement to its close, and what is refused before and after.</summary>
public sealed class PeriodTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = "/periods/2023-24-P01";
    private const string AprilsStatement = "/statements/ST-2023-24-P01";
    private const string May = "/periods/2023-24-P02";
    private const string MaysStatement = "/statements/ST-2023-24-P02";

    private HttpClient IwcDelegate => year.Host.Officer("IWC", "Iris Delegate", "s151-delegate");

    [Fact]
    public async Task Period_IsClosedWhenAllIsSaidAndSettled_ReopenedByTheOtherCouncil_AndTakesNothingMore()
    {
        await year.OnAsync(Given.Day("2023-05-09"));
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/closing")).ShouldBe("period-not-issued");
        await year.IssueAsync("2023/24-P01");
        (await StageAsync("2023/24-P01")).ShouldBe("issued");
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/closing")).ShouldBe("lines-unmarked");
        var line = await DisputeAsync(AprilsStatement, "SEC-2022-0001", 1m);
        (await StageAsync("2023/24-P01")).ShouldBe("queried");
        await AprilHost.PostAsync(year.Iwc, $"{AprilsStatement}/agreements", new { all = true });
        await AprilHost.PostAsync(year.Hcc, $"{AprilsStatement}/agreements", new { all = true });
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/closing")).ShouldBe("lines-unsettled");
        await AprilHost.PostAsync(year.Hcc, $"{AprilsStatement}/settlement");
        (await StageAsync("2023/24-P01")).ShouldBe("settled");
        await PostJournalsAsync();
        (await StageAsync("2023/24-P01")).ShouldBe("posted");
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/closing")).ShouldBe("preparer-closes");

        await year.OnAsync(Given.Day("2023-06-08"));
        await year.IssueAsync("2023/24-P02");
        await DisputeAllAsync(MaysStatement);
        (await YearHost.RefusedAsync(year.Iwc, $"{May}/closing")).ShouldBe("period-out-of-order");
        var closed = await AprilHost.PostAsync(year.Iwc, $"{April}/closing");
        closed.GetProperty("disputedGbp").GetDecimal().ShouldBe(1m);
        (await StageAsync("2023/24-P01")).ShouldBe("closed");
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/closing")).ShouldBe("period-closed");

        var reason = new { reason = "The levy was coded to the wrong account." };
        (await YearHost.RefusedAsync(IwcDelegate, $"{April}/reopening", reason)).ShouldBe("closer-reopens");
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/reopening", reason)).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Delegate, $"{April}/reopening", new { reason = "Oops." })).ShouldBe("400");
        await AprilHost.PostAsync(year.Delegate, $"{April}/reopening", reason);
        (await YearHost.RefusedAsync(year.Delegate, $"{April}/reopening", reason)).ShouldBe("period-open");
        await AprilHost.PostAsync(IwcDelegate, $"{April}/closing");
        await CheckHistoryAsync();

        var twice = await Task.WhenAll(
            YearHost.RefusedAsync(year.Delegate, $"{May}/closing"), YearHost.RefusedAsync(year.Iwc, $"{May}/closing"));
        twice.Order().ShouldBe(["200", "period-closed"]);
        (await YearHost.RefusedAsync(year.Iwc, $"{MaysStatement}/lines/{line.Replace("P01", "P02", StringComparison.Ordinal)}/agreement"))
            .ShouldBe("period-closed");
        (await YearHost.RefusedAsync(year.Hcc, $"{MaysStatement}/settlement")).ShouldBe("period-closed");
        await CheckLateFactAsync();
    }

    [Theory]
    [InlineData("/periods/April/closing", "400")]
    [InlineData("/periods/2023-24-P14/reopening", "400")]
    public async Task Address_ThatIsNoPeriod_IsAnswered(string path, string expected) =>
        (await YearHost.RefusedAsync(year.Delegate, path, path.EndsWith("reopening", StringComparison.Ordinal)
            ? new { reason = "Ten letters or more." } : new { })).ShouldBe(expected);

    [Fact]
    public async Task Closing_ByAnAuditor_IsForbidden()
    {
        (await YearHost.RefusedAsync(year.Host.Client("HCC", "auditor"), $"{April}/closing")).ShouldBe("403");
        using var list = await year.Host.Client("HCC", "auditor").GetAsync($"{AprilHost.Api}/periods");
        list.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task CheckHistoryAsync()
    {
        var april = (await AprilHost.GetAsync(year.Hcc, "/periods")).EnumerateArray()
            .Single(period => period.GetProperty("period").GetString() == "2023/24-P01");
        april.GetProperty("state").GetString().ShouldBe("closed");
        april.GetProperty("history").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("became").GetString()} by {entry.GetProperty("by").GetString()}")
            .ShouldBe(["closed by Ivan Finance", "open by Sam Delegate", "closed by Iris Delegate"]);
        (await year.Host.ToldAsync<Contracts.PeriodClosed>("ST-2023-24-P01")).Count.ShouldBe(2);
        (await year.Host.ToldAsync<Contracts.PeriodReopened>("ST-2023-24-P01")).ShouldHaveSingleItem().ReopenedBy.ShouldBe("HCC");
    }

    // What is learned of April after its close changes nothing of April's statement: June's charges the difference.
    private async Task CheckLateFactAsync()
    {
        var before = (await AprilHost.GetAsync(year.Hcc, AprilsStatement)).GetRawText();
        await year.Host.DeliverAsync("SEC-2022-0001", 2, new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0001", EffectiveFrom = Given.Day("2023-04-11"), HostSharePercent = 50m,
            Reason = "Back for half the week.", OccurredAt = Given.Told,
        });
        (await YearHost.RefusedAsync(year.Hcc, "/runs", new { period = "2023/24-P01" })).ShouldBe("period-issued");
        await year.OnAsync(Given.Day("2023-07-07"));

        var june = await year.IssueAsync("2023/24-P03");

        june.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("corrects").ValueKind == JsonValueKind.String)
            .Select(line => $"{line.GetProperty("subject").GetString()} {line.GetProperty("servicePeriod").GetString()}")
            .ShouldBe(["SEC-2022-0001 2023/24-P01", "SEC-2022-0001 2023/24-P02"]);
        (await AprilHost.GetAsync(year.Hcc, AprilsStatement)).GetRawText().ShouldBe(before);
    }

    private async Task<string?> StageAsync(string period)
    {
        var run = (await AprilHost.GetAsync(year.Iwc, "/runs")).EnumerateArray().Single(run => run.GetProperty("period").GetString() == period);
        var stage = run.GetProperty("stage").GetString();
        (await AprilHost.GetAsync(year.Hcc, $"/runs/{run.GetProperty("id").GetString()}")).GetProperty("stage").GetString().ShouldBe(stage);
        (await AprilHost.GetAsync(year.Hcc, "/statements")).EnumerateArray()
            .Single(statement => statement.GetProperty("period").GetString() == period).GetProperty("stage").GetString().ShouldBe(stage);
        return stage;
    }

    private async Task<string> DisputeAsync(string statement, string subject, decimal pounds)
    {
        var line = (await AprilHost.GetAsync(year.Iwc, statement)).GetProperty("lines").EnumerateArray()
            .First(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString()!;
        await AprilHost.PostAsync(year.Iwc, $"{statement}/lines/{line}/dispute",
            new { reason = "rate", disputedGbp = pounds, explanation = "Paid at another point." });
        return line;
    }

    private async Task DisputeAllAsync(string statement)
    {
        foreach (var line in (await AprilHost.GetAsync(year.Iwc, statement)).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("payableGbp").GetDecimal() != 0))
        {
            await AprilHost.PostAsync(line.GetProperty("payer").GetString() == "IWC" ? year.Iwc : year.Hcc,
                $"{statement}/lines/{line.GetProperty("reference").GetString()}/dispute", new
                {
                    reason = "authority", disputedGbp = line.GetProperty("amountGbp").GetDecimal(), explanation = "Whose decision was this?",
                });
        }
    }

    private async Task PostJournalsAsync()
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            var erp = year.Host.Erp(council, "journals:read", "journals:acknowledge");
            foreach (var journal in (await AprilHost.GetAsync(erp, "/journals")).EnumerateArray())
            {
                await AprilHost.PostAsync(erp, $"/journals/{journal.GetProperty("reference").GetString()}/acknowledgements",
                    new { stage = "posted", documentNumber = "1900000042" });
            }
        }
    }
}

using System.Text.Json;
using Secondments.Contracts;
using Testing;

namespace Recharging.Tests.Runs;

/// <summary>A second job with the same employer, learned of after April was issued: May's run charges what one threshold adds.</summary>
public sealed class SecondJobTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    [Fact]
    public async Task ASecondJob_LearnedLate_IsADeltaThatBothCouncilsCanHaveExplained_WithoutItsPay()
    {
        await april.Host.DeliverAsync("HCC-0001", 2, Person("HCC-0001"));
        await april.Host.DeliverAsync("HCC-0777", 1, Given.APayFact("HCC-0777", 0, from: "2023-04-01") with
        {
            SpinePoint = null, FullTimeSalaryGbp = 20123.45m,
        });
        await april.Host.DeliverAsync("HCC-0777", 2, Person("HCC-0777"));

        var run = await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P02" });
        await AprilHost.PostAsync(april.Iwc, $"/runs/{run.GetProperty("id").GetString()}/review");
        await AprilHost.PostAsync(april.Delegate, $"/runs/{run.GetProperty("id").GetString()}/issue");

        var delta = (await AprilHost.GetAsync(april.Iwc, "/statements/ST-2023-24-P02")).GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("servicePeriod").GetString() == "2023/24-P01");
        delta.GetProperty("subject").GetString().ShouldBe("SEC-2022-0001");
        delta.GetProperty("amountGbp").GetDecimal().ShouldBeGreaterThan(0);
        var explained = await AprilHost.GetAsync(april.Iwc, $"/lines/{delta.GetProperty("reference").GetString()}/explanation");
        explained.GetProperty("amountGbp").GetDecimal().ShouldBe(delta.GetProperty("amountGbp").GetDecimal());
        explained.GetRawText().ShouldContain("of what HCC pays the person for 2 employments");
        explained.GetRawText().ShouldNotContain("20123.45");
        explained.GetRawText().ShouldNotContain("Contracted hours");
        (await AprilHost.GetAsync(april.Hcc, $"/lines/{delta.GetProperty("reference").GetString()}/explanation")).GetRawText()
            .ShouldContain("Contracted hours");
    }

    private static PersonEmployed Person(string employment) => new()
    {
        EmploymentReference = employment, EmployerCouncil = "HCC", PersonReference = "HCC-100101", EffectiveFrom = Given.Day("2022-04-01"),
        OccurredAt = Given.Told,
    };
}

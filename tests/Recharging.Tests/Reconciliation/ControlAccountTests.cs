using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Worklist;
using Values;

namespace Recharging.Tests.Reconciliation;

/// <summary>Opening balance and lines come to the closing balance, in a month with a statement or without one.</summary>
public sealed class ControlAccountTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string May = "/control-accounts?period=2023/24-P02";

    private const string Table = """
        brought forward | posted | closing before | opening | closing | alarms
                        |  10.00 |                |   0.00  |  10.00  |
                        |  10.00 |                |   5.00  |  15.00  |
                        |  10.00 |          5.00  |   5.00  |  15.00  |
        5.00            |  10.00 |                |   5.00  |  15.00  |
        5.00            |  10.00 |          4.00  |   5.00  |  15.00  |
                        |  10.00 |                |   0.00  |  10.01  | balance 0.01
                        |  10.00 |          4.00  |   5.00  |  15.00  | opening 1.00
        4.00            |  10.00 |                |   5.00  |  14.00  | opening 1.00, balance -1.00
                        |   0.00 |                |         |         | noBalance 0.00
                        |  10.00 |                |         |         | noBalance 10.00
        """;

    [Fact]
    public void AMonth_RollsForwardToThePenny_OrSaysWhatIsUnaccountedFor()
    {
        foreach (var row in new Table(Table).Rows)
        {
            Money? Maybe(string column) => row.Maybe(column) is null ? null : row.Pounds(column);
            var sent = Maybe("opening") is { } opening ? new SentBalance("HCC", "13100", opening, row.Pounds("closing"), Maybe("closing before")) : null;

            var alarms = ControlAccounts.Check(new AccountMonth("HCC", "13100", April.Period, Maybe("brought forward"), row.Pounds("posted"), sent));

            string.Join(", ", alarms.Select(alarm => $"{alarm.Kind} {alarm.AmountGbp:0.00}")).ShouldBe(row["alarms"]);
        }
    }

    [Fact]
    public async Task AMonthWithoutAStatement_IsHeldAgainstItsBalances_AsKnownThenAndNow()
    {
        await april.PostLineAsync("HCC", "MAY-1", 40m, period: "2023/24-P02");
        var before = await AprilHost.GetAsync(april.Hcc, $"{May}&knownAt=2023-05-01T00:00:00Z");
        before.GetProperty("accounts").GetArrayLength().ShouldBe(0, "nothing had come");
        var unheld = await AprilHost.GetAsync(april.Iwc, May);
        unheld.GetProperty("alarms")[0].GetProperty("kind").GetString().ShouldBe("noBalance");
        var account = unheld.GetProperty("accounts")[0].GetProperty("account").GetString()!;
        unheld.GetProperty("accounts")[0].GetProperty("postedGbp").GetDecimal().ShouldBe(40m);

        var april1 = (await AprilHost.GetAsync(april.Hcc, "/control-accounts?period=2023/24-P01")).GetProperty("accounts").EnumerateArray()
            .Single(row => row.GetProperty("council").GetString() == "HCC" && row.GetProperty("account").GetString() == account);
        var closed = april1.GetProperty("closingGbp").GetDecimal();
        april1.GetProperty("unaccountedGbp").GetDecimal().ShouldBe(0m);
        using var erp = april.Host.Erp("HCC", "ledger:write");
        await AprilHost.PostAsync(erp, "/control-balances", new[]
        {
            new { account, partner = "IWC", period = "2023/24-P02", openingGbp = closed, closingGbp = closed + 40.01m }
        });

        var held = await AprilHost.GetAsync(april.Hcc, May);
        var row = held.GetProperty("accounts")[0];
        row.GetProperty("broughtForwardGbp").GetDecimal().ShouldBe(closed);
        row.GetProperty("unaccountedGbp").GetDecimal().ShouldBe(0.01m);
        held.GetProperty("alarms")[0].GetProperty("sentence").GetString()!.ShouldContain($"HCC account {account}, 2023/24-P02");
        (await AprilHost.GetAsync(april.Iwc, May)).GetProperty("accounts").ToString().ShouldBe(held.GetProperty("accounts").ToString());
        (await AprilHost.GetAsync(april.Hcc, $"{May}&knownAt=2023-05-08T00:00:00Z")).GetProperty("accounts")[0]
            .GetProperty("closingGbp").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("period=May", 400)]
    [InlineData("period=2023/24-P02&knownAt=2033-01-01T00:00:00Z", 400)]
    [InlineData("", 400)]
    public async Task AWrongQuestion_SaysWhatIsWrong(string query, int status)
    {
        using var answer = await april.Hcc.GetAsync($"{AprilHost.Api}/control-accounts?{query}");
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task WhoHasNothingToDoWithIt_IsForbidden()
    {
        using var answer = await april.Host.Client("HCC", "school").GetAsync($"{AprilHost.Api}{May}");
        ((int)answer.StatusCode).ShouldBe(403);
    }
}

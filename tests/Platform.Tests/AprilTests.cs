using System.Text.Json.Nodes;
using Demonstration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>What both councils and their ERPs find once April 2023 has been charged, agreed, posted and reconciled.</summary>
[Collection(AprilGroup.Name)]
public sealed class AprilTests(AprilSystem april)
{
    [Fact]
    public async Task PlantedDifferences_AreEachFoundOnceWithTheirReason_AndNoneIsInvented()
    {
        var statement = await april.Told.Services.StatementAsync(april.Told.Statement);
        var subjects = statement["lines"]!.AsArray().ToDictionary(
            line => line!["reference"]!.GetValue<string>(), line => line!["subject"]!.GetValue<string>(), StringComparer.Ordinal);
        var reconciliation = (await april.Told.Services.ReconciliationAsync(april.Told.Statement))!;

        var found = reconciliation["items"]!.AsArray().Select(item => (
            Reason: item!["reason"]!.GetValue<string>(),
            Subject: item["statementLine"] is { } line ? subjects[line.GetValue<string>()] : "",
            Cites: item["lines"]!.AsArray().Count > 0));

        found.ShouldBe(
            [
                ("missing_at_payer", "support-services", true),
                ("timing", "SEC-2022-0002", true),
                ("part_payment", "SEC-2023-0003", true),
                ("credit_not_issued", "", true),
                ("rounding", "SEC-2022-0004", true),
                ("coding", "SEC-2022-0005", true),
                ("duplicate", "shared-management", true),
                ("vat", "COM-2023-0001", true),
                ("reference", "SEC-2022-0001", true),
                ("disputed", "SEC-2023-0006", true),
                ("opening", "", true)
            ],
            ignoreOrder: true);
        reconciliation["byReason"]!.AsObject().Sum(reason => reason.Value!.GetValue<int>()).ShouldBe(11);
        reconciliation["outOfScope"]!.GetValue<int>().ShouldBe(2000);
    }

    [Fact]
    public async Task Reconciliation_LeavesNothingUnexplained()
    {
        var reconciliation = (await april.Told.Services.ReconciliationAsync(april.Told.Statement))!;

        reconciliation["unexplainedGbp"]!.GetValue<decimal>().ShouldBe(0.00m);
        reconciliation["items"]!.AsArray().Sum(item => item!["amountGbp"]!.GetValue<decimal>())
            .ShouldBe(reconciliation["differenceGbp"]!.GetValue<decimal>());
        reconciliation["balances"]!.AsArray().Sum(balance => balance!["closingGbp"]!.GetValue<decimal>())
            .ShouldBe(reconciliation["differenceGbp"]!.GetValue<decimal>());
    }

    [Fact]
    public Task Statement_IsTheSameForBothCouncils_ToTheByte() => april.BothCouncilsReadTheSameStatementAsync();

    [Fact]
    public Task BooksAndJournals_Balance() => april.BooksBalanceAsync();

    [Fact]
    public async Task EveryEvent_HasOneEffectAtEachSubscriber()
    {
        await april.ComesToRestAsync();
        await april.EveryEventHadOneEffectAsync();
    }

    [Fact]
    public async Task PapersOfTheOtherCouncil_AreNotThere()
    {
        var (hampshire, isleOfWight) = (april.Told.Hampshire, april.Told.IsleOfWight);
        foreach (var (mine, other) in new[] { (hampshire, isleOfWight), (isleOfWight, hampshire) })
        {
            string[] papers =
            [
                $"recharging/v1/ledger-batches/{other.Council}-GL-2023-04",
                .. (await other.Erp.GetAsync("recharging/v1/journals")).AsArray().Select(row => $"recharging/v1/journals/{row!["reference"]}")
            ];
            papers.Length.ShouldBe(3);
            foreach (var paper in papers)
            {
                (await StatusAsync(other.Erp, paper)).ShouldBe(200);
                (await StatusAsync(mine.Erp, paper)).ShouldBe(404, $"{mine.Council} asks for {paper}");
                (await StatusAsync(mine.Finance, paper)).ShouldBe(404, $"{mine.Council} asks for {paper}");
            }
        }
    }

    private static async Task<int> StatusAsync(SignedIn who, string path) =>
        (await who.TryAsync(HttpMethod.Get, path, content: null)).Status;
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Recharging.Tests.CostPools;

/// <summary>A caseload return that comes after its month's statement, and after the period was closed: shown with what it would change, and nothing more until an approver
/// of the other council says so.</summary>
public sealed class LateDriverTests(PoolsHost pools) : IClassFixture<PoolsHost>
{
    [Fact]
    public async Task LateReturnOfAClosedPeriod_ChangesNothing_UntilItIsAccepted_AndARejectedOneNever()
    {
        await pools.AgreeDriversAsync(
            "caseload,SP-2018,,HCC,2023/24-P01,,300,Return", "caseload,SP-2018,,IWC,2023/24-P01,,100,Return");
        await PoolsHost.LoadDriversAsync(pools.Iwc, "caseload,SP-2018,,IWC,2023/24-P02,,100,Return");
        await PoolsHost.LoadCostsAsync(pools.Hcc, "EDT-1,SP-2018,edt,2023/24-P01,1000.00,Night duty,,,,Ledger",
            "MASH-1,SP-2018,mash,2023/24-P01,500.00,Hub rent,,,,Ledger", "AG-1,SP-2018,agency,2023/24-P01,200.00,Agency worker,,,,Ledger",
            "CAP-1,SP-2018,case-system,2023/24-P01,500000.00,Phase 1,D-2012-11-IWC,,,Ledger",
            "CAP-2,SP-2018,case-system,2023/24-P01,100000.01,Phase 2,D-2012-11-IWC,,,Ledger");
        var preview = await AprilHost.PostAsync(pools.Hcc, "/runs/preview", new { period = "2023/24-P01" });
        preview.GetProperty("run").GetProperty("uncharged").EnumerateArray().Select(days => days.GetProperty("subject").GetString())
            .ShouldContain("CAP-2");
        await pools.IssueAsync();
        (await AmountsAsync(AprilHost.Statement)).ShouldBe([("mash", 200m), ("edt", 250m), ("CAP-1", 500000m), ("AG-1", 80m)], ignoreOrder: true);
        foreach (var payer in new[] { pools.Iwc, pools.Hcc })
        {
            await AprilHost.PostAsync(payer, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        }

        await AprilHost.PostAsync(pools.Hcc, $"/statements/{AprilHost.Statement}/settlement");
        await AprilHost.PostAsync(pools.Iwc, "/periods/2023-24-P01/closing");

        var told = await PoolsHost.LoadDriversAsync(pools.Hcc,
            "caseload,SP-2018,,IWC,2023/24-P01,,200,Late return", "caseload,SP-2018,,HCC,2022/23-P12,,200,Older still",
            "caseload,SP-2018,,HCC,2023/24-P02,,300,Return");

        told.GetProperty("taken").GetInt32().ShouldBe(1);
        told.GetProperty("notTaken")[0].GetProperty("rule").GetString()
            .ShouldBe("is before 2023/24-P01, the first month charged here: no run reaches it");
        var proposal = told.GetProperty("proposals")[0];
        proposal.GetProperty("state").GetString().ShouldBe("pending");
        proposal.GetProperty("wouldBe")[0].GetProperty("subject").GetString().ShouldBe("edt");
        proposal.GetProperty("wouldBeGbp").GetDecimal().ShouldBe(150m);         // 200 of 500 instead of 100 of 400

        await PoolsHost.LoadCostsAsync(pools.Hcc, "EDT-2,SP-2018,edt,2023/24-P02,1000.00,Night duty,,,,Ledger");
        (await RunAsync("2023/24-P02")).ShouldBe([("edt", "2023/24-P02", 250m)]);

        var id = proposal.GetProperty("id").GetString();
        (await AprilHost.GetAsync(pools.Iwc, $"/driver-proposals/{id}")).GetProperty("rows")[0].GetProperty("quantity").GetDecimal()
            .ShouldBe(200m);
        (await YearHost.RefusedAsync(pools.Delegate, $"/driver-proposals/{id}/acceptance")).ShouldBe("own-council-decides");
        await AprilHost.PostAsync(pools.Approver, $"/driver-proposals/{id}/acceptance");
        (await DecideAsync(pools.Delegate, $"{id}/rejection")).ShouldBe(HttpStatusCode.Conflict);
        var lines = await RunAsync("2023/24-P02", issue: true);
        lines.ShouldBe([("edt", "2023/24-P01", 150m), ("edt", "2023/24-P02", 250m)]);

        var rejected = (await PoolsHost.LoadDriversAsync(pools.Host.Officer("HCC", "Both Roles", "finance-officer", "s151-delegate"),
            "caseload,SP-2018,,IWC,2023/24-P02,,900,Counted twice")).GetProperty("proposals")[0].GetProperty("id").GetString();
        (await DecideAsync(pools.Host.Officer("HCC", "Both Roles", "s151-delegate"), $"{rejected}/rejection")).ShouldBe(HttpStatusCode.Conflict);
        (await DecideAsync(pools.Delegate, $"{rejected}/rejection")).ShouldBe(HttpStatusCode.OK);
        var all = await AprilHost.GetAsync(pools.Hcc, "/driver-proposals");
        all[0].GetProperty("state").GetString().ShouldBe("rejected");
        all[0].GetProperty("reason").GetString().ShouldBe("These cases were counted twice.");
        (await RunAsync("2023/24-P03")).ShouldBeEmpty();

        // Of one item alone something is learned: the run looks at no other in the months before.
        await PoolsHost.LoadCostsAsync(pools.Hcc, "AG-1,SP-2018,agency,2023/24-P01,100.00,Agency worker,,,,Ledger",
            "AG-2,SP-2018,agency,2023/24-P03,50.00,Agency worker,,,,Ledger");
        (await RunAsync("2023/24-P03", issue: true)).ShouldBe([("AG-1", "2023/24-P01", -40m), ("AG-2", "2023/24-P03", 20m)]);
        (await AmountsAsync("ST-2023-24-P03")).ShouldBe([("AG-1", -40m), ("AG-2", 20m)]);
    }

    private async Task<IEnumerable<(string Subject, decimal Amount)>> AmountsAsync(string statement)
    {
        var lines = (await AprilHost.GetAsync(pools.Iwc, $"/statements/{statement}")).GetProperty("lines").EnumerateArray().ToList();
        foreach (var line in lines)
        {
            var why = await AprilHost.GetAsync(pools.Iwc, $"/lines/{line.GetProperty("reference").GetString()}/explanation");
            why.GetProperty("explanation").GetProperty("amount").GetProperty("value").GetDecimal().ShouldBe(line.GetProperty("amountGbp").GetDecimal());
        }

        return PoolLines(lines).Select(line => (line.Subject, line.Amount)).ToList();
    }

    private async Task<List<(string Subject, string Period, decimal Amount)>> RunAsync(string period, bool issue = false)
    {
        var run = await AprilHost.PostAsync(pools.Hcc, "/runs", new { period });
        var id = run.GetProperty("id").GetString();
        if (issue)
        {
            await pools.IssueAsync(run);
        }
        else
        {
            await AprilHost.PostAsync(pools.Hcc, $"/runs/{id}/abandonment", new { reason = "Only to look at it." });
        }

        return PoolLines(run.GetProperty("lines").EnumerateArray());
    }

    private static List<(string Subject, string Period, decimal Amount)> PoolLines(IEnumerable<JsonElement> lines) =>
    [
        .. lines.Select(line => (line.GetProperty("subject").GetString()!, line.GetProperty("servicePeriod").GetString()!,
                line.GetProperty("amountGbp").GetDecimal()))
            .Where(line => line.Item1 is "mash" or "edt" or "CAP-1" or "CAP-2" or "AG-1" or "AG-2"),
    ];

    private static async Task<HttpStatusCode> DecideAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsJsonAsync(
            $"{AprilHost.Api}/driver-proposals/{path}", new { reason = "These cases were counted twice." });
        return answer.StatusCode;
    }
}

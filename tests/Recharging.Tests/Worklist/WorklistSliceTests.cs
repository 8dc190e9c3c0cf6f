using System.Net.Http.Headers;
using System.Text.Json;

namespace Recharging.Tests.Worklist;

/// <summary>The worklist through the API: April with a few strays in either ledger.</summary>
public sealed class WorklistSliceTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "As agreed with the other council by telephone.";

    [Fact]
    public async Task TheWorklist_IsPagedLargestFirst_FootsToTheDifference_AndIsTheSameForBoth()
    {
        await april.PostLineAsync("HCC", "STRAY-11", 11m);
        await april.PostLineAsync("IWC", "STRAY-22", -22m);
        await april.PostLineAsync("HCC", "STRAY-3", 3m);
        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);

        var all = await AprilHost.GetAsync(april.Hcc, "/worklist");
        var amounts = Amounts(all);
        amounts.ShouldBe([-22m, 11m, 3m]);
        all.GetProperty("openGbp").GetDecimal().ShouldBe(all.GetProperty("differenceGbp").GetDecimal());
        all.GetProperty("byAge").EnumerateArray().Single(total => total.GetProperty("name").GetString() == "not-due")
            .GetProperty("items").GetInt32().ShouldBe(3);
        (await AprilHost.GetAsync(april.Iwc, "/worklist")).ToString().ShouldBe(all.ToString());

        var paged = new List<decimal>();
        for (var next = "/worklist?size=1"; next is not null;)
        {
            var page = await AprilHost.GetAsync(april.Hcc, next);
            paged.AddRange(Amounts(page));
            next = page.GetProperty("next").GetString()?.Replace(AprilHost.Api, "", StringComparison.Ordinal);
        }

        paged.ShouldBe(amounts);
        Amounts(await AprilHost.GetAsync(april.Hcc, "/worklist?minGbp=5&council=HCC")).ShouldBe([11m]);
        Amounts(await AprilHost.GetAsync(april.Hcc, "/worklist?age=90%2B")).ShouldBeEmpty();
        Amounts(await AprilHost.GetAsync(april.Hcc, "/worklist?reason=none&period=2023/24-P01")).ShouldBe(amounts);

        var id = all.GetProperty("items")[0].GetProperty("id").GetString();
        var owners = $"{AprilInBothLedgers.Decisions}/owners";
        (await YearHost.RefusedAsync(april.Iwc, owners, new { item = id, ownerSignIn = "ida-finance", reason = Why })).ShouldBe("400");
        await AprilHost.GetAsync(april.Host.Officer("IWC", "Ida Finance", "finance-officer"), "/notices");
        var assigned = await AprilHost.PostAsync(april.Iwc, owners, new { item = id, ownerSignIn = "ida-finance", reason = Why });
        assigned.GetProperty("version").ValueKind.ShouldBe(JsonValueKind.Null);
        Amounts(await AprilHost.GetAsync(april.Hcc, "/worklist?owner=Ida%20Finance")).ShouldBe([-22m]);
        Amounts(await AprilHost.GetAsync(april.Hcc, "/worklist?owner=none")).ShouldBe([11m, 3m]);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/worklist");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var csv = await april.Hcc.SendAsync(request);
        (await csv.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
    }

    [Fact]
    public async Task AWrongQuestion_SaysWhatIsWrong()
    {
        foreach (var query in new[] { "period=April", "age=old" })
        {
            using var answer = await april.Hcc.GetAsync($"{AprilHost.Api}/worklist?{query}");
            ((int)answer.StatusCode).ShouldBe(400, query);
        }
    }

    [Fact]
    public async Task WhoHasNothingToDoWithIt_IsForbidden()
    {
        using var answer = await april.Host.Client("HCC", "school").GetAsync($"{AprilHost.Api}/worklist");
        ((int)answer.StatusCode).ShouldBe(403);
    }

    private static List<decimal> Amounts(JsonElement worklist) =>
        [.. worklist.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("amountGbp").GetDecimal())];
}

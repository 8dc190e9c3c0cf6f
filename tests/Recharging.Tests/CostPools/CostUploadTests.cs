using System.Net;

namespace Recharging.Tests.CostPools;

/// <summary>Costs from a file: what is taken, what is not and why, and the lines that come of them.</summary>
public sealed class CostUploadTests(PoolsHost pools) : IClassFixture<PoolsHost>
{
    [Theory]
    [InlineData("hr-officer", "x", HttpStatusCode.Forbidden)]
    [InlineData("finance-officer", "cost_reference,wish\nC-1,more\n", HttpStatusCode.BadRequest)]
    [InlineData("finance-officer", "", HttpStatusCode.BadRequest)]
    public async Task File_FromTheWrongHand_OrWithoutItsColumns_IsAnswered(string role, string csv, HttpStatusCode expected)
    {
        using var answer = await PoolsHost.SendAsync(pools.Host.Client("HCC", role), "/costs", csv);

        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData(",SP-2018,mash,2023/24-P01,1.00,x,,,,x", "cost_reference")]
    [InlineData("two words,SP-2018,mash,2023/24-P01,1.00,x,,,,x", "cost_reference")]
    [InlineData("C-1,SP-2013,mash,2023/24-P01,1.00,x,,,,x", "agreement")]
    [InlineData("C-1,SP-2018,wishes,2023/24-P01,1.00,x,,,,x", "pool")]
    [InlineData("C-1,SP-2018,mash,2023/24-P13,1.00,x,,,,x", "period")]
    [InlineData("C-1,SP-2018,mash,April,1.00,x,,,,x", "period")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.001,x,,,,x", "amount_gbp")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.00,,,,,x", "description")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.00,x,,IWC,,x", "bearer")]
    [InlineData("C-1,SP-2018,direct,2023/24-P01,1.00,x,,,,x", "bearer")]
    [InlineData("C-1,SP-2018,case-system,2023/24-P01,1.00,x,,,,x", "authority")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.00,x,,,2023-05-01,x", "incurred_on")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.00,x,,,29 February,x", "incurred_on")]
    [InlineData("C-1,SP-2018,mash,2023/24-P01,1.00,x,,,,", "source")]
    public async Task Row_ThatCannotBeACost_IsNotTaken_AndSaysWhy(string row, string column)
    {
        var told = await PoolsHost.LoadCostsAsync(pools.Hcc, row);

        told.GetProperty("taken").GetInt32().ShouldBe(0);
        told.GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe(column);
    }

    [Fact]
    public async Task CouncilsLoadTheirOwnCosts_Only()
    {
        var told = await PoolsHost.LoadCostsAsync(pools.Iwc, "C-1,SP-2018,mash,2023/24-P01,1.00,x,,,,x");

        told.GetProperty("notTaken")[0].GetProperty("rule").GetString().ShouldBe("is HCC's: each council loads the costs that it bore");
    }

    [Fact]
    public async Task Cost_LoadedAgain_ChangesNothing_AndIsCorrectedByALaterRow()
    {
        const string Row = "C-100,SP-2018,mash,2024/25-P01,100.00,Hub rent,,,,Ledger";
        (await PoolsHost.LoadCostsAsync(pools.Hcc, Row, Row)).GetProperty("notTaken")[0].GetProperty("column").GetString()
            .ShouldBe("cost_reference");
        (await PoolsHost.LoadCostsAsync(pools.Hcc, Row)).GetProperty("unchanged").GetInt32().ShouldBe(1);
        (await PoolsHost.LoadCostsAsync(pools.Hcc, Row.Replace("100.00", "-90.00"))).GetProperty("taken").GetInt32().ShouldBe(1);
        (await PoolsHost.LoadCostsAsync(pools.Hcc, Row)).GetProperty("taken").GetInt32().ShouldBe(1);
        (await PoolsHost.LoadCostsAsync(pools.Hcc, Row.Replace("mash", "edt"))).GetProperty("notTaken")[0].GetProperty("rule").GetString()
            .ShouldBe("is HCC's cost of mash in 2024/25-P01: correct that to nil, and give this one a reference of its own");

        var found = await AprilHost.GetAsync(pools.Iwc, "/costs?agreement=SP-2018&period=2024/25-P01");
        found.GetArrayLength().ShouldBe(1);
        found[0].GetProperty("costReference").GetString().ShouldBe("C-100");
        found[0].GetProperty("amountGbp").GetDecimal().ShouldBe(100m);
        var fact = await AprilHost.GetAsync(pools.Iwc, $"/facts/{found[0].GetProperty("factNumber").GetInt64()}");
        fact.GetProperty("kind").GetString().ShouldBe("PooledCostIncurred");
    }

    [Fact]
    public async Task Costs_AreFoundByAgreementAndMonth()
    {
        (await StatusAsync(pools.Hcc, "/costs?agreement=SP-2018&period=April")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(pools.Hcc, "/costs?agreement=SP-2018")).ShouldBe(HttpStatusCode.BadRequest);
        (await AprilHost.GetAsync(pools.Hcc, "/costs?agreement=SP-2013&period=2023/24-P01")).GetArrayLength().ShouldBe(0);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(AprilHost.Api + path);
        return answer.StatusCode;
    }
}

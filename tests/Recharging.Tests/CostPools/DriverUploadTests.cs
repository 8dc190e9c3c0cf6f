using System.Net;
using System.Net.Http.Json;

namespace Recharging.Tests.CostPools;

/// <summary>Drivers from a file: what is taken, what is not and why.</summary>
public sealed class DriverUploadTests(PoolsHost pools) : IClassFixture<PoolsHost>
{
    [Theory]
    [InlineData("hr-officer", "x", HttpStatusCode.Forbidden)]
    [InlineData("s151-delegate", "x", HttpStatusCode.Forbidden)]
    [InlineData("finance-officer", "driver,wish\ncaseload,more\n", HttpStatusCode.BadRequest)]
    public async Task File_FromTheWrongHand_OrWithoutItsColumns_IsAnswered(string role, string csv, HttpStatusCode expected)
    {
        using var answer = await PoolsHost.SendAsync(pools.Host.Client("HCC", role), "/drivers", csv);

        answer.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("wishes,SP-2018,,HCC,2023/24-P01,,1,x", "driver")]
    [InlineData("caseload,SP-2013,,HCC,2023/24-P01,,1,x", "agreement")]
    [InlineData("caseload,SP-2018,mash,HCC,2023/24-P01,,1,x", "pool")]      // it is shared by percentages
    [InlineData("caseload,SP-2018,,PCC,2023/24-P01,,1,x", "party")]
    [InlineData("caseload,SP-2018,,HCC,2023/24-P13,,1,x", "period")]
    [InlineData("caseload,SP-2018,,HCC,,,1,x", "period")]
    [InlineData("caseload,SP-2018,,HCC,2023/24-P01,2023-04-30,1,x", "period")]
    [InlineData("caseload,SP-2018,,HCC,,30 February,1,x", "measured_on")]
    [InlineData("caseload,SP-2018,,HCC,2023/24-P01,,-1,x", "quantity")]
    [InlineData("caseload,SP-2018,,HCC,2023/24-P01,,1.00001,x", "quantity")]
    [InlineData("caseload,SP-2018,,HCC,2023/24-P01,,1,", "source")]
    public async Task Row_ThatCannotBeADriver_IsNotTaken_AndSaysWhy(string row, string column)
    {
        var told = await PoolsHost.LoadDriversAsync(pools.Hcc, row);

        told.GetProperty("taken").GetInt32().ShouldBe(0);
        told.GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe(column);
    }

    [Fact]
    public async Task Driver_BeforeAnyStatement_BecomesAFact_AndIsCorrectedByALaterRow()
    {
        const string Row = "caseload,SP-2018,,HCC,2024/25-P01,,120,Return of April";
        var told = await PoolsHost.LoadDriversAsync(pools.Hcc, Row, Row, "caseload,SP-2018,edt,IWC,,2024-04-30,40.5,Census");
        told.GetProperty("taken").GetInt32().ShouldBe(1);
        told.GetProperty("notTaken")[0].GetProperty("column").GetString().ShouldBe("party");
        // What Hampshire says of the Isle of Wight waits for its word.
        var waits = told.GetProperty("proposals").EnumerateArray().ShouldHaveSingleItem();
        waits.GetProperty("wouldBe").GetArrayLength().ShouldBe(0);
        await AprilHost.PostAsync(pools.Approver, $"/driver-proposals/{waits.GetProperty("id").GetString()}/acceptance");
        (await PoolsHost.LoadDriversAsync(pools.Hcc, Row)).GetProperty("unchanged").GetInt32().ShouldBe(1);
        (await PoolsHost.LoadDriversAsync(pools.Hcc, Row.Replace("120", "121"))).GetProperty("taken").GetInt32().ShouldBe(1);

        var found = await AprilHost.GetAsync(pools.Iwc, "/drivers?agreement=SP-2018&driver=caseload");
        found.EnumerateArray().Select(row => (row.GetProperty("party").GetString(), row.GetProperty("quantity").GetDecimal()))
            .ShouldBe([("HCC", 121m), ("IWC", 40.5m)]);
        (await AprilHost.GetAsync(pools.Iwc, "/drivers?agreement=SP-2013")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Proposal_OfNobody_IsNotFound()
    {
        var id = Guid.NewGuid();
        using var view = await pools.Hcc.GetAsync($"{AprilHost.Api}/driver-proposals/{id}");
        view.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var acceptance = await pools.Delegate.PostAsJsonAsync($"{AprilHost.Api}/driver-proposals/{id}/acceptance", new { });
        acceptance.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var brief = await pools.Delegate.PostAsJsonAsync($"{AprilHost.Api}/driver-proposals/{id}/rejection", new { reason = "No." });
        brief.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var forbidden = await pools.Hcc.PostAsJsonAsync($"{AprilHost.Api}/driver-proposals/{id}/acceptance", new { });
        forbidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}

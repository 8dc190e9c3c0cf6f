using System.Net;

namespace Governance.Tests.Directions;

public sealed class MoveDirectionTests(GovernanceHost governance)
{
    [Fact]
    public async Task Direction_BeforeItBinds_IsSeenByItsCouncilOnly()
    {
        var reference = await ADraftAsync();

        (await governance.StatusAsync("IWC", $"directions/{reference}")).ShouldBe(HttpStatusCode.OK);
        (await governance.StatusAsync("HCC", $"directions/{reference}")).ShouldBe(HttpStatusCode.NotFound);

        await governance.PostAsync("IWC", $"directions/{reference}/issue", Step("2013-06-28"));
        (await governance.StatusAsync("HCC", $"directions/{reference}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Direction_ToItsLifting_ShowsEveryStep()
    {
        var reference = await ADraftAsync();
        await governance.PostAsync(
            "IWC", $"directions/{reference}/representations",
            new { onDay = "2013-05-16", commentsBy = "2013-05-31", provenance = GovernanceHost.Provenance });
        await governance.PostAsync("IWC", $"directions/{reference}/issue", Step("2013-06-28"));
        await governance.PostAsync("IWC", $"directions/{reference}/variation", Step("2016-11-28"));
        await governance.PostAsync("IWC", $"directions/{reference}/lifting", Step("2018-07-31"));

        var view = await governance.GetAsync("HCC", $"directions/{reference}");

        view["state"]!.GetValue<string>().ShouldBe("lifted");
        view["steps"]!.AsArray().Select(step => step!["state"]!.GetValue<string>())
            .ShouldBe(["draft", "representations", "inForce", "varied", "lifted"]);
        (await governance.RefusalAsync("IWC", $"directions/{reference}/lifting", Step("2018-08-01"))).ShouldBe("wrong-state");
        (await governance.GetAsync("HCC", "directions?limit=500"))["items"]!.AsArray()
            .ShouldContain(item => item!["reference"]!.GetValue<string>() == reference);
    }

    [Fact]
    public async Task Step_OfADirectionToTheOtherCouncil_IsRefused()
    {
        var reference = await ADraftAsync();
        await governance.PostAsync("IWC", $"directions/{reference}/issue", Step("2013-06-28"));

        (await governance.RefusalAsync("HCC", $"directions/{reference}/lifting", Step("2018-07-31"))).ShouldBe("not-your-council");
    }

    [Fact]
    public async Task Draft_ByABoard_IsRefused() =>
        (await governance.RefusalAsync("IWC", "directions", Draft($"DIR-{governance.Number()}", "JOB"))).ShouldBe("not-a-third-party");

    [Fact]
    public async Task Draft_OfATakenReference_IsRefused() =>
        (await governance.RefusalAsync("HCC", "directions", Draft(await ADraftAsync()))).ShouldBe("reference-taken");

    private async Task<string> ADraftAsync()
    {
        var reference = $"DIR-{governance.Number()}";
        await governance.PostAsync("IWC", "directions", Draft(reference));
        return reference;
    }

    private static object Draft(string reference, string issuer = "SOS") => new
    {
        reference,
        issuer,
        title = "Direction on children's services",
        legalBasis = "direction",
        onDay = "2013-05-16",
        requirements = new[] { "Enter into a partnership" },
        provenance = GovernanceHost.Provenance
    };

    private static object Step(string onDay) => new { onDay, provenance = GovernanceHost.Provenance };
}

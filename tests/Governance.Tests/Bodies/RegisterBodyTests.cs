using System.Net;

namespace Governance.Tests.Bodies;

public sealed class RegisterBodyTests(GovernanceHost governance)
{
    [Fact]
    public async Task Register_OfOnesOwnCommittee_IsSeenByBothCouncils()
    {
        var code = $"COM-{governance.Number()}";

        await governance.PostAsync("IWC", "bodies", Body(code, "committee", "IWC"));

        (await governance.GetAsync("HCC", $"bodies/{code}"))["name"]!.GetValue<string>().ShouldBe("A committee");
    }

    [Fact]
    public async Task Register_OfTheOtherCouncilsCommittee_IsRefused() =>
        (await governance.RefusalAsync("HCC", "bodies", Body($"COM-{governance.Number()}", "committee", "IWC")))
            .ShouldBe("not-your-council");

    [Fact]
    public async Task Register_OfATakenCode_IsRefused() =>
        (await governance.RefusalAsync("IWC", "bodies", Body("IWC-CABINET", "executive", "IWC"))).ShouldBe("reference-taken");

    [Fact]
    public async Task View_OfAnUnknownBody_IsNotFound() =>
        (await governance.StatusAsync("HCC", "bodies/NOBODY")).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Find_PageByPage_GivesEachBodyOnce()
    {
        var codes = new List<string>();
        for (string? path = "bodies?limit=2"; path is not null;)
        {
            var page = await governance.GetAsync("HCC", path);
            codes.AddRange(page["items"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()));
            path = page["next"]?.GetValue<string>().Replace($"{GovernanceHost.Api}/", "", StringComparison.Ordinal);
        }

        codes.ShouldBeUnique();
        codes.ShouldContain("HCC-CABINET");
        codes.ShouldContain("SOS");
    }

    [Fact]
    public async Task CallInRule_FromADayThatARuleCovers_IsRefused() =>
        (await governance.RefusalAsync(
            "IWC", "call-in-rules", new { effectiveFrom = "2012-09-10", workingDays = 3, provenance = GovernanceHost.Provenance }))
            .ShouldBe("not-later");

    [Fact]
    public async Task CallInRules_OfEachCouncil_AreSeenByBoth()
    {
        var rules = (await governance.GetAsync("HCC", "call-in-rules")).AsArray();

        rules.Select(rule => rule!["council"]!.GetValue<string>()).ShouldBe(["HCC", "IWC"]);
        rules.ShouldAllBe(rule => rule!["workingDays"]!.GetValue<int>() == 5);
    }

    private static object Body(string code, string kind, string council) =>
        new { code, name = "A committee", kind, council, provenance = GovernanceHost.Provenance };
}

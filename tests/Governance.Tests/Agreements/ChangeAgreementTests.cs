using Governance.Contracts;

namespace Governance.Tests.Agreements;

public sealed class ChangeAgreementTests(GovernanceHost governance)
{
    [Fact]
    public async Task Extend_ByBothCouncils_TellsTheNewLastDayOnce()
    {
        var term = await governance.AnAgreementInForceAsync();
        var day = term.LastDay.AddDays(7);
        var (hcc, iwc) = (await governance.ADecisionAsync("HCC"), await governance.ADecisionAsync("IWC"));

        await governance.PostAsync("HCC", $"agreements/{term.Reference}/extension", Extension(term, day, hcc));
        (await governance.Service.ToldAsync<AgreementVaried>(term.Reference)).ShouldBeEmpty();
        var view = await governance.PostAsync("IWC", $"agreements/{term.Reference}/extension", Extension(term, day, iwc));

        view["lastDay"]!.GetValue<string>().ShouldBe($"{day:yyyy-MM-dd}");
        var told = (await governance.Service.ToldAsync<AgreementVaried>(term.Reference)).ShouldHaveSingleItem();
        told.LastDay.ShouldBe(day);
        told.DecisionReferences.ShouldBe([hcc, iwc]);
    }

    [Fact]
    public async Task End_ByBothCouncils_TellsTheLastDayOnce()
    {
        var term = await governance.AnAgreementInForceAsync();
        var day = term.FirstDay.AddMonths(6);

        await governance.PostAsync("HCC", $"agreements/{term.Reference}/ending", Ending(day, await governance.ADecisionAsync("HCC")));
        (await governance.Service.ToldAsync<AgreementEnded>(term.Reference)).ShouldBeEmpty();
        var view = await governance.PostAsync(
            "IWC", $"agreements/{term.Reference}/ending", Ending(day, await governance.ADecisionAsync("IWC")));

        view["state"]!.GetValue<string>().ShouldBe("endAgreed");
        (await governance.Service.ToldAsync<AgreementEnded>(term.Reference)).ShouldHaveSingleItem().LastDay.ShouldBe(day);
        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/ending", Ending(day, await governance.ADecisionAsync("HCC"))))
            .ShouldBe("not-in-force");
    }

    [Fact]
    public async Task End_ByBothCouncils_MakesRoomForASuccessor()
    {
        var term = await governance.AnAgreementInForceAsync();
        var day = term.FirstDay.AddMonths(6);
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council, $"agreements/{term.Reference}/ending", Ending(day, await governance.ADecisionAsync(council)));
        }

        var successor = new GovernanceHost.Term($"BB-{governance.Number()}", day.AddDays(1), term.LastDay);
        var proposal = GovernanceHost.Agreement(successor);
        proposal["succeeds"] = term.Reference;
        proposal["legalBasis"] = "1970-act";
        await governance.PostAsync("IWC", "agreements", proposal);
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council,
                $"agreements/{successor.Reference}/approvals",
                new { decisionReference = await governance.ADecisionAsync(council) });
        }

        (await governance.Service.ToldAsync<AgreementInForce>(successor.Reference)).ShouldHaveSingleItem().LegalBasis.ShouldBe("1970-act");
    }

    [Fact]
    public async Task Withdraw_OfAnEnding_MakesWayForAnExtension()
    {
        var term = await governance.AnAgreementInForceAsync();
        var decision = await governance.ADecisionAsync("HCC");
        var extension = Extension(term, term.LastDay.AddDays(7), decision);
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/ending", Ending(term.FirstDay, decision));
        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/extension", extension)).ShouldBe("change-pending");

        await governance.PostAsync("IWC", $"agreements/{term.Reference}/changes/ENDING-1/withdrawal", new { reason = "Extended instead" });

        var view = await governance.PostAsync("HCC", $"agreements/{term.Reference}/extension", extension);
        view["changes"]!.AsArray().Select(change => change!["state"]!.GetValue<string>()).ShouldBe(["withdrawn", "proposed"]);
    }

    [Fact]
    public async Task Change_OfAProposal_IsRefused()
    {
        var term = await governance.AProposedAgreementAsync();
        var decision = await governance.ADecisionAsync("HCC");

        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/extension", Extension(term, term.LastDay.AddDays(1), decision)))
            .ShouldBe("not-in-force");
        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/ending", Ending(term.FirstDay, decision)))
            .ShouldBe("not-in-force");
        (await governance.RefusalAsync(
            "HCC", $"agreements/{term.Reference}/changes/ENDING-1/withdrawal", new { reason = "It was never made" }))
            .ShouldBe("no-such-change");
    }

    private static object Extension(GovernanceHost.Term term, DateOnly lastDay, string decisionReference) =>
        new { reference = $"{term.Reference}-X", lastDay, reason = "Until the buy-back begins", decisionReference };

    private static object Ending(DateOnly lastDay, string decisionReference) =>
        new { lastDay, reason = "Each goes its own way", decisionReference };
}

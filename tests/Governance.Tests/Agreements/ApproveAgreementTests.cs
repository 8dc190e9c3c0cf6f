using System.Net;
using Governance.Contracts;

namespace Governance.Tests.Agreements;

public sealed class ApproveAgreementTests(GovernanceHost governance)
{
    [Fact]
    public async Task Approve_ByBothCouncilsAndTheThirdParty_TellsThatItIsInForce()
    {
        var term = await governance.AProposedAgreementAsync(thirdParty: "SOS");
        var path = $"agreements/{term.Reference}/approvals";
        var (hcc, iwc, sos) = (await governance.ADecisionAsync("HCC"), await governance.ADecisionAsync("IWC"), $"D-{governance.Number()}");
        var decision = GovernanceHost.Decision(sos, "IWC", publishedOn: null);
        decision["body"] = "SOS";
        await governance.PostAsync("IWC", "decisions", decision);

        await governance.PostAsync("HCC", path, new { decisionReference = hcc });
        await governance.PostAsync("IWC", path, new { decisionReference = iwc });
        (await governance.Service.ToldAsync<AgreementInForce>(term.Reference)).ShouldBeEmpty();
        var view = await governance.PostAsync("HCC", path, new { decisionReference = sos });

        view["state"]!.GetValue<string>().ShouldBe("inForce");
        view["authorityToday"]!.GetValue<bool>().ShouldBeFalse();
        var told = (await governance.Service.ToldAsync<AgreementInForce>(term.Reference)).ShouldHaveSingleItem();
        told.DecisionReferences.ShouldBe([hcc, iwc, sos]);
        (told.Provider, told.Recipient, told.FirstDay, told.LastDay).ShouldBe(("HCC", "IWC", term.FirstDay, (DateOnly?)term.LastDay));
    }

    [Fact]
    public async Task Approve_WithTheOtherCouncilsDecision_IsRefused()
    {
        var term = await governance.AProposedAgreementAsync();
        var iwc = await governance.ADecisionAsync("IWC");

        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/approvals", new { decisionReference = iwc }))
            .ShouldBe("not-your-track");
    }

    [Fact]
    public async Task Approve_WithADecisionThatNobodyMaySee_IsMalformed()
    {
        var term = await governance.AProposedAgreementAsync();
        var unpublished = $"D-{governance.Number()}";
        await governance.PostAsync("IWC", "decisions", GovernanceHost.Decision(unpublished, "IWC", publishedOn: null));

        await Endpoints.ShouldBeMalformedAsync(
            governance, "HCC", $"agreements/{term.Reference}/approvals", new { decisionReference = unpublished }, "decisionReference");
    }

    [Fact]
    public async Task Approve_AtOneMomentByBothCouncils_PutsItInForceOnce()
    {
        var term = await governance.AProposedAgreementAsync();
        var (hcc, iwc) = (await governance.ADecisionAsync("HCC"), await governance.ADecisionAsync("IWC"));
        var path = $"agreements/{term.Reference}/approvals";

        await Task.WhenAll(
            governance.PostAsync("HCC", path, new { decisionReference = hcc }),
            governance.PostAsync("IWC", path, new { decisionReference = iwc }));

        (await governance.Service.ToldAsync<AgreementInForce>(term.Reference)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Approve_OfTwoAgreementsForTheSameDays_PutsOneInForce()
    {
        var first = await governance.AProposedAgreementAsync();
        var second = new GovernanceHost.Term($"SP-{governance.Number()}", first.FirstDay.AddMonths(-3), first.FirstDay);
        await governance.PostAsync("IWC", "agreements", GovernanceHost.Agreement(second));
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council, $"agreements/{first.Reference}/approvals", new { decisionReference = await governance.ADecisionAsync(council) });
        }

        var decision = await governance.ADecisionAsync("HCC");
        (await governance.RefusalAsync("HCC", $"agreements/{second.Reference}/approvals", new { decisionReference = decision }))
            .ShouldBe("overlapping-authority");
    }

    [Fact]
    public async Task Overlap_ThatTheCodeLetThrough_IsRefusedByTheDatabase()
    {
        var first = await governance.AnAgreementInForceAsync();
        var second = first with { Reference = $"SP-{governance.Number()}" };
        await governance.PostAsync("IWC", "agreements", GovernanceHost.Agreement(second));

        var fault = await Should.ThrowAsync<Npgsql.PostgresException>(governance.Service.ReadAsync(db =>
            Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlAsync(
                db.Database, $"UPDATE agreements SET status = 'InForce' WHERE reference = {second.Reference}")));

        fault.ConstraintName.ShouldBe("authority_never_overlaps");
    }

    [Fact]
    public async Task Agreement_BetweenOthers_IsNotFound()
    {
        var term = await governance.AProposedAgreementAsync(recipient: "SCC");

        (await governance.StatusAsync("HCC", $"agreements/{term.Reference}")).ShouldBe(HttpStatusCode.OK);
        (await governance.StatusAsync("IWC", $"agreements/{term.Reference}")).ShouldBe(HttpStatusCode.NotFound);
        (await governance.StatusAsync("IWC", $"agreements/{term.Reference}/clauses")).ShouldBe(HttpStatusCode.NotFound);
        (await governance.GetAsync("IWC", "agreements?limit=500"))["items"]!.AsArray()
            .ShouldNotContain(item => item!["reference"]!.GetValue<string>() == term.Reference);
        using var officer = governance.GovernanceOfficer("IWC");
        using var answer = await officer.PostAsync(
            $"{GovernanceHost.Api}/agreements/{term.Reference}/withdrawal", Endpoints.Json("""{"reason": "It is not ours"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Agreement_IsOneRecordForBothParties()
    {
        var term = await governance.AnAgreementInForceAsync();

        var (hcc, iwc) = (
            await governance.GetAsync("HCC", $"agreements/{term.Reference}"),
            await governance.GetAsync("IWC", $"agreements/{term.Reference}"));

        hcc.ToJsonString().ShouldBe(iwc.ToJsonString());
    }

    [Fact]
    public async Task Propose_ByACouncilThatIsNoParty_IsRefused() =>
        (await governance.RefusalAsync(
            "IWC", "agreements", GovernanceHost.Agreement(
                new($"SP-{governance.Number()}", Day.Of("2029-01-01"), Day.Of("2029-12-31")), "SCC")))
            .ShouldBe("not-a-party");

    [Fact]
    public async Task Propose_OfATakenReference_IsRefused()
    {
        var term = await governance.AProposedAgreementAsync();

        (await governance.RefusalAsync("IWC", "agreements", GovernanceHost.Agreement(term))).ShouldBe("reference-taken");
    }

    [Fact]
    public async Task Withdraw_OfAProposal_KeepsItFromComingIntoForce()
    {
        var term = await governance.AProposedAgreementAsync();
        await governance.PostAsync("IWC", $"agreements/{term.Reference}/withdrawal", new { reason = "The terms have changed" });

        var decision = await governance.ADecisionAsync("HCC");
        (await governance.RefusalAsync("HCC", $"agreements/{term.Reference}/approvals", new { decisionReference = decision }))
            .ShouldBe("not-proposed");
    }

    [Fact]
    public async Task Post_Again_WithTheSameKey_ChangesNothingAndGetsTheFirstAnswer()
    {
        var term = await governance.AProposedAgreementAsync();
        var body = new { decisionReference = await governance.ADecisionAsync("HCC") };
        using var officer = governance.GovernanceOfficer("HCC");
        officer.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var path = $"{GovernanceHost.Api}/agreements/{term.Reference}/approvals";

        using var first = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(officer, path, body);
        using var second = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(officer, path, body);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }
}

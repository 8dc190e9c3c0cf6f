using Governance.Contracts;

namespace Governance.Tests.Agreements;

public sealed class AgreeClauseTests(GovernanceHost governance)
{
    [Fact]
    public async Task Agree_ByBothCouncils_TellsTheClause()
    {
        var term = await governance.AnAgreementInForceAsync();
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses", GovernanceHost.Clause(term));

        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses/C1/agreements", new { });
        (await governance.Service.ToldAsync<ClauseAgreed>(term.Reference)).ShouldBeEmpty();
        var view = await governance.PostAsync("IWC", $"agreements/{term.Reference}/clauses/C1/agreements", new { });

        view["state"]!.GetValue<string>().ShouldBe("agreed");
        var told = (await governance.Service.ToldAsync<ClauseAgreed>(term.Reference)).ShouldHaveSingleItem();
        (told.ClauseReference, told.Version, told.Kind).ShouldBe(($"{term.Reference}/C1", 1, "fixed-charge"));
        told.Parameters.ShouldBe(Given.FixedCharge(), ignoreOrder: true);
    }

    [Fact]
    public async Task Agree_BeforeTheAgreementIsInForce_IsToldTogetherWithIt()
    {
        var term = await governance.AProposedAgreementAsync();
        await governance.PostAsync("IWC", $"agreements/{term.Reference}/clauses", GovernanceHost.Clause(term));
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(council, $"agreements/{term.Reference}/clauses/C1/agreements", new { });
        }

        (await governance.Service.ToldAsync<ClauseAgreed>(term.Reference)).ShouldBeEmpty();
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council, $"agreements/{term.Reference}/approvals", new { decisionReference = await governance.ADecisionAsync(council) });
        }

        (await governance.Service.ToldAsync<ClauseAgreed>(term.Reference)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Clauses_OnADay_AreTheVersionsThatRule()
    {
        var term = await governance.AnAgreementInForceAsync();
        await AgreeAsync(term, GovernanceHost.Clause(term));
        var dearer = Given.FixedCharge();
        dearer["annualGbp"] = "1700000.00";
        var later = GovernanceHost.Clause(term with { FirstDay = term.FirstDay.AddMonths(3) }, parameters: dearer);
        await AgreeAsync(term, later);

        (await AnnualOnAsync(term, term.FirstDay.AddMonths(3).AddDays(-1))).ShouldBe(["1640000.00"]);
        (await AnnualOnAsync(term, term.FirstDay.AddMonths(3))).ShouldBe(["1700000.00"]);
        (await AnnualOnAsync(term, term.LastDay.AddDays(1))).ShouldBeEmpty();
        (await governance.Service.ToldAsync<ClauseAgreed>(term.Reference)).Select(told => told.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Propose_WithFaultyParameters_NamesEachOfThem()
    {
        var term = await governance.AnAgreementInForceAsync();
        var parameters = Given.FixedCharge();
        parameters["annualGbp"] = "a lot";
        parameters.Remove("vatReviewer");

        await Endpoints.ShouldBeMalformedAsync(
            governance, "HCC", $"agreements/{term.Reference}/clauses", GovernanceHost.Clause(term, parameters: parameters),
            "parameters.annualGbp", "parameters.vatReviewer");
    }

    [Fact]
    public async Task Withdraw_OfAProposedVersion_LetsTheNextBeProposed()
    {
        var term = await governance.AnAgreementInForceAsync();
        var path = $"agreements/{term.Reference}/clauses";
        await governance.PostAsync("HCC", path, GovernanceHost.Clause(term));
        (await governance.RefusalAsync("IWC", path, GovernanceHost.Clause(term))).ShouldBe("version-pending");

        await governance.PostAsync("IWC", $"{path}/C1/withdrawal", new { reason = "The figure was wrong" });

        (await governance.PostAsync("IWC", path, GovernanceHost.Clause(term)))["version"]!.GetValue<int>().ShouldBe(2);
        await governance.PostAsync("HCC", $"{path}/C1/agreements", new { });
        await governance.PostAsync("IWC", $"{path}/C1/agreements", new { });
        (await governance.RefusalAsync("IWC", $"{path}/C1/withdrawal", new { reason = "Too late for that" })).ShouldBe("not-proposed");
        (await governance.RefusalAsync("IWC", $"{path}/C1/agreements", new { })).ShouldBe("not-proposed");
    }

    [Fact]
    public async Task Propose_UnderAnotherAgreement_IsMalformed()
    {
        var (one, other) = (await governance.AnAgreementInForceAsync(), await governance.AnAgreementInForceAsync());

        await Endpoints.ShouldBeMalformedAsync(
            governance, "HCC", $"agreements/{one.Reference}/clauses", GovernanceHost.Clause(other), "reference");
    }

    private async Task AgreeAsync(GovernanceHost.Term term, object clause)
    {
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses", clause);
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses/C1/agreements", new { });
        await governance.PostAsync("IWC", $"agreements/{term.Reference}/clauses/C1/agreements", new { });
    }

    private async Task<IEnumerable<string>> AnnualOnAsync(GovernanceHost.Term term, DateOnly day) =>
        (await governance.GetAsync("IWC", $"agreements/{term.Reference}/clauses?on={day:yyyy-MM-dd}")).AsArray()
            .Select(clause => clause!["parameters"]!["annualGbp"]!.GetValue<string>());
}

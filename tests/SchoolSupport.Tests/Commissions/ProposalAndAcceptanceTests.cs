using SchoolSupport.Contracts;

namespace SchoolSupport.Tests.Commissions;

public sealed class ProposalAndAcceptanceTests(SchoolSupportHost host)
{
    private const string Commissions = $"{SchoolSupportHost.Api}/commissions";

    private HttpClient IslandAuditor => host.Service.Client("IWC", "auditor");

    [Fact]
    public async Task Proposal_TakesTheRateOfItsFirstDay()
    {
        var answer = await host.HampshireManager.PostAsJsonAsync(Commissions, Given.Proposal()).ShouldBeAsync(HttpStatusCode.Created);

        answer.Text("status").ShouldBe("proposed");
        answer.Text("reference").ShouldStartWith("COM-2023-");
        answer.Number("dayRateGbp").ShouldBe(520.00m);
        (answer.Number("daysBought"), answer.Number("daysUsed"), answer.Number("daysRemaining")).ShouldBe((3m, 0m, 3m));
    }

    [Theory]
    [InlineData("agreementReference", "SP-9999", "no-authority")]
    [InlineData("lastDay", "2023-07-01", "no-authority")]
    [InlineData("urn", "999998", "unknown-school")]
    [InlineData("urn", "150100", "school-not-open")]
    [InlineData("urn", "140845", "wrong-funder")]
    [InlineData("fundingCouncil", "HCC", "wrong-funding-council")]
    [InlineData("service", "juggling", "no-rate")]
    public async Task Proposal_AgainstARule_IsRefused(string field, string value, string code) =>
        await host.HampshireManager.PostAsJsonAsync(Commissions, Given.Proposal().With(field, value)).ShouldRefuseAsync(code);

    [Fact]
    public async Task Proposal_WithAConflictOfInterest_IsRefused() =>
        await host.HampshireManager.PostAsJsonAsync(
            Commissions,
            Given.Proposal().With("conflictDeclaration", new { hasConflict = true, statement = "My daughter teaches there." }))
            .ShouldRefuseAsync("conflict-of-interest");

    [Theory]
    [InlineData("urn", "12345")]
    [InlineData("days", 0.0)]
    [InlineData("days", 1.25)]
    [InlineData("lastDay", "2023-04-16")]
    [InlineData("purpose", "short")]
    [InlineData("discount", 10)]
    public async Task Proposal_ThatIsMalformed_IsInvalid(string field, object value) =>
        await host.HampshireManager.PostAsJsonAsync(Commissions, Given.Proposal().With(field, value)).ShouldNameAsync(field);

    [Fact]
    public async Task Proposal_BySomeoneElse_IsForbidden() =>
        await host.HampshireAdviser.PostAsJsonAsync(Commissions, Given.Proposal()).ShouldBeAsync(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Acceptance_OfSchoolAndFunder_IsToldOnce()
    {
        var reference = await host.AProposedCommissionAsync();

        (await host.AcceptAsync(reference, "school").ShouldBeAsync(HttpStatusCode.OK)).Text("status").ShouldBe("proposed");
        (await host.Service.ToldAsync<CommissionAgreed>($"commission/{reference}")).ShouldBeEmpty();
        (await host.AcceptAsync(reference, "funder", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.OK)).Text("status").ShouldBe("agreed");

        var told = (await host.Service.ToldAsync<CommissionAgreed>($"commission/{reference}")).ShouldHaveSingleItem();
        (told.Urn, told.Funder, told.FundingCouncil, told.ProviderCouncil).ShouldBe((Given.Carisbrooke, "council", "IWC", "HCC"));
        (told.DayRateGbp, told.DaysCommissioned).ShouldBe((520m, 3m));
    }

    [Fact]
    public async Task Acceptance_OfATrust_IsRecordedByTheProvider()
    {
        var reference = await host.AProposedCommissionAsync(Given.Proposal(Given.Cowes, "trust"));

        await host.AcceptAsync(reference, "funder", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.AcceptAsync(reference, "funder").ShouldBeAsync(HttpStatusCode.OK);
        await host.AcceptAsync(reference, "school").ShouldBeAsync(HttpStatusCode.OK);

        var told = (await host.Service.ToldAsync<CommissionAgreed>($"commission/{reference}")).ShouldHaveSingleItem();
        (told.Funder, told.FundingCouncil).ShouldBe(("trust", null));
    }

    [Fact]
    public async Task Acceptance_ByTheWrongSide_IsForbidden()
    {
        var reference = await host.AProposedCommissionAsync();

        await host.AcceptAsync(reference, "funder").ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.AcceptAsync(reference, "funder", host.Service.Client("HCC", "budget-holder")).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.AcceptAsync(reference, "school", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.AcceptAsync(reference, "school", host.HampshireAdviser).ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Acceptance_ASecondTime_IsRefused()
    {
        var reference = await host.AProposedCommissionAsync();
        await host.AcceptAsync(reference, "school").ShouldBeAsync(HttpStatusCode.OK);

        await host.AcceptAsync(reference, "school").ShouldRefuseAsync("accepted-already");
    }

    [Fact]
    public async Task Acceptance_ByNobodyKnown_IsInvalid() =>
        await host.AcceptAsync(await host.AProposedCommissionAsync(), "neighbour").ShouldNameAsync("party");

    [Fact]
    public async Task Acceptance_OfACommissionThatIsNone_IsNotFound() =>
        await host.AcceptAsync("COM-2023-9999", "school").ShouldBeAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task Commission_OfOtherCouncils_IsNotFound()
    {
        var reference = await host.AProposedCommissionAsync(
            Given.Proposal().With("agreementReference", "SP-OTHER").With("fundingCouncil", "SCC"));

        await IslandAuditor.GetAsync($"{Commissions}/{reference}").ShouldBeAsync(HttpStatusCode.NotFound);
        await host.AcceptAsync(reference, "funder", host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.NotFound);
        (await IslandAuditor.GetAsync(Commissions).ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("commissions").EnumerateArray().ShouldAllBe(found => found.Text("reference") != reference);
    }

    [Fact]
    public async Task Commission_OfBothCouncils_IsTheSameForBoth()
    {
        var reference = await host.AnAgreedCommissionAsync();

        var hampshire = await host.Service.Client("HCC", "auditor").GetStringAsync($"{Commissions}/{reference}");

        (await IslandAuditor.GetStringAsync($"{Commissions}/{reference}")).ShouldBe(hampshire);
    }

    [Fact]
    public async Task Find_ByStateAndSchool_ListsThem()
    {
        var proposed = await host.AProposedCommissionAsync(Given.Proposal(Given.Cowes, "trust"));

        var found = (await IslandAuditor.GetAsync($"{Commissions}?status=proposed&urn={Given.Cowes}").ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("commissions").EnumerateArray().ToList();

        found.Select(item => item.Text("reference")).ShouldContain(proposed);
        found.ShouldAllBe(item => item.Text("status") == "proposed" && item.Text("urn") == Given.Cowes);
    }

    [Fact]
    public async Task Find_ByAStateThatIsNone_IsInvalid() =>
        await IslandAuditor.GetAsync($"{Commissions}?status=lost").ShouldNameAsync("status");

    [Fact]
    public async Task Commission_ForAStranger_IsNotSignedIn() =>
        await host.Service.Stranger().GetAsync($"{Commissions}/COM-2023-0001").ShouldBeAsync(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Declaration_LetsAFurtherAdviserVisit()
    {
        var reference = await host.AnAgreedCommissionAsync();
        var adviser = Given.AnAdviser();
        await host.LogAsync(reference, adviser, "2023-04-19", 1m).ShouldRefuseAsync("no-declaration");

        await host.DeclareAsync(reference, adviser).ShouldBeAsync(HttpStatusCode.OK);
        await host.DeclareAsync(reference, adviser).ShouldRefuseAsync("declared-already");

        await host.LogAsync(reference, adviser, "2023-04-19", 1m).ShouldBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Declaration_OfAConflict_IsRefused() =>
        await host.DeclareAsync(await host.AnAgreedCommissionAsync(), Given.AnAdviser(), hasConflict: true)
            .ShouldRefuseAsync("conflict-of-interest");

    [Fact]
    public async Task Declaration_ByTheOtherCouncilOrAnotherRole_IsForbidden()
    {
        var reference = await host.AnAgreedCommissionAsync();

        await host.DeclareAsync(reference, Given.AnAdviser(), client: host.Service.Client("IWC", "adviser")).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.DeclareAsync(reference, Given.AnAdviser(), client: host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Declaration_OfACommissionThatIsNone_IsNotFound() =>
        await host.DeclareAsync("COM-2023-9999", Given.AnAdviser()).ShouldBeAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task Declaration_WithoutAName_IsInvalid() =>
        await host.DeclareAsync(await host.AProposedCommissionAsync(), "X").ShouldNameAsync("adviser");
}

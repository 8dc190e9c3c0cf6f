using Governance.Agreements;

namespace Governance.Tests.Agreements;

public sealed class AgreementTests
{
    [Fact]
    public void Approve_ByBothCouncils_PutsTheAgreementInForce()
    {
        var agreement = Given.AProposedAgreement();

        agreement.Approve(Given.ADecision("HCC", "2018-03-15"), Given.By("HCC"), []).ShouldBeNull();
        agreement.Status.ShouldBe(AgreementStatus.Proposed);
        agreement.IsAuthorityOn(Day.Of("2018-07-01")).ShouldBeFalse();

        agreement.Approve(Given.ADecision("IWC", "2018-03-15"), Given.By("IWC"), []).ShouldBeNull();
        agreement.Status.ShouldBe(AgreementStatus.InForce);
    }

    [Theory]
    [InlineData("2018-06-30", false)]
    [InlineData("2018-07-01", true)]
    [InlineData("2023-06-30", true)]
    [InlineData("2023-07-01", false)]
    public void Authority_HoldsOnTheAgreementsDaysOnly(string day, bool isAuthority) =>
        Given.AnAgreementInForce().IsAuthorityOn(Day.Of(day)).ShouldBe(isAuthority);

    [Fact]
    public void Approve_WithoutTheThirdParty_IsNotInForce()
    {
        var agreement = Given.AProposedAgreement("SP-2013", "2013-07-01", "2018-06-30", thirdParty: Given.SecretaryOfState.Code);
        agreement.Approve(Given.ADecision("HCC", "2013-06-12", "2013-06-14"), Given.By("HCC"), []).ShouldBeNull();
        agreement.Approve(Given.ADecision("IWC", "2013-06-19", "2013-06-21"), Given.By("IWC"), []).ShouldBeNull();

        agreement.Status.ShouldBe(AgreementStatus.Proposed);
        agreement.Approve(Given.OfTheSecretaryOfState("2013-06-28"), Given.By("IWC"), []).ShouldBeNull();
        agreement.Status.ShouldBe(AgreementStatus.InForce);
    }

    [Theory]
    [InlineData("2013-06-21", true)]
    [InlineData("2013-06-24", false)]    // published one working day later, call-in ends after the agreement has begun
    public void Approve_NeedsADecisionThatIsLiveByTheFirstDay(string publishedOn, bool approved)
    {
        var agreement = Given.AProposedAgreement("SP-2013", "2013-07-01", "2018-06-30");

        var refusal = agreement.Approve(Given.ADecision("IWC", "2013-06-19", publishedOn), Given.By("IWC"), []);

        (refusal?.Code).ShouldBe(approved ? null : "decision-not-live");
    }

    [Fact]
    public void Approve_OfTheOtherCouncilsTrack_IsRefused() =>
        Given.AProposedAgreement().Approve(Given.ADecision("IWC", "2018-03-15"), Given.By("HCC"), [])
            .ShouldNotBeNull().Code.ShouldBe("not-your-track");

    [Fact]
    public void Approve_OfATrackTwice_IsRefused()
    {
        var agreement = Given.AProposedAgreement();
        agreement.Approve(Given.ADecision("HCC", "2018-03-15"), Given.By("HCC"), []).ShouldBeNull();

        agreement.Approve(Given.ADecision("HCC", "2018-03-16"), Given.By("HCC"), []).ShouldNotBeNull().Code.ShouldBe("track-complete");
    }

    [Fact]
    public void Approve_ByAnUnneededThirdParty_IsRefused() =>
        Given.AProposedAgreement().Approve(Given.OfTheSecretaryOfState("2018-03-15"), Given.By("HCC"), [])
            .ShouldNotBeNull().Code.ShouldBe("no-such-track");

    [Fact]
    public void Approve_ByACouncilThatIsNoParty_IsRefused() =>
        Given.AProposedAgreement().Approve(Given.ADecision("SCC", "2018-03-15"), Given.By("SCC"), [])
            .ShouldNotBeNull().Code.ShouldBe("no-such-track");

    [Theory]
    [InlineData("2018-06-30", true)]    // on the last day of what is in force
    [InlineData("2018-07-01", false)]
    public void Approve_WhenAnotherIsAnAuthorityOnTheDays_IsRefused(string firstDay, bool overlaps)
    {
        var inForce = Given.AnAgreementInForce("SP-2013", "2013-07-01", "2018-06-30");
        var next = Given.AProposedAgreement("SP-2018", firstDay);

        var refusal = next.Approve(Given.ADecision("HCC", "2018-03-15"), Given.By("HCC"), [inForce, next]);

        (refusal?.Code).ShouldBe(overlaps ? "overlapping-authority" : null);
    }

    [Theory]
    [InlineData("2018-06-30", "overlaps-predecessor")]
    [InlineData("2018-07-01", null)]
    public void Propose_OfASuccessor_BeginsAfterItsPredecessor(string firstDay, string? code)
    {
        var predecessor = Given.AnAgreementInForce("SP-2013", "2013-07-01", "2018-06-30");

        var refusal = Given.AProposedAgreement("SP-2018", firstDay, succeeds: "SP-2013").Propose("HCC", predecessor);

        (refusal?.Code).ShouldBe(code);
    }

    [Fact]
    public void Propose_ByACouncilThatIsNoParty_IsRefused() =>
        Given.AProposedAgreement().Propose("SCC", null).ShouldNotBeNull().Code.ShouldBe("not-a-party");

    [Fact]
    public void Extend_ByBothCouncils_MovesTheLastDay()
    {
        var agreement = Given.AnAgreementInForce();

        agreement.Extend(
            "SP-2018-X",
            Day.Of("2024-01-31"),
            "Until it ends",
            Given.ADecision("HCC", "2023-04-20"),
            Given.By("HCC"),
            Given.Today,
            [agreement]).ShouldBeNull();
        agreement.IsAuthorityOn(Day.Of("2023-07-01")).ShouldBeFalse();

        agreement.Extend(
            "SP-2018-X",
            Day.Of("2024-01-31"),
            "Until it ends",
            Given.ADecision("IWC", "2023-04-20"),
            Given.By("IWC"),
            Given.Today,
            [agreement]).ShouldBeNull();
        agreement.IsAuthorityOn(Day.Of("2023-07-01")).ShouldBeTrue();
        agreement.LastDay.ShouldBe(Day.Of("2024-01-31"));
        agreement.DecisionsFor("SP-2018-X").ShouldBe(["D-HCC-230420", "D-IWC-230420"]);
    }

    [Theory]
    [InlineData("2023-06-30", "not-longer")]
    [InlineData("2023-06-29", "not-longer")]
    [InlineData("2023-07-01", null)]
    public void Extend_ToADay_MustBeLater(string lastDay, string? code) =>
        (Extend(Given.AnAgreementInForce(), lastDay)?.Code).ShouldBe(code);

    [Fact]
    public void Extend_OfAnOpenAgreement_IsRefused() =>
        Extend(Given.AnAgreementInForce(lastDay: null), "2024-01-31").ShouldNotBeNull().Code.ShouldBe("open");

    [Fact]
    public void Extend_AfterTheTermIsOver_IsRefused() =>
        Extend(Given.AnAgreementInForce(lastDay: "2023-04-30"), "2024-01-31").ShouldNotBeNull().Code.ShouldBe("term-over");

    [Fact]
    public void Extend_IntoTheDaysOfASuccessor_IsRefused()
    {
        var agreement = Given.AnAgreementInForce();
        var successor = Given.AnAgreementInForce("BB-2023", "2023-10-01", "2024-09-30");

        Extend(agreement, "2023-09-30", successor).ShouldBeNull();
        Extend(Given.AnAgreementInForce(), "2023-10-01", successor).ShouldNotBeNull().Code.ShouldBe("overlapping-authority");
    }

    [Fact]
    public void Extend_OnOtherTermsThanTheFirstCouncil_IsRefused()
    {
        var agreement = Given.AnAgreementInForce();
        Extend(agreement, "2024-01-31").ShouldBeNull();

        var refusal = agreement.Extend(
            "SP-2018-X", Day.Of("2024-03-31"), "Longer still", Given.ADecision("IWC", "2023-04-20"), Given.By("IWC"), Given.Today, []);

        refusal.ShouldNotBeNull().Code.ShouldBe("other-terms");
    }

    [Fact]
    public void Change_WhileAnotherWaits_IsRefusedUntilThatIsWithdrawn()
    {
        var agreement = Given.AnAgreementInForce();
        Extend(agreement, "2024-01-31").ShouldBeNull();

        End(agreement, "2023-05-31", "IWC").ShouldNotBeNull().Code.ShouldBe("change-pending");
        agreement.WithdrawChange("SP-2018-X").ShouldBeNull();
        End(agreement, "2023-05-31", "IWC").ShouldBeNull();
        agreement.WithdrawChange("SP-2018-X").ShouldNotBeNull().Code.ShouldBe("change-closed");
        agreement.WithdrawChange("NONE").ShouldNotBeNull().Code.ShouldBe("no-such-change");
    }

    [Fact]
    public void End_ByOneCouncilAlone_ChangesNothing()
    {
        var agreement = Given.AnAgreementInForce();

        End(agreement, "2023-05-31", "HCC").ShouldBeNull();

        agreement.Status.ShouldBe(AgreementStatus.InForce);
        agreement.LastDay.ShouldBe(Day.Of("2023-06-30"));
    }

    [Fact]
    public void End_ByBothCouncils_FixesTheLastDay()
    {
        var agreement = Given.AnAgreementInForce();

        End(agreement, "2023-05-31", "HCC").ShouldBeNull();
        End(agreement, "2023-05-31", "IWC").ShouldBeNull();

        agreement.Status.ShouldBe(AgreementStatus.EndAgreed);
        agreement.IsAuthorityOn(Day.Of("2023-05-31")).ShouldBeTrue();
        agreement.IsAuthorityOn(Day.Of("2023-06-01")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2023-05-08", "in-the-past")]
    [InlineData("2023-05-09", null)]
    [InlineData("2023-07-01", "outside-the-term")]
    public void End_OnADay_MustBeFromTodayToTheLastDay(string lastDay, string? code) =>
        (End(Given.AnAgreementInForce(), lastDay, "HCC")?.Code).ShouldBe(code);

    [Fact]
    public void Successor_AfterAnEndByAgreement_FollowsAtOnce()
    {
        var ended = Given.AnAgreementThatIs(AgreementStatus.EndAgreed);
        var buyBack = Given.AProposedAgreement("BB-2023", "2023-06-01", "2024-05-31", succeeds: "SP-2018");

        buyBack.Propose("IWC", ended).ShouldBeNull();
        buyBack.Approve(Given.ADecision("HCC", "2023-04-20"), Given.By("HCC"), [ended, buyBack]).ShouldBeNull();
        buyBack.Approve(Given.ADecision("IWC", "2023-04-20"), Given.By("IWC"), [ended, buyBack]).ShouldBeNull();

        buyBack.Status.ShouldBe(AgreementStatus.InForce);
    }

    private static Refusal? Extend(Agreement agreement, string lastDay, params Agreement[] others) =>
        agreement.Extend(
            "SP-2018-X",
            Day.Of(lastDay),
            "Until it ends",
            Given.ADecision("HCC", "2023-04-20"),
            Given.By("HCC"),
            Given.Today,
            [agreement, .. others]);

    private static Refusal? End(Agreement agreement, string lastDay, string council) =>
        agreement.End(Day.Of(lastDay), "Each goes its own way", Given.ADecision(council, "2023-04-20"), Given.By(council), Given.Today);
}

using Governance.Bodies;
using Governance.Decisions;

namespace Governance.Tests.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void Cabinet_DecidedWednesday19June2013_PublishedFriday_IsLiveOnMonday1July()
    {
        var decision = Given.ADecision("IWC", "2013-06-19", publishedOn: "2013-06-21");

        decision.CallIn.ShouldBeTrue();
        decision.LiveFrom.ShouldBe(Day.Of("2013-07-01"));
        decision.IsLiveOn(Day.Of("2013-06-30")).ShouldBeFalse();
        decision.IsLiveOn(Day.Of("2013-07-01")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(5, "2026-12-22", "2027-01-04")]    // the window ends on Thursday 31 December; New Year's Day is a holiday too
    [InlineData(5, "2013-06-14", "2013-06-24")]
    [InlineData(0, "2013-06-21", "2013-06-24")]
    [InlineData(3, "2013-06-21", "2013-06-27")]
    [InlineData(5, "2023-04-05", "2023-04-17")]    // Good Friday and Easter Monday
    public void CallInWindow_OfACouncilsOwnLength_CountsWorkingDaysAfterPublication(int workingDays, string published, string liveFrom)
    {
        var rule = Given.ARule("IWC", workingDays);

        rule.FirstDayAfterWindow(Day.Of(published)).ShouldBe(Day.Of(liveFrom));
    }

    [Theory]
    [InlineData("2013-06-19", "2013-06-11", "2013-05-21")]
    [InlineData("2013-06-04", "2013-05-27", "2013-05-06")]    // both are bank holidays: notice needs no open office
    [InlineData("2023-09-14", "2023-09-06", "2023-08-16")]
    [InlineData("2026-12-10", "2026-12-02", "2026-11-11")]
    [InlineData("2027-04-01", "2027-03-22", "2027-03-03")]
    public void ClearDays_OfAMeeting_AreFiveWorkingOrTwentyEightCalendarDays(
        string meeting, string lastDayForAgenda, string lastDayForNotice)
    {
        ClearDays.Agenda.LastDayToPublish(Day.Of(meeting)).ShouldBe(Day.Of(lastDayForAgenda));
        ClearDays.KeyDecision.LastDayToPublish(Day.Of(meeting)).ShouldBe(Day.Of(lastDayForNotice));
    }

    [Theory]
    [InlineData(BodyKind.Council)]
    [InlineData(BodyKind.Committee)]
    [InlineData(BodyKind.Scrutiny)]
    public void Record_OfABodyThatIsNotTheExecutive_IsLiveAtOnce(BodyKind kind)
    {
        var body = Given.Body(kind, "IWC");
        var decision = Given.ADraftDecision(body, "2013-06-19");

        decision.Record(body, "IWC", Given.Today, Day.Of("2013-06-21"), Given.FiveDays()).ShouldBeNull();

        decision.CallIn.ShouldBeFalse();
        decision.LiveFrom.ShouldBe(Day.Of("2013-06-19"));
    }

    [Fact]
    public void Record_OfAThirdParty_HasNoCallIn()
    {
        var decision = Given.OfTheSecretaryOfState("2013-06-28");

        decision.CallIn.ShouldBeFalse();
        decision.LiveFrom.ShouldBe(Day.Of("2013-06-28"));
    }

    [Fact]
    public void Record_OfAnUnpublishedCabinetDecision_LeavesItsLiveDaysOpen()
    {
        var cabinet = Given.Cabinet("IWC");
        var decision = Given.ADraftDecision(cabinet, "2013-06-19");

        decision.Record(cabinet, "IWC", Given.Today, publishedOn: null, Given.FiveDays()).ShouldBeNull();

        decision.LiveFrom.ShouldBeNull();
        decision.IsLiveOn(Day.Of("2030-01-01")).ShouldBeFalse();
    }

    [Fact]
    public void Record_WithAReasonOfUrgency_SkipsCallIn()
    {
        var cabinet = Given.Cabinet("IWC");
        var decision = Given.ADraftDecision(cabinet, "2013-06-19", urgency: "Children would be at risk");

        decision.Record(cabinet, "IWC", Given.Today, Day.Of("2013-06-21"), Given.FiveDays()).ShouldBeNull();

        decision.LiveFrom.ShouldBe(Day.Of("2013-06-19"));
    }

    [Theory]
    [InlineData("2013-08-01", "2013-08-01")]    // the decision's own later day holds
    [InlineData("2013-06-20", "2013-07-01")]    // it can't name a day before call-in ends
    public void Record_WithAFirstDayOfItsOwn_IsLiveFromTheLaterOfTheTwo(string notBefore, string liveFrom)
    {
        var cabinet = Given.Cabinet("IWC");
        var decision = Given.ADraftDecision(cabinet, "2013-06-19", notBefore: notBefore);

        decision.Record(cabinet, "IWC", Given.Today, Day.Of("2013-06-21"), Given.FiveDays()).ShouldBeNull();

        decision.LiveFrom.ShouldBe(Day.Of(liveFrom));
    }

    [Fact]
    public void LiveDays_EndOnTheLastDay()
    {
        var decision = Given.ADecision("IWC", "2013-06-19", "2013-06-21", until: "2013-12-31");

        decision.IsLiveOn(Day.Of("2013-12-31")).ShouldBeTrue();
        decision.IsLiveOn(Day.Of("2014-01-01")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("never-live")]
    [InlineData("body-does-not-decide")]
    [InlineData("not-your-council")]
    [InlineData("not-decided-yet")]
    [InlineData("notice-too-short")]
    [InlineData("no-call-in")]
    [InlineData("publication-day")]
    [InlineData("no-call-in-rule")]
    public void Record_AgainstARule_IsRefused(string code)
    {
        var cabinet = Given.Cabinet("IWC");
        var board = Given.Body(BodyKind.JointBoard);
        var council = Given.Body(BodyKind.Council, "IWC");
        var published = Day.Of("2013-06-21");
        var refusal = code switch
        {
            "never-live" => Given.ADraftDecision(cabinet, "2013-06-19", until: "2013-06-30")
                .Record(cabinet, "IWC", Given.Today, published, Given.FiveDays()),
            "body-does-not-decide" => Given.ADraftDecision(board, "2013-06-19").Record(board, "IWC", Given.Today, null, null),
            "not-your-council" =>
                Given.ADraftDecision(cabinet, "2013-06-19").Record(cabinet, "HCC", Given.Today, published, Given.FiveDays()),
            "not-decided-yet" => Given.ADraftDecision(cabinet, "2023-05-10").Record(cabinet, "IWC", Given.Today, null, null),
            "notice-too-short" => Given.ADraftDecision(cabinet, "2013-06-19", key: true, noticeOn: "2013-05-22")
                .Record(cabinet, "IWC", Given.Today, null, null),
            "no-call-in" => Given.ADraftDecision(
                council, "2013-06-19", urgency: "It can't wait at all").Record(council, "IWC", Given.Today, null, null),
            "publication-day" => Given.ADraftDecision(cabinet, "2013-06-19")
                .Record(cabinet, "IWC", Given.Today, Day.Of("2013-06-18"), Given.FiveDays()),
            "no-call-in-rule" => Given.ADraftDecision(cabinet, "2013-06-19").Record(cabinet, "IWC", Given.Today, published, null),
            _ => null
        };

        refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void Record_OfAKeyDecisionWithItsNotice_IsAccepted()
    {
        var cabinet = Given.Cabinet("IWC");

        Given.ADraftDecision(cabinet, "2013-06-19", key: true, noticeOn: "2013-05-21").Record(cabinet, "IWC", Given.Today, null, null)
            .ShouldBeNull();
    }
}

using Secondments.Authorities;
using Secondments.Placements;
using Shouldly;
using Values;
using Xunit;
using static Secondments.Tests.Days;
using static Secondments.Tests.Placements.ASecondment;

namespace Secondments.Tests.Placements;

public sealed class SecondmentTests
{
    private static readonly Dictionary<string, Func<Secondment, Refusal?>> Actions = new()
    {
        ["approval by home"] = secondment => secondment.Approve(new KeyHolder(Home, "home approver")),
        ["approval by host"] = secondment => secondment.Approve(new KeyHolder(Host, "host approver")),
        ["consultation"] = secondment => secondment.Consult(Home, Day("2023-03-01"), "agrees", Today),
        ["signature"] = secondment => secondment.Sign(By(Home), Signed(Signatory.Employee), Today),
        ["start"] = secondment => secondment.Start(Home, FirstDay, null, LiveAuthority, Today),
        ["extension"] = secondment => Both(secondment.Extend, ChangeKind.Extension, Day("2023-12-31")),
        ["variation"] = secondment => BothVary(secondment, Day("2023-05-15"), 40),
        ["ending"] = secondment => secondment.End(By(Host), Asked(ChangeKind.EndingInThePast, Today, Host), Today),
        ["withdrawal"] = secondment => secondment.Withdraw(Today),
    };

    public static TheoryData<string, SecondmentState, string> EveryPair()
    {
        var pairs = new TheoryData<string, SecondmentState, string>();
        foreach (var action in Actions.Keys)
        {
            foreach (var state in Enum.GetValues<SecondmentState>())
            {
                pairs.Add(action, state, LegalBasis.Section113);
                pairs.Add(action, state, LegalBasis.PlainSecondment);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void EachAction_InEachState_DoesWhatTheReadmeSays(string action, SecondmentState state, string basis)
    {
        var row = Readme.Table("States of a secondment, and who may move it").SingleOrDefault(cells =>
            cells[0] == action && cells[1] == $"{state}"
            && (basis != LegalBasis.Section113 || !cells[4].Contains("not under section 113", StringComparison.Ordinal)));
        var secondment = In(state, basis);
        secondment.State.ShouldBe(state);

        var refusal = Actions[action](secondment);

        if (row is null)
        {
            refusal.ShouldNotBeNull();
            secondment.State.ShouldBe(state);
        }
        else
        {
            refusal.ShouldBeNull();
            secondment.State.ShouldBe(Enum.Parse<SecondmentState>(row[2]));
        }
    }

    [Fact]
    public void TheReadme_NamesNoActionThatDoesNotExist() =>
        Readme.Table("States of a secondment, and who may move it").Select(row => row[0]).Distinct().ShouldBe(Actions.Keys, ignoreOrder: true);

    [Fact]
    public void Approve_OfTheHomeSideByTheHost_IsRefused() => Proposed().Approve(new KeyHolder(Host, "host approver"))!.Code.ShouldBe("home-approves-first");

    [Fact]
    public void Approve_OfTheHostSideByHome_IsRefused() =>
        In(SecondmentState.HomeApproved).Approve(new KeyHolder(Home, "another approver"))!.Code.ShouldBe("own-side-only");

    [Fact]
    public void Approve_ByWhoProposed_IsRefused() => Proposed().Approve(new KeyHolder(Home, "proposer"))!.Code.ShouldBe("own-proposal");

    [Fact]
    public void Consult_ByTheHost_IsRefused() =>
        In(SecondmentState.HostApproved).Consult(Host, Today, "agrees", Today)!.Code.ShouldBe("own-side-only");

    [Fact]
    public void Consult_OnADayToCome_IsRefused() =>
        In(SecondmentState.HostApproved).Consult(Home, Today.AddDays(1), "agrees", Today)!.Code.ShouldBe("in-the-future");

    [Fact]
    public void Sign_UnderSection113WithoutConsultation_IsRefused() =>
        In(SecondmentState.HostApproved).Sign(By(Home), Signed(Signatory.Home), Today)!.Code.ShouldBe("not-consulted");

    [Fact]
    public void Sign_ForTheOtherCouncil_IsRefused() =>
        Consulted().Sign(By(Home), Signed(Signatory.Host), Today)!.Code.ShouldBe("own-side-only");

    [Fact]
    public void Sign_Twice_IsRefused() =>
        In(SecondmentState.Consulted).Sign(By(Home), Signed(Signatory.Home), Today)!.Code.ShouldBe("already-signed");

    [Fact]
    public void Sign_UnderAnotherDocument_IsRefused() =>
        In(SecondmentState.Consulted).Sign(By(Home), Signed(Signatory.Employee, document: new string('b', 64)), Today)!.Code
            .ShouldBe("another-document");

    [Fact]
    public void Sign_BeforeTheConsultation_IsRefused() =>
        In(SecondmentState.Consulted).Sign(By(Home), Signed(Signatory.Employee, on: "2023-02-28"), Today)!.Code
            .ShouldBe("signed-before-consultation");

    [Fact]
    public void Sign_OnADayToCome_IsRefused() =>
        In(SecondmentState.Consulted).Sign(By(Home), Signed(Signatory.Employee, on: "2023-05-10"), Today)!.Code.ShouldBe("in-the-future");

    [Fact]
    public void Sign_ByTwoOfThree_LeavesItUnsigned() => In(SecondmentState.Consulted).Signatures.Count.ShouldBe(2);

    [Fact]
    public void Start_WithoutAnyAuthority_IsRefused() =>
        In(SecondmentState.Signed).Start(Home, FirstDay, null, authority: null, Today)!.Code.ShouldBe("no-authority");

    [Fact]
    public void Start_OnADayAfterTheAuthorityEnded_IsRefused()
    {
        var ended = LiveAuthority;
        ended.LastDay = FirstDay.AddDays(-1);

        In(SecondmentState.Signed).Start(Home, FirstDay, null, ended, Today)!.Code.ShouldBe("no-authority");
    }

    [Fact]
    public void Start_OnTheAuthoritysLastDay_IsDone()
    {
        var ending = LiveAuthority;
        ending.LastDay = FirstDay;

        In(SecondmentState.Signed).Start(Home, FirstDay, null, ending, Today).ShouldBeNull();
    }

    [Fact]
    public void Start_UnderAnAuthorityOfOtherCouncils_IsRefused()
    {
        var others = LiveAuthority;
        others.Recipient = "XXC";

        In(SecondmentState.Signed).Start(Home, FirstDay, null, others, Today)!.Code.ShouldBe("no-authority");
    }

    [Fact]
    public void Start_TheOtherWayRoundThanTheServiceIsProvided_IsDone()
    {
        var reverse = LiveAuthority;
        (reverse.Provider, reverse.Recipient) = (reverse.Recipient, reverse.Provider);

        In(SecondmentState.Signed).Start(Home, FirstDay, null, reverse, Today).ShouldBeNull();
    }

    [Fact]
    public void Start_BeforeTheLastSignature_NeedsAnApproversReason()
    {
        var secondment = Consulted();
        secondment.Sign(By(Home), Signed(Signatory.Home), Today).ShouldBeNull();
        secondment.Sign(By(Host), Signed(Signatory.Host), Today).ShouldBeNull();
        secondment.Sign(By(Home), Signed(Signatory.Employee, on: "2023-04-20"), Today).ShouldBeNull();

        secondment.Start(Home, FirstDay, null, LiveAuthority, Today)!.Code.ShouldBe("started-before-signature");
        secondment.Start(Home, FirstDay, new RetrospectiveConsent("approver", "The document was lost in the post."), LiveAuthority, Today)
            .ShouldBeNull();
    }

    [Fact]
    public void Start_OnADayToCome_IsRefused() =>
        In(SecondmentState.Signed).Start(Home, Today.AddDays(1), null, LiveAuthority, Today)!.Code.ShouldBe("in-the-future");

    [Fact]
    public void Start_OutsideTheTerm_IsRefused() =>
        In(SecondmentState.Signed).Start(Home, FirstDay.AddDays(-1), null, LiveAuthority, Today)!.Code.ShouldBe("outside-term");

    [Fact]
    public void Start_ByTheHost_IsRefused() =>
        In(SecondmentState.Signed).Start(Host, FirstDay, null, LiveAuthority, Today)!.Code.ShouldBe("own-side-only");

    [Fact]
    public void Start_LaterThanPlanned_PlacesThePersonFromThatDay()
    {
        var secondment = In(SecondmentState.Signed);

        secondment.Start(Home, Day("2023-04-17"), null, LiveAuthority, Today).ShouldBeNull();

        secondment.Placements().Single().FirstDay.ShouldBe(Day("2023-04-17"));
    }

    [Fact]
    public void Extend_AskedByOneCouncil_WaitsForTheOther()
    {
        var secondment = In(SecondmentState.Active);

        secondment.Extend(By(Home), Asked(ChangeKind.Extension, Day("2023-12-31"), Home), null, Today).ShouldBeNull();
        secondment.LastDay.ShouldBe(LastDay);
        secondment.Extend(By(Home), Asked(ChangeKind.Extension, Day("2023-12-31"), Home), null, Today)!.Code.ShouldBe("awaiting-other-council");
        secondment.Extend(By(Host), Asked(ChangeKind.Extension, Day("2023-11-30"), Host), null, Today)!.Code.ShouldBe("another-change-pending");

        secondment.Extend(By(Host), Asked(ChangeKind.Extension, Day("2023-12-31"), Host), null, Today).ShouldBeNull();
        secondment.LastDay.ShouldBe(Day("2023-12-31"));
        secondment.PendingChange.ShouldBeNull();
    }

    [Fact]
    public void Extend_ToAnEarlierDay_IsRefused() =>
        In(SecondmentState.Active).Extend(By(Home), Asked(ChangeKind.Extension, LastDay, Home), null, Today)!.Code.ShouldBe("not-longer");

    [Fact]
    public void Extend_OverADayWithoutAuthority_IsRefused() =>
        In(SecondmentState.Active).Extend(By(Home), Asked(ChangeKind.Extension, Day("2024-03-31"), Home), Day("2024-02-01"), Today)!.Code
            .ShouldBe("no-authority");

    [Fact]
    public void Extend_AfterTheTermIsOver_IsRefused() =>
        In(SecondmentState.Active).Extend(By(Home), Asked(ChangeKind.Extension, Day("2023-12-31"), Home), null, LastDay.AddDays(1))!.Code
            .ShouldBe("not-active");

    [Fact]
    public void Vary_InsideAMonth_SplitsTheMonth()
    {
        var secondment = In(SecondmentState.Active);

        BothVary(secondment, Day("2023-05-15"), 40).ShouldBeNull();

        secondment.Placements().Select(days => (days.FirstDay, days.LastDay, days.HostSharePercent)).ShouldBe(
        [
            (FirstDay, Day("2023-05-14"), 60m),
            (Day("2023-05-15"), LastDay, 40m),
        ]);
    }

    [Fact]
    public void Vary_TheSameDayAgain_CountsTheLaterRecord()
    {
        var secondment = In(SecondmentState.Active);
        BothVary(secondment, Day("2023-05-15"), 40).ShouldBeNull();

        BothVary(secondment, Day("2023-05-15"), 50).ShouldBeNull();

        secondment.Placements().Select(days => days.HostSharePercent).ShouldBe([60m, 50m]);
        secondment.Shares.Count.ShouldBe(3);
    }

    [Fact]
    public void Vary_ToTheShareThatCountsAlready_IsRefused() =>
        In(SecondmentState.Active).Vary(By(Home), Asked(ChangeKind.Variation, Today, Home, 60), 60, Today)!.Code.ShouldBe("same-share");

    [Fact]
    public void Vary_OutsideTheTerm_IsRefused() =>
        In(SecondmentState.Active).Vary(By(Home), Asked(ChangeKind.Variation, LastDay.AddDays(1), Home, 40), 40, Today)!.Code.ShouldBe("outside-term");

    [Fact]
    public void End_FromTodayOn_NeedsOneCouncil()
    {
        var secondment = In(SecondmentState.Active);

        secondment.End(By(Host), Asked(ChangeKind.EndingInThePast, Day("2023-06-30"), Host), Today).ShouldBeNull();

        secondment.State.ShouldBe(SecondmentState.Ended);
        secondment.Placements().Single().LastDay.ShouldBe(Day("2023-06-30"));
    }

    [Fact]
    public void End_InThePast_NeedsBothCouncils()
    {
        var secondment = In(SecondmentState.Active);

        secondment.End(By(Host), Asked(ChangeKind.EndingInThePast, Day("2023-04-30"), Host), Today).ShouldBeNull();
        secondment.State.ShouldBe(SecondmentState.Active);

        secondment.End(By(Home), Asked(ChangeKind.EndingInThePast, Day("2023-04-30"), Home), Today).ShouldBeNull();
        secondment.State.ShouldBe(SecondmentState.Ended);
    }

    [Fact]
    public void End_AfterTheLastDay_IsRefused() =>
        In(SecondmentState.Active).End(By(Home), Asked(ChangeKind.EndingInThePast, LastDay.AddDays(1), Home), Today)!.Code.ShouldBe("outside-term");

    [Fact]
    public void StateOn_TheDayAfterTheLast_IsEnded()
    {
        var secondment = In(SecondmentState.Active);

        secondment.StateOn(LastDay).ShouldBe(SecondmentState.Active);
        secondment.StateOn(LastDay.AddDays(1)).ShouldBe(SecondmentState.Ended);
    }

    [Fact]
    public void Withdraw_FreesThePersonsDays() => In(SecondmentState.Withdrawn).Placements().ShouldBeEmpty();

    private static Secondment Consulted()
    {
        var secondment = In(SecondmentState.HostApproved);
        secondment.Consult(Home, Day("2023-03-01"), "agrees", Today).ShouldBeNull();
        return secondment;
    }

    private static Refusal? Both(Func<KeyHolder, PendingChange, DateOnly?, DateOnly, Refusal?> change, ChangeKind kind, DateOnly day) =>
        change(By(Home), Asked(kind, day, Home), null, Today) ?? change(By(Host), Asked(kind, day, Host), null, Today);

    private static Refusal? BothVary(Secondment secondment, DateOnly day, decimal share) =>
        secondment.Vary(By(Home), Asked(ChangeKind.Variation, day, Home, share), share, Today)
        ?? secondment.Vary(By(Host), Asked(ChangeKind.Variation, day, Host, share), share, Today);
}

using Governance.Bodies;
using Governance.Directions;

namespace Governance.Tests.Directions;

public sealed class DirectionTests
{
    [Fact]
    public void Direction_FromDraftToLifting_KeepsEveryStepWithItsDay()
    {
        var direction = Given.ADirectionThatIs(DirectionStatus.Representations);

        direction.Issue(Given.Today, Day.Of("2013-06-28"), Given.Provenance).ShouldBeNull();
        direction.Lift(Given.Today, Day.Of("2018-09-28"), Given.Provenance).ShouldBeNull();

        direction.Steps.Select(step => (step.Status, step.OnDay, step.CommentsBy)).ShouldBe(
        [
            (DirectionStatus.Draft, Day.Of("2013-05-16"), null),
            (DirectionStatus.Representations, Day.Of("2013-05-16"), Day.Of("2013-05-31")),
            (DirectionStatus.InForce, Day.Of("2013-06-28"), null),
            (DirectionStatus.Lifted, Day.Of("2018-09-28"), null)
        ]);
    }

    [Fact]
    public void Step_BeforeTheLastOne_IsRefused() =>
        Given.ADirectionThatIs(DirectionStatus.Draft).Issue(Given.Today, Day.Of("2013-05-15"), Given.Provenance)
            .ShouldNotBeNull().Code.ShouldBe("out-of-order");

    [Fact]
    public void Step_OnADayThatHasNotCome_IsRefused() =>
        Given.ADirectionThatIs(DirectionStatus.InForce).Lift(Given.Today, Given.Today.AddDays(1), Given.Provenance)
            .ShouldNotBeNull().Code.ShouldBe("not-yet");

    [Fact]
    public void Representations_DueBeforeTheyAreInvited_AreRefused() =>
        Given.ADirectionThatIs(DirectionStatus.Draft)
            .InviteRepresentations(Given.Today, Day.Of("2013-05-20"), Day.Of("2013-05-19"), Given.Provenance)
            .ShouldNotBeNull().Code.ShouldBe("no-time-to-comment");

    [Fact]
    public void Draft_ByABodyOfACouncil_IsRefused()
    {
        var direction = new Direction
        {
            Reference = "DIR-2013", IssuerCode = "X", Council = "IWC", Title = "Direction", LegalBasis = "direction", Requirements = []
        };

        direction.Draft(Given.Body(BodyKind.Council, "HCC"), Given.Today, Given.Today, Given.Provenance)
            .ShouldNotBeNull().Code.ShouldBe("not-a-third-party");
    }
}

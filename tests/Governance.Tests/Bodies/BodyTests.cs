using Governance.Bodies;

namespace Governance.Tests.Bodies;

public sealed class BodyTests
{
    [Theory]
    [InlineData(BodyKind.Executive, "IWC", null)]
    [InlineData(BodyKind.Executive, "HCC", "not-your-council")]
    [InlineData(BodyKind.Executive, null, "council-missing")]
    [InlineData(BodyKind.OfficerTeam, null, "council-missing")]
    [InlineData(BodyKind.JointBoard, null, null)]
    [InlineData(BodyKind.ThirdParty, null, null)]
    [InlineData(BodyKind.ThirdParty, "IWC", "council-given")]
    public void Register_ByAnOfficerOfIwc_FollowsTheKind(BodyKind kind, string? council, string? code) =>
        (Given.Body(kind, council).Register("IWC")?.Code).ShouldBe(code);

    [Theory]
    [InlineData(BodyKind.Executive, true)]
    [InlineData(BodyKind.Council, true)]
    [InlineData(BodyKind.ThirdParty, true)]
    [InlineData(BodyKind.JointBoard, false)]
    [InlineData(BodyKind.ProjectBoard, false)]
    [InlineData(BodyKind.OfficerTeam, false)]
    [InlineData(BodyKind.Partnership, false)]
    public void Body_OfAKind_DecidesOrOversees(BodyKind kind, bool decides) => Given.Body(kind, "IWC").Decides.ShouldBe(decides);
}

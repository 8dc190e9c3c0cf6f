namespace Secondments.Placements;

/// <summary>How far a secondment has come. README.md says who may move it.</summary>
public enum SecondmentState
{
    Proposed,
    HomeApproved,
    HostApproved,
    Consulted,
    Signed,
    Active,
    Ended,
    Withdrawn,
}

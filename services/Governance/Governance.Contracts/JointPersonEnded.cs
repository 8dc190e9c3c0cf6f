namespace Governance.Contracts;

/// <summary>Both councils say that the two sign-ins are one person no longer.</summary>
public sealed record JointPersonEnded
{
    public required string JointPersonReference { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

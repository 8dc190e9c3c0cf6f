namespace Governance.Contracts;

/// <summary>One person holds posts in both councils: wherever two keys are needed, their two sign-ins are one.</summary>
public sealed record JointPersonRecorded
{
    public required string JointPersonReference { get; init; }

    /// <summary>By council, the sign-in there.</summary>
    public required IReadOnlyDictionary<string, string> SignIns { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

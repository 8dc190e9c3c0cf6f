namespace Governance.Agreements;

/// <summary>A track's approval of an agreement, or of a change of it, by a decision. Never changed, never removed.</summary>
public sealed class Approval
{
    public required string AgreementReference { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>What is approved: the agreement's own reference, or that of the change.</summary>
    public required string Subject { get; init; }

    /// <summary>The council, or the third party's body, that approves.</summary>
    public required string Track { get; init; }

    public required string DecisionReference { get; init; }

    /// <summary>The council whose officer entered it: its own track, or that of the third party.</summary>
    public required string EnteredBy { get; init; }

    /// <summary>That officer's sign-in; null for approvals of before it was kept.</summary>
    public string? EnteredByOfficer { get; init; }
}

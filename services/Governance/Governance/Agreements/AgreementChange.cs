namespace Governance.Agreements;

/// <summary>Another last day for an agreement in force, from one council's proposal until every track has approved it.</summary>
public sealed class AgreementChange
{
    public required string AgreementReference { get; init; }

    public required string[] Parties { get; init; }

    public required string Reference { get; init; }

    public required AgreementChangeKind Kind { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly NewLastDay { get; init; }

    public required string Reason { get; init; }

    public required string ProposedBy { get; init; }

    public AgreementChangeStatus Status { get; private set; }

    /// <summary>Every council approves the same thing, or nothing is approved.</summary>
    public Refusal? RefuseOtherThan(AgreementChangeKind kind, DateOnly newLastDay)
    {
        if (Status is not AgreementChangeStatus.Proposed)
        {
            return new Refusal("change-closed", $"{Reference} is {Status}. Use another reference for another change.");
        }

        return Kind != kind || NewLastDay != newLastDay
            ? new Refusal(
                "other-terms",
                $"{ProposedBy} proposed {Reference} with {NewLastDay:yyyy-MM-dd} as the last day. Approve that, or withdraw it.")
            : null;
    }

    public Refusal? Withdraw()
    {
        if (Status is not AgreementChangeStatus.Proposed)
        {
            return new Refusal("change-closed", $"{Reference} is {Status}, so it can't be withdrawn.");
        }

        Status = AgreementChangeStatus.Withdrawn;
        return null;
    }

    internal void Complete() => Status = AgreementChangeStatus.Complete;
}

/// <summary>An extension moves the last day later, an ending moves it earlier for good.</summary>
public enum AgreementChangeKind
{
    Extension,
    Ending
}

/// <summary>Only a complete change has moved the agreement's last day.</summary>
public enum AgreementChangeStatus
{
    Proposed,
    Complete,
    Withdrawn
}

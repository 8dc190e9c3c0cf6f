namespace Recharging.Contracts;

/// <summary>A dispute goes to the councils' joint board: a clock has run out, or an officer asked for it.</summary>
public sealed record DisputeEscalated
{
    /// <summary>For example <c>DP2324P01-005</c>.</summary>
    public required string DisputeReference { get; init; }

    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    /// <summary>The agreement that the line is charged by; its settlement clause may name the board.</summary>
    public required string AgreementReference { get; init; }

    /// <summary>The council that is owed.</summary>
    public required string Payee { get; init; }

    /// <summary>The council that pays and disputes.</summary>
    public required string Payer { get; init; }

    /// <summary>A coded reason, for example <c>rate</c>.</summary>
    public required string Reason { get; init; }

    public required decimal DisputedGbp { get; init; }

    /// <summary>What the paying council thinks right for the whole line, null when it does not say.</summary>
    public required decimal? ProposedGbp { get; init; }

    public required string Explanation { get; init; }

    /// <summary>The officer of the council that is owed who has to answer.</summary>
    public required string Owner { get; init; }

    public required DateOnly RaisedOn { get; init; }

    /// <summary><c>acknowledgement</c>, <c>resolution</c> or <c>officer</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Because { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

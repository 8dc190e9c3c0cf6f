namespace Recharging.Contracts;

/// <summary>Both councils agree what becomes of a disputed line; what is accepted is credited by the next run.</summary>
public sealed record DisputeResolved
{
    /// <summary>For example <c>DP2324P01-005</c>.</summary>
    public required string DisputeReference { get; init; }

    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    /// <summary><c>resolved_agreed</c> when the charge stands, <c>resolved_credit</c> when some or all of it goes back.</summary>
    public required string Outcome { get; init; }

    /// <summary>Before VAT.</summary>
    public required decimal DisputedGbp { get; init; }

    /// <summary>What goes back of it, before VAT.</summary>
    public required decimal AcceptedGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

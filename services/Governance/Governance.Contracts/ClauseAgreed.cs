namespace Governance.Contracts;

/// <summary>Both councils agreed a version of a clause: what is charged, how, and from when, as data.</summary>
public sealed record ClauseAgreed
{
    public required string AgreementReference { get; init; }

    /// <summary>The clause within the agreement, for example <c>SP-2018/C3</c>.</summary>
    public required string ClauseReference { get; init; }

    /// <summary>Counts from 1; a later version replaces an earlier one from its own first day.</summary>
    public required int Version { get; init; }

    /// <summary>
    /// What the clause rules: <c>fixed-charge</c>, <c>secondment</c>, <c>shared-post</c>, <c>support-days</c>, <c>cost-pool</c>,
    /// <c>settlement</c>.
    /// </summary>
    public required string Kind { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Included; null while open.</summary>
    public required DateOnly? EffectiveUntil { get; init; }

    /// <summary>
    /// The clause's parameters by name, invariant text: days as <c>yyyy-MM-dd</c>, pounds and percentages with a decimal point.
    /// The publisher's README lists the names of each kind.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

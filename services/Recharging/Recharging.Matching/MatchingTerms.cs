using Values;

namespace Recharging.Matching;

/// <summary>How near is near enough, as the agreement's settlement clause says.</summary>
/// <param name="AutoTolerance">What two amounts may differ by and still be the same.</param>
/// <param name="WindowDays">How many days a posting may be from the day that is expected, either way.</param>
public sealed record MatchingTerms(Money AutoTolerance, int WindowDays)
{
    /// <summary>The rules that are asked, in their order.</summary>
    public IReadOnlyList<MatchRule> Rules { get; init; } = MatchRules.InOrder;

    /// <summary>The least score of what is matched without an officer.</summary>
    public decimal AutomaticFrom { get; init; } = 0.95m;

    /// <summary>The least score of what is proposed to an officer.</summary>
    public decimal ProposedFrom { get; init; } = 0.10m;

    /// <summary>What could be each other, on either side, up to which the best assignment is worked out; above it all go to review.</summary>
    public int MostAlike { get; init; } = 200;

    /// <summary>What belongs together up to which sums are looked for.</summary>
    public int MostInASum { get; init; } = 500;
}

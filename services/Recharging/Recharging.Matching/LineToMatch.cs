using Values;

namespace Recharging.Matching;

/// <summary>A priced statement line with its two sides.</summary>
public sealed record LineToMatch
{
    public required string Reference { get; init; }

    public required string Description { get; init; }

    public required Money Vat { get; init; }

    /// <summary>What the paying council withholds.</summary>
    public required Money Disputed { get; init; }

    /// <summary>Both councils agreed that what is withheld goes back.</summary>
    public bool IsCreditAgreed { get; init; }

    public required ExpectedEntry Payee { get; init; }

    public required ExpectedEntry Payer { get; init; }
}

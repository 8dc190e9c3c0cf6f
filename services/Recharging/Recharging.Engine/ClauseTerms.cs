using System.Globalization;
using Governance.Contracts;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Engine;

/// <summary>A clause's parameters, read. What a clause does not say, or says in words that the engine can't work out, is a
/// finding.</summary>
public sealed class ClauseTerms(Known<ClauseAgreed> clause)
{
    public string Reference => clause.Body.ClauseReference;

    public Known<ClauseAgreed> Fact => clause;

    public VatTerms Vat => new(
        Find("vatTreatment"),
        decimal.TryParse(Find("vatRatePercent"), NumberStyles.Number, CultureInfo.InvariantCulture, out var rate) ? rate : 0m,
        Find("vatReason"),
        Find("vatReviewer"),
        Find("vatReviewedOn"),
        Find("vatSupply"));

    public string? Find(string name) => clause.Body.Parameters.GetValueOrDefault(name);

    /// <exception cref="CannotBeWorkedOutException">The clause does not say.</exception>
    public string Text(string name) =>
        Find(name) ?? throw new CannotBeWorkedOutException($"Clause {Reference} does not say its {name}.");

    /// <exception cref="CannotBeWorkedOutException">The clause does not say a number.</exception>
    public decimal Number(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CannotBeWorkedOutException($"Clause {Reference} says {name} '{Find(name)}', which is not a number.");

    /// <summary>The words that a parameter may take; the first is meant when the clause is silent.</summary>
    /// <exception cref="CannotBeWorkedOutException">Another word.</exception>
    public string OneOf(string name, params string[] words)
    {
        var word = Find(name) ?? words[0];
        return words.Contains(word)
            ? word
            : throw new CannotBeWorkedOutException(
                $"Clause {Reference} asks for {name} '{word}'. The engine knows {string.Join(", ", words)}.");
    }

    public Explanation Leaf => new(
        Steps.Clause,
        $"Clause {Reference}, version {clause.Body.Version}, from {clause.Body.EffectiveFrom:d MMMM yyyy}.",
        Source: $"{Reference} version {clause.Body.Version}",
        Sha256: clause.Sha256);
}

/// <summary>What a clause may say of the pence that rounding moves.</summary>
public static class RoundingPolicies
{
    public const string Parameter = "rounding";
    public const string PerLine = "per-line";
    public const string Carry = "carry";
}

/// <summary>A subject lacks something that its charge needs: the run names it instead of guessing.</summary>
public sealed class CannotBeWorkedOutException(string sentence) : Exception(sentence)
{
    public Refusal ToRefusal() => new("cannot-be-worked-out", Message);
}

using Values;

namespace Recharging.Charging;

/// <summary>Why charges differ from what they are compared with, in a sentence, and the pounds that it explains.</summary>
public sealed record Cause(string Kind, string Sentence, Money Amount)
{
    public const string PayAward = "pay-award";

    private const int Named = 6;

    /// <summary>The largest ones by name; all others in one, so that they still sum to the variance.</summary>
    public static IReadOnlyList<Cause> Largest(IEnumerable<Cause> causes)
    {
        var largest = causes.Where(cause => cause.Amount != Money.Zero)
            .OrderByDescending(cause => cause.Amount.Abs()).ThenBy(cause => cause.Sentence, StringComparer.Ordinal).ToList();
        var rest = largest.Skip(Named).ToList();
        var sum = rest.Sum(cause => cause.Amount);
        return rest.Count == 0 ? largest
            : [.. largest.Take(Named), new Cause("other", $"Smaller differences: {Change(sum)}.", sum)];
    }

    /// <summary>As an officer says it: <c>£10.00 more</c>.</summary>
    public static string Change(Money amount) => $"{amount.Abs()} {(amount.IsNegative ? "less" : "more")}";
}

using System.Text.Json.Serialization;

namespace Recharging.Engine;

/// <summary>
/// One step of the reason for a penny. Inner steps can be worked out again from what they are made from; a leaf is a fact, a rate,
/// a count of days, a clause, a decision or a posted line, and says where to find it.
/// </summary>
/// <param name="Step">What is done with the parts, see <see cref="Steps"/>, or what the leaf is.</param>
/// <param name="Says">The step as a sentence.</param>
/// <param name="Value">The step's value: pounds, percent, days or a weight.</param>
/// <param name="Source">Of a leaf: the fact, clause version, decision or line.</param>
/// <param name="Sha256">Of a fact: the hash of what is stored, so that a council can show that it holds the same.</param>
/// <param name="Party">Of a share and its weights: the council.</param>
/// <param name="From">The parts, in order.</param>
public sealed record Explanation(
    string Step,
    string Says,
    decimal? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Source = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sha256 = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Party = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Explanation>? From = null)
{
    /// <summary>The council that pays a person so, where the step and all below it say how.</summary>
    [JsonIgnore]
    public string? PayOf { get; init; }

    public static Explanation Times(string says, decimal value, params Explanation[] from) => new(Steps.Times, says, value, From: from);

    public static Explanation Less(string says, decimal value, params Explanation[] from) => new(Steps.Less, says, value, From: from);

    /// <summary>A rate said in percent, as the factor that it is.</summary>
    public static Explanation Percent(string says, decimal percent, string source, string sha256) =>
        new(Steps.DividedBy, says, percent / 100, From:
        [
            new Explanation(Steps.Rate, says, percent, source, sha256),
            new Explanation(Steps.Number, "Percent.", 100),
        ]);

    /// <summary>
    /// The step for a reader who reads the pay of some councils only: any other person's pay is its fact's number and hash, and what
    /// could be reckoned back to it, from the pay up to the share of it that is charged, has no value. Rates, days and shares stay.
    /// </summary>
    public Explanation ForReaderOf(Func<string, bool> payOf) => Without(payOf, beforeTheShare: false).Step;

    private (Explanation Step, bool HidesPay) Without(Func<string, bool> readsPayOf, bool beforeTheShare)
    {
        if (PayOf is { } council && !readsPayOf(council))
        {
            var fact = Leaves().First(leaf => leaf.Step == Steps.PayFact);
            var says = From is null ? Says : $"What the employment is paid: {council}'s own finance and HR read it.";
            return (new Explanation(Steps.PayFact, says, Source: fact.Source, Sha256: fact.Sha256), true);
        }

        if (From is null)
        {
            return (this, false);
        }

        var parts = From.Select(part => part.Without(readsPayOf, beforeTheShare || Step == Steps.Share)).ToList();
        var hidesPay = parts.Exists(part => part.HidesPay);
        return (this with { Value = hidesPay && beforeTheShare ? null : Value, From = parts.ConvertAll(part => part.Step) }, hidesPay);
    }

    private IEnumerable<Explanation> Leaves() => From is null ? [this] : From.SelectMany(part => part.Leaves());
}

/// <summary>The words for the steps of an <see cref="Explanation"/>.</summary>
public static class Steps
{
    public const string Sum = "sum";
    public const string Times = "times";
    public const string DividedBy = "divided-by";
    public const string Less = "less";
    public const string NotBelowNil = "not-below-nil";
    public const string LeastOf = "least-of";

    /// <summary>The first part, or nil when its size is not above the second.</summary>
    public const string OutsideOf = "outside-of";
    public const string RoundHalfUp = "round-half-up";
    public const string Share = "share";

    public const string Weight = "weight";
    public const string PayFact = "pay-fact";
    public const string Fact = "fact";
    public const string Rate = "rate";
    public const string CalendarDays = "calendar-days";
    public const string Number = "number";
    public const string Clause = "clause";
    public const string Decision = "decision";
    public const string VatReason = "vat-reason";
    public const string Posted = "posted";
}

namespace Secondments.HrExtracts;

/// <summary>
/// What an employment is paid from a day on, until the next fact's day. Facts are only added; of two for one day the later one
/// counts. The home council's alone: no host ever sees one.
/// </summary>
public sealed class PayFact
{
    /// <summary>Rises with each fact learned; given by the database.</summary>
    public long Number { get; private set; }

    public required string Council { get; init; }

    public required string EmploymentReference { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required Pay Pay { get; init; }

    public required string ExtractReference { get; init; }

    public required int ExtractRow { get; init; }

    public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>The fact that counts on a day, null before the first.</summary>
    public static PayFact? InForceOn(IEnumerable<PayFact> facts, DateOnly day) => facts
        .Where(fact => fact.EffectiveFrom <= day)
        .OrderBy(fact => fact.EffectiveFrom)
        .ThenBy(fact => fact.Number == 0 ? long.MaxValue : fact.Number)
        .LastOrDefault();
}

/// <summary>A point of a spine or a salary off it, hours and pension scheme.</summary>
public sealed record Pay(string Spine, int? SpinePoint, decimal? FullTimeSalaryGbp, decimal Fte, string PensionScheme);

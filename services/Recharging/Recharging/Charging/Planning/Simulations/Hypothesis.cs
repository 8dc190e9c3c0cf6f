using System.Globalization;
using System.Numerics;

namespace Recharging.Charging;

/// <summary>Something that an officer supposes. Its kind says which of the fields it needs.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="From">The first day of an award, a share or a clause's parameters.</param>
/// <param name="Spine">Of an award, for example <c>NJC</c>.</param>
/// <param name="Points">Of an award; all points of the spine when left out.</param>
/// <param name="AddPercent">Of an award: percent of the pay before it.</param>
/// <param name="AddGbp">Of an award: pounds a year on top, full time.</param>
/// <param name="HostSharePercent">Of a share.</param>
/// <param name="Parameters">Of a clause, by name, as the clause says them.</param>
public sealed record Hypothesis(
    string Kind, DateOnly? From = null, DateOnly? FirstDay = null, DateOnly? LastDay = null, string? Spine = null,
    IReadOnlyList<int>? Points = null, decimal? AddPercent = null, decimal? AddGbp = null, string? Secondment = null,
    decimal? HostSharePercent = null, string? Clause = null, IReadOnlyDictionary<string, string>? Parameters = null,
    string? Agreement = null)
{
    /// <summary>The kinds, and the fields that each needs.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Kinds = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [PayAward] = ["spine", "from"],
        [OfferedRates] = [],
        [Share] = ["secondment", "from", "hostSharePercent"],
        [SecondmentFirstDay] = ["secondment", "firstDay"],
        [SecondmentLastDay] = ["secondment", "lastDay"],
        [ClauseParameters] = ["clause", "from", "parameters"],
        [AgreementLastDay] = ["agreement", "lastDay"],
    };

    public const string PayAward = "pay-award";
    public const string OfferedRates = "offered-rates";
    public const string Share = "share";
    public const string SecondmentFirstDay = "secondment-first-day";
    public const string SecondmentLastDay = "secondment-last-day";
    public const string ClauseParameters = "clause";
    public const string AgreementLastDay = "agreement-last-day";

    private static readonly string[] OfAnAward = ["points", "addPercent", "addGbp"];

    private IEnumerable<(string Name, object? Value)> Fields =>
    [
        ("from", From), ("firstDay", FirstDay), ("lastDay", LastDay), ("spine", Spine), ("points", Points), ("addPercent", AddPercent),
        ("addGbp", AddGbp), ("secondment", Secondment), ("hostSharePercent", HostSharePercent), ("clause", Clause),
        ("parameters", Parameters), ("agreement", Agreement),
    ];

    /// <summary>What is malformed of it, by field.</summary>
    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if (!Kinds.TryGetValue(Kind ?? "", out var needed))
        {
            yield return ("kind", $"must be one of {string.Join(", ", Kinds.Keys)}.");
            yield break;
        }

        foreach (var (name, value) in Fields)
        {
            if (needed.Contains(name) ? value is null or "" : value is not null && !(Kind == PayAward && OfAnAward.Contains(name)))
            {
                yield return (name, needed.Contains(name) ? $"is missing of a {Kind}." : $"does not belong to a {Kind}.");
            }
        }

        foreach (var (field, sentence) in Values().Where(fault => fault.Sentence is not null))
        {
            yield return (field, sentence!);
        }
    }

    private IEnumerable<(string Field, string? Sentence)> Values() =>
    [
        ("addPercent", Kind == PayAward && AddPercent is null && AddGbp is null ? "or addGbp must say what the award adds." : null),
        ("addPercent", AddPercent is < -100 or > 100 ? "must be between -100 and 100 percent." : null),
        ("addGbp", AddGbp is { } pounds && (Math.Abs(pounds) > 1_000_000 || pounds * 100 != decimal.Truncate(pounds * 100))
            ? "must be pounds with at most two decimals, at most a million." : null),
        ("points", Points is { Count: 0 } ? "must name a point, or be left out for all." : null),
        ("hostSharePercent", HostSharePercent is <= 0 or > 100 || HostSharePercent is { } share && share * 10_000 % 1 != 0
            ? "must be above 0 and at most 100, with at most four decimals." : null),
        ("parameters", Parameters is { Count: 0 } ? "must name a parameter and what it would be." : null),
        ("parameters", Parameters?.Values.Any(value => value is null || IsNoFigure(value)) == true
            ? "must say words, or figures below a trillion." : null),
        .. new[] { ("from", From), ("firstDay", FirstDay), ("lastDay", LastDay) }.Select(day =>
            (day.Item1, day.Item2?.Year is < 2000 or > 2100
                ? string.Create(CultureInfo.InvariantCulture, $"must be a day between 2000 and 2100, not {day.Item2:yyyy-MM-dd}.") : null)),
    ];

    private static bool IsNoFigure(string value) =>
        BigInteger.TryParse(value.Split('.')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        && BigInteger.Abs(whole) >= 1_000_000_000_000;
}

namespace Recharging.Matching;

/// <summary>How a ledger line was found, surest first. An agreement can leave rules out or order them otherwise.</summary>
public enum MatchRule
{
    /// <summary>It quotes the statement line.</summary>
    ExactReference = 1,

    /// <summary>It is in the journal's document, with its amount and period.</summary>
    ReferenceAmountPeriod = 2,

    /// <summary>It quotes the statement line with one slip: a character wrong, missing, added or two turned round.</summary>
    NearReference = 3,

    /// <summary>It names the statement line in its text only.</summary>
    ReferenceInText = 4,

    /// <summary>Its amount is within the tolerance and its day within the window, and its text or document bears it out.</summary>
    AmountAndDate = 5,

    /// <summary>Several lines that belong together come to one statement line.</summary>
    PartsOfOne = 6,

    /// <summary>One line is the sum of several statement lines that belong together.</summary>
    OneForSeveral = 7,

    /// <summary>Several lines come to several statement lines, all of which belong together.</summary>
    SeveralForSeveral = 8,

    /// <summary>Some lines, or statement lines, out of those that belong together come to the amount. Proposed only.</summary>
    SubsetSum = 9,

    /// <summary>An officer says so; no rule of the engine.</summary>
    Decided = 10
}

public static class MatchRules
{
    /// <summary>All of them, in the order in which they are asked where an agreement says nothing else.</summary>
    public static IReadOnlyList<MatchRule> InOrder { get; } = [.. Enum.GetValues<MatchRule>().Where(rule => rule is not MatchRule.Decided)];

    /// <summary>The rule's name in records and files, such as <c>exactReference</c>.</summary>
    public static string Id(this MatchRule rule) => Ids[(int)rule];

    /// <summary>Counts the changes of what a rule finds, so that a record says by which one it was made.</summary>
    public static int Version(this MatchRule rule) => rule switch
    {
        MatchRule.ExactReference or MatchRule.AmountAndDate => 3,
        MatchRule.Decided or MatchRule.SeveralForSeveral or MatchRule.SubsetSum => 1,
        _ => 2
    };

    /// <summary>Reads <c>exactReference amountAndDate</c>; names that are no rule are left out.</summary>
    public static IReadOnlyList<MatchRule> Parse(string names) =>
    [
        .. names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => Array.IndexOf(Ids, name)).Where(at => at is > 0 and < (int)MatchRule.Decided).Select(at => (MatchRule)at).Distinct()
    ];

    private static readonly string[] Ids =
    [
        "", .. Enum.GetNames<MatchRule>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])
    ];

    internal static bool IsPair(this MatchRule rule) =>
        rule is MatchRule.NearReference or MatchRule.ReferenceInText or MatchRule.AmountAndDate;

    internal static bool IsGroup(this MatchRule rule) => rule is >= MatchRule.PartsOfOne and <= MatchRule.SubsetSum;
}

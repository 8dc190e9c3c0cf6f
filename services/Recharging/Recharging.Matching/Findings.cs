namespace Recharging.Matching;

/// <summary>One kind of evidence that was looked at.</summary>
/// <param name="Name"><c>reference</c>, <c>amount</c>, <c>date</c>, <c>text</c>, <c>costCentre</c> or <c>document</c>.</param>
/// <param name="Part">What it adds to the weight of evidence, or takes from it; null when there was nothing to compare.</param>
/// <param name="Says">What was seen, in words.</param>
public sealed record Signal(string Name, decimal? Part, string Says)
{
    public const string NotCompared = "not compared";

    public static Signal Missing(string name) => new(name, null, NotCompared);
}

/// <summary>The next best explanation, by the statement line or the ledger line that it would take instead.</summary>
public sealed record RunnerUp(string Instead, decimal Score);

/// <summary>That lines of a ledger stand for statement lines: matched without an officer, or proposed to one.</summary>
public sealed record Finding
{
    public required MatchRule Rule { get; init; }

    /// <summary>True when it stands without an officer, false when it is only proposed.</summary>
    public required bool IsAutomatic { get; init; }

    public required IReadOnlyList<ExpectedEntry> Entries { get; init; }

    public required IReadOnlyList<ControlLine> Lines { get; init; }

    /// <summary>How probable it is, 0 to 1.</summary>
    public required decimal Score { get; init; }

    public RunnerUp? RunnerUp { get; init; }

    /// <summary>By how much the score is above the runner-up's.</summary>
    public decimal Margin => Score - (RunnerUp?.Score ?? 0);

    public required IReadOnlyList<Signal> Signals { get; init; }

    /// <summary>What an officer reads, made when it is read.</summary>
    public string Sentence => Explanation.Of(this);

    /// <summary>Proposals that exclude or could replace each other have the same number.</summary>
    public int Cluster { get; init; }

    /// <summary>That several sums fit, so that none of them is sure.</summary>
    public bool HasSeveralCovers { get; init; }
}

/// <summary>What matching made of one ledger. Every line is in one match, in proposals, in a reversal or left over.</summary>
public sealed class Findings
{
    /// <summary>The automatic ones, each line in one of them at most.</summary>
    public required IReadOnlyList<Finding> Matches { get; init; }

    /// <summary>For an officer to decide; none of them is used. Charges that are equally likely share a line.</summary>
    public required IReadOnlyList<Finding> Proposals { get; init; }

    /// <summary>A line that a document of the same period took back, and the line that did.</summary>
    public required IReadOnlyList<(ControlLine Line, ControlLine By)> Reversals { get; init; }

    /// <summary>For leftovers that have a statement line's reference, but not to the letter, that reference.</summary>
    public required IReadOnlyDictionary<ControlLine, string> Named { get; init; }

    /// <summary>In the order of their keys.</summary>
    public required IReadOnlyList<ControlLine> Leftovers { get; init; }

    /// <summary>For leftovers that have the amount and the day of a statement line that was not found, that line's reference.</summary>
    public required IReadOnlyDictionary<ControlLine, string> LookAlikes { get; init; }

    /// <summary>The automatic match of each statement line.</summary>
    public required IReadOnlyDictionary<string, Finding> ByStatementLine { get; init; }
}

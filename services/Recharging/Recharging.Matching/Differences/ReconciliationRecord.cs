namespace Recharging.Matching.Differences;

/// <summary>What one matching of a statement with both ledgers found. Both councils read the same record.</summary>
public sealed record ReconciliationRecord
{
    public required string StatementNumber { get; init; }

    public required string Period { get; init; }

    /// <summary>Statement lines found in both ledgers with nothing to explain.</summary>
    public required int Matched { get; init; }

    /// <summary>Statement lines found where they should be, of which something differs.</summary>
    public required int MatchedWithDifference { get; init; }

    /// <summary>By council, what only its ledger has.</summary>
    public required IReadOnlyDictionary<string, int> Unmatched { get; init; }

    /// <summary>Lines of the period that concern others.</summary>
    public required int OutOfScope { get; init; }

    /// <summary>Differences by reason.</summary>
    public required IReadOnlyDictionary<string, int> ByReason { get; init; }

    public required IReadOnlyList<CouncilBalance> Balances { get; init; }

    /// <summary>What the two councils' closing balances add up to: nil when what one is owed is what the other owes.</summary>
    public required decimal DifferenceGbp { get; init; }

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The difference less the items.</summary>
    public required decimal UnexplainedGbp { get; init; }

    public required IReadOnlyList<Alarm> Alarms { get; init; }

    public required IReadOnlyList<Match> Matches { get; init; }

    /// <summary>What an officer is asked to decide, surest first.</summary>
    public required IReadOnlyList<Proposal> Proposals { get; init; }

    /// <summary>A council's control accounts with the other, as its ERP sent them; debit positive, so owed to it is positive.</summary>
    public sealed record CouncilBalance(string Council, decimal OpeningGbp, decimal ClosingGbp);

    /// <summary>What a difference adds to the difference of the balances; nil when the pounds agree and something else differs.</summary>
    /// <param name="Id">The same in every version that has this difference.</param>
    /// <param name="WrittenOff">By whom and why a council gave it up; null while it is open.</param>
    /// <param name="Mend">The ledger line that is wrong, where the sentence blames one that is not the first of <paramref name="Lines"/>.</param>
    public sealed record Item(
        string Reason, decimal AmountGbp, string Sentence, IReadOnlyList<CitedLine> Lines, string? StatementLine,
        string? Id = null, Decided? WrittenOff = null, LineToMend? Mend = null);

    /// <summary>A ledger line that its council corrects.</summary>
    public sealed record LineToMend(string Council, string DocRef, int LineNo);

    /// <summary>All that a council sees of the other's ledger line.</summary>
    /// <param name="Part">Of a line that an officer split, counted from 1; nil for a whole line.</param>
    public sealed record CitedLine(
        string Council, string DocRef, int LineNo, string Period, string? ExternalLineId, decimal AmountGbp, int Part = 0);

    /// <summary>What no reason explains, with the account and the period to look at.</summary>
    /// <param name="Id">Where it can be decided: the same in every version that has this alarm.</param>
    /// <param name="Lines">The lines that it speaks of.</param>
    public sealed record Alarm(
        string Kind, string? Council, string? Account, string Period, decimal? AmountGbp, string Sentence, string? Id = null,
        IReadOnlyList<CitedLine>? Lines = null);

    /// <summary>What became of a statement line.</summary>
    /// <param name="Rule">The less sure of the two rules by which it was found in the ledgers, null when it was in neither.</param>
    /// <param name="Score">The less sure of the two scores, 0 to 1.</param>
    /// <param name="Margin">By how much the score is above the next best explanation's.</param>
    /// <param name="Found">In which ledger, by what; one for each ledger at most.</param>
    /// <param name="Reason">The worst of the reasons, null when there is none.</param>
    /// <param name="Reasons">All that the two ledgers differ in, worst first; null in records that were kept before all of them were.</param>
    /// <param name="Decisions">The officers' matches that it rests on; empty when the engine found all of it.</param>
    public sealed record Match(
        string StatementLine,
        string State,
        string? Rule,
        string? Reason,
        IReadOnlyList<CitedLine> Lines,
        decimal? Score,
        decimal? Margin,
        int? RuleVersion,
        IReadOnlyList<FoundIn> Found,
        IReadOnlyList<Decided>? Decisions = null,
        IReadOnlyList<string>? Reasons = null);

    /// <summary>An officer's decision, where it has effect.</summary>
    public sealed record Decided(
        int Decision, string Council, string By, DateTimeOffset At, string Reason, string? ApprovedBy = null);

    /// <summary>How a statement line was found in one ledger.</summary>
    /// <param name="StatementLines">All that its ledger lines stand for together.</param>
    public sealed record FoundIn(
        string Council,
        IReadOnlyList<string> StatementLines,
        string Rule,
        int RuleVersion,
        decimal Score,
        decimal Margin,
        IReadOnlyList<Evidence> Signals,
        string Sentence);

    /// <summary>One kind of evidence; what could not be compared has no part and says so.</summary>
    /// <param name="Part">What it adds to the weight of evidence, in natural logarithms of odds, or takes from it.</param>
    public sealed record Evidence(string Signal, decimal? Part, string Says);

    /// <summary>Lines of one ledger that could stand for statement lines. Nothing is matched until an officer says so.</summary>
    /// <param name="Id">By which it is adopted or rejected: the same as long as the lines, the amounts, the rule and the runner-up are.</param>
    /// <param name="Item">The alarm that it would clear.</param>
    /// <param name="RunnerUp">What it could be instead: a statement line, or a ledger line.</param>
    /// <param name="Margin">The score less the runner-up's; near nil when there is no telling.</param>
    /// <param name="HasSeveralCovers">That several choices of lines come to the amount.</param>
    public sealed record Proposal(
        string Id,
        string Item,
        string Council,
        IReadOnlyList<string> StatementLines,
        IReadOnlyList<CitedLine> Lines,
        string Rule,
        int RuleVersion,
        decimal Score,
        string? RunnerUp,
        decimal? RunnerUpScore,
        decimal Margin,
        bool HasSeveralCovers,
        IReadOnlyList<Evidence> Signals,
        string Sentence);
}

namespace Recharging.Reconciliation;

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

    /// <summary>A council's control accounts with the other, as its ERP sent them; debit positive, so owed to it is positive.</summary>
    public sealed record CouncilBalance(string Council, decimal OpeningGbp, decimal ClosingGbp);

    /// <summary>What a difference adds to the difference of the balances; nil when the pounds agree and something else differs.</summary>
    /// <param name="Id">The same in every version that has this difference.</param>
    /// <param name="WrittenOff">By whom and why a council gave it up; null while it is open.</param>
    public sealed record Item(
        string Reason, decimal AmountGbp, string Sentence, IReadOnlyList<CitedLine> Lines, string? StatementLine,
        string? Id = null, Decided? WrittenOff = null);

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

    /// <param name="Decisions">The officers' matches that it rests on; empty when the engine found all of it.</param>
    public sealed record Match(
        string StatementLine, string State, string? Rule, string? Reason, IReadOnlyList<CitedLine> Lines,
        IReadOnlyList<Decided>? Decisions = null);

    /// <summary>An officer's decision, where it has effect.</summary>
    public sealed record Decided(
        int Decision, string Council, string By, DateTimeOffset At, string Reason, string? ApprovedBy = null);
}

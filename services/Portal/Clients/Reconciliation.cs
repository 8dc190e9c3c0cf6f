namespace Portal.Clients;

/// <summary>What both ledgers say of a statement: what agrees, and what explains the rest.</summary>
public sealed record Reconciliation(
    string Period,
    int Version,
    DateTimeOffset ReconciledAt,
    string ReconciledBy,
    int Matched,
    int MatchedWithDifference,
    IReadOnlyDictionary<string, int> Unmatched,
    int OutOfScope,
    IReadOnlyList<Reconciliation.Balance> Balances,
    decimal DifferenceGbp,
    IReadOnlyList<Reconciliation.Item> Items,
    decimal UnexplainedGbp,
    IReadOnlyList<Reconciliation.Alarm> Alarms,
    IReadOnlyList<Reconciliation.Match> Matches,
    IReadOnlyList<Reconciliation.Proposal>? Proposals)
{
    public sealed record Balance(string Council, decimal OpeningGbp, decimal ClosingGbp);

    public sealed record Item(string Reason, decimal AmountGbp, string Sentence, IReadOnlyList<CitedLine> Lines, string? StatementLine);

    /// <summary>A ledger line as both councils see it.</summary>
    /// <param name="Part">Of a line that an officer split, counted from 1; nil for a whole line.</param>
    public sealed record CitedLine(
        string Council, string DocRef, int LineNo, string Period, string? ExternalLineId, decimal AmountGbp, int Part = 0);

    public sealed record Alarm(
        string Kind, string? Council, string? Account, string Period, decimal? AmountGbp, string Sentence, IReadOnlyList<CitedLine>? Lines);

    /// <param name="Reason">The worst of the reasons; the only one that is kept of an old record.</param>
    /// <param name="Reasons">All of them, worst first; null in an old record.</param>
    /// <param name="Found">In which ledger, by what.</param>
    public sealed record Match(
        string StatementLine, string State, string? Rule, string? Reason, IReadOnlyList<CitedLine> Lines, decimal? Score,
        decimal? Margin, int? RuleVersion, IReadOnlyList<FoundIn>? Found, IReadOnlyList<Decided>? Decisions,
        IReadOnlyList<string>? Reasons = null)
    {
        public IReadOnlyList<string> AllReasons => Reasons ?? (Reason is { } only ? [only] : []);
    }

    /// <summary>An officer's decision, where it has effect.</summary>
    public sealed record Decided(int Decision, string Council, string By, DateTimeOffset At, string Reason);

    /// <summary>How a statement line was found in one ledger.</summary>
    public sealed record FoundIn(
        string Council, string Rule, int RuleVersion, decimal Score, decimal Margin, IReadOnlyList<Evidence> Signals, string Sentence);

    /// <summary>One kind of evidence.</summary>
    /// <param name="Part">What it adds to the weight of evidence or takes from it; null when it could not be compared.</param>
    public sealed record Evidence(string Signal, decimal? Part, string Says);

    /// <summary>Lines of one ledger that could stand for statement lines; an officer decides.</summary>
    /// <param name="Id">By which it is adopted or rejected.</param>
    /// <param name="RunnerUp">What it could be instead.</param>
    public sealed record Proposal(
        string Id, string Council, IReadOnlyList<string> StatementLines, IReadOnlyList<CitedLine> Lines, string Rule, int RuleVersion, decimal Score,
        string? RunnerUp, decimal? RunnerUpScore, decimal Margin, bool HasSeveralCovers, IReadOnlyList<Evidence> Signals, string Sentence);

    /// <summary>What the items explain of the difference.</summary>
    public decimal ExplainedGbp => Items.Sum(item => item.AmountGbp);
}

namespace Recharging.Matching.Differences;

/// <summary>Lines and findings as both councils read them.</summary>
internal static class Shown
{
    public static IReadOnlyList<ReconciliationRecord.CitedLine> Cite(IEnumerable<ControlLine> lines) =>
    [
        .. lines.Select(line => new ReconciliationRecord.CitedLine(
            line.Key.Council, line.Key.DocRef, line.Key.LineNo, line.Period.ToString(), line.ExternalLineId, line.Amount.InPounds,
            line.Key.Part))
    ];

    public static ReconciliationRecord.FoundIn FoundIn(Finding finding) => new(
        finding.Entries[0].Council,
        [.. finding.Entries.Select(entry => entry.StatementLine)],
        finding.Rule.Id(),
        finding.Rule.Version(),
        finding.Score,
        finding.Margin,
        EvidenceOf(finding),
        finding.Sentence);

    public static ReconciliationRecord.Proposal Proposed(string item, Finding finding) => new(
        ItemId.OfProposal(finding),
        item,
        finding.Entries[0].Council,
        [.. finding.Entries.Select(entry => entry.StatementLine)],
        Cite(finding.Lines),
        finding.Rule.Id(),
        finding.Rule.Version(),
        finding.Score,
        finding.RunnerUp?.Instead,
        finding.RunnerUp?.Score,
        finding.Margin,
        finding.HasSeveralCovers,
        EvidenceOf(finding),
        finding.Sentence);

    // Nearly all of a month quote their charge, and these say the same: once is enough.
    private static readonly IReadOnlyList<ReconciliationRecord.Evidence> Quoted = EvidenceOf(ByReference.Exact);

    private static IReadOnlyList<ReconciliationRecord.Evidence> EvidenceOf(Finding finding) =>
        ReferenceEquals(finding.Signals, ByReference.Exact) ? Quoted : EvidenceOf(finding.Signals);

    private static IReadOnlyList<ReconciliationRecord.Evidence> EvidenceOf(IReadOnlyList<Signal> signals) =>
        [.. signals.Select(signal => new ReconciliationRecord.Evidence(signal.Name, signal.Part, signal.Says))];
}

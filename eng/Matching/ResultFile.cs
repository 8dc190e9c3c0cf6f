using System.Globalization;
using Recharging.Matching;
using Recharging.Matching.Differences;
using ServiceDefaults.Files;
using Values;

namespace MatchFiles;

/// <summary>What was found as a table: every match, proposal and leftover, a row for each line in it.</summary>
public sealed class ResultFile(IReadOnlyList<StatementCharge> charges)
{
    private static readonly string[] Columns =
    [
        "match_id", "status", "side", "doc_ref", "line_no", "external_line_id", "amount", "reason", "rule", "score", "margin", "explanation",
        "reasons"
    ];

    private readonly Dictionary<string, StatementCharge> _charges = charges.ToDictionary(charge => charge.Reference, StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private int _matches;

    private sealed record Entry(
        string MatchId, string Status, string Side, string DocRef, string LineNo, string? ExternalLineId, decimal AmountGbp,
        IReadOnlyList<string> Reasons, string? Rule, decimal? Score, decimal? Margin, string Explanation);

    public int Count(string status) => _entries.Where(entry => entry.Status == status).Select(entry => entry.MatchId).Distinct().Count();

    public int LeftOver { get; private set; }

    public void Add(ToReconcile part, ReconciliationRecord record, IReadOnlyList<UsedLine> used)
    {
        var items = record.Items.ToLookup(item => item.StatementLine ?? "", StringComparer.Ordinal);
        var proposed = record.Proposals.SelectMany(proposal => proposal.StatementLines).ToHashSet(StringComparer.Ordinal);
        foreach (var match in record.Matches)
        {
            AddMatch(match, [.. items[match.StatementLine]], proposed.Contains(match.StatementLine));
        }

        foreach (var proposal in record.Proposals)
        {
            AddFound("proposed", "P", proposal.StatementLines, proposal.Lines, [Reason.Reference], proposal.Rule, proposal.Score, proposal.Margin, proposal.Sentence);
        }

        AddLeftovers(part, record, used);
    }

    public void Write(string path)
    {
        try
        {
            File.WriteAllText(path, CsvTable.ForOfficers(Columns, _entries.Select(entry => new object?[]
            {
                entry.MatchId, entry.Status, entry.Side, entry.DocRef, entry.LineNo, entry.ExternalLineId, entry.AmountGbp,
                entry.Reasons is [var worst, ..] ? worst : null, entry.Rule, entry.Score, entry.Margin, entry.Explanation,
                string.Join(' ', entry.Reasons)
            })));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException($"{path} can't be written: {fault.Message}");
        }
    }

    // The ledgers that found the charge alone share one match; a posting that stands for several charges is a match of its own.
    private void AddMatch(ReconciliationRecord.Match match, IReadOnlyList<ReconciliationRecord.Item> items, bool isProposed)
    {
        var alone = match.Found.Where(found => found.StatementLines.Count == 1).ToList();
        foreach (var found in match.Found.Where(found => found.StatementLines is [var first, _, ..] && first == match.StatementLine))
        {
            AddFound("matched", "M", found.StatementLines, OfCouncil(match, found.Council), match.Reasons ?? [], found.Rule, found.Score, found.Margin, found.Sentence);
        }

        if (match.Found.Count == 0 && !isProposed)
        {
            LeftOver++;
            _entries.Add(OfStatement(match.StatementLine, Id("U"), "unmatched", match.Reasons ?? [], null, null, null, "In neither ledger."));
        }

        if (alone.Count == 0)
        {
            return;
        }

        var (id, reasons) = (Id("M"), alone.Count == match.Found.Count ? match.Reasons ?? [] : []);
        var leastSure = alone.MinBy(found => found.Score)!;
        var explanation = items.Count == 0 ? leastSure.Sentence : string.Join(' ', items.Select(item => item.Sentence).Prepend(leastSure.Sentence));
        _entries.Add(OfStatement(match.StatementLine, id, "matched", reasons, leastSure.Rule, leastSure.Score, leastSure.Margin, explanation));
        foreach (var found in alone)
        {
            _entries.AddRange(OfCouncil(match, found.Council).Select(line =>
                OfLedger(line, id, "matched", reasons, found.Rule, found.Score, found.Margin, found.Sentence)));
        }
    }

    private static IReadOnlyList<ReconciliationRecord.CitedLine> OfCouncil(ReconciliationRecord.Match match, string council) =>
        [.. match.Lines.Where(line => line.Council == council)];

    private void AddFound(
        string status,
        string kind,
        IReadOnlyList<string> references,
        IReadOnlyList<ReconciliationRecord.CitedLine> lines,
        IReadOnlyList<string> reasons,
        string rule,
        decimal score,
        decimal margin,
        string sentence)
    {
        var id = Id(kind);
        _entries.AddRange(references.Select(reference => OfStatement(reference, id, status, reasons, rule, score, margin, sentence)));
        _entries.AddRange(lines.Select(line => OfLedger(line, id, status, reasons, rule, score, margin, sentence)));
    }

    private void AddLeftovers(ToReconcile part, ReconciliationRecord record, IReadOnlyList<UsedLine> used)
    {
        var taken = used.Select(line => Key(line.Line))
            .Concat(record.Proposals.SelectMany(proposal => proposal.Lines).Select(line => (line.Council, line.DocRef, line.LineNo))).ToHashSet();
        var reasons = record.Items.Where(item => item.Lines.Count > 0)
            .GroupBy(item => (item.Lines[0].Council, item.Lines[0].DocRef, item.Lines[0].LineNo))
            .ToDictionary(same => same.Key, same => same.First());
        foreach (var line in part.Lines.Where(line => !taken.Contains(Key(line))).OrderBy(line => line.Key))
        {
            LeftOver++;
            var item = reasons.GetValueOrDefault(Key(line));
            var cited = new ReconciliationRecord.CitedLine(
                line.Key.Council, line.Key.DocRef, line.Key.LineNo, line.Period.ToString(), line.ExternalLineId, line.Amount.InPounds);
            _entries.Add(OfLedger(cited, Id("U"), "unmatched", item is not null ? [item.Reason] : line.IsOpening ? [Reason.Opening] : [], null, null, null,
                item?.Sentence ?? (line.Period == part.Period ? "It stands for no charge, and nothing says why." : $"Of {line.Period}, and about no charge of this statement.")));
        }
    }

    private static (string Council, string DocRef, int LineNo) Key(ControlLine line) => (line.Key.Council, line.Key.DocRef, line.Key.LineNo);

    private Entry OfStatement(
        string reference, string id, string status, IReadOnlyList<string> reasons, string? rule, decimal? score, decimal? margin, string explanation)
    {
        var charge = _charges[reference];
        return new Entry(
            id, status, "statement", charge.DocRef, charge.LineNo, charge.ExternalLineId, charge.Owed.InPounds, reasons, rule, score, margin, explanation);
    }

    private static Entry OfLedger(
        ReconciliationRecord.CitedLine line, string id, string status, IReadOnlyList<string> reasons, string? rule, decimal? score, decimal? margin, string explanation) => new(
            id, status, line.Council.ToLowerInvariant(), line.DocRef, line.LineNo.ToString(CultureInfo.InvariantCulture), line.ExternalLineId, line.AmountGbp,
            reasons, rule, score, margin, explanation);

    private string Id(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{++_matches:0000000}");
}

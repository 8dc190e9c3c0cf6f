using Recharging.Ledgers;
using Recharging.Matching;
using Values;

namespace Recharging.Reconciling;

/// <summary>What the control lines of a batch are, in the order of their keys.</summary>
/// <param name="Matched">Lines that stand for a charge.</param>
/// <param name="Waiting">Lines that the month's reconciliation is left to tell of.</param>
public sealed record ArrivalsAnswer(
    string BatchId, string SourceSystem, int Matched, int Waiting, IReadOnlyList<ArrivalsAnswer.Line> Lines)
{
    /// <param name="Part">Of a line that an officer split, counted from 1; nil for a whole line.</param>
    /// <param name="AmountGbp">Debit less credit.</param>
    /// <param name="State"><c>matched</c> or <c>waiting</c>.</param>
    /// <param name="StatementLine">The charge that it stands for, or looks like; null when there is none.</param>
    /// <param name="ExpectedGbp">What the ledger should have of that charge; null when there is none, or nothing of it is asked now.</param>
    /// <param name="Rule">By which it was matched; null while it waits.</param>
    /// <param name="Why">Why it waits: <c>noReference</c>, <c>otherReference</c>, <c>broughtForward</c>, <c>earlierPeriod</c>,
    /// <c>ruleLeftOut</c>, <c>officerDecided</c>, <c>otherAmount</c>, <c>quotedTwice</c>, <c>almostAnother</c> or <c>notAsked</c>.</param>
    public sealed record Line(
        string Entity, string DocRef, int LineNo, int Part, string Period, decimal AmountGbp, string? ExternalLineId, string State,
        string? StatementNumber, string? StatementLine, decimal? ExpectedGbp, string? Rule, string? Why, string Sentence);

    internal static ArrivalsAnswer Of(LedgerBatch batch, IReadOnlyList<Arrived> arrived)
    {
        var lines = arrived.SelectMany(between => between.Lines.Select(line => Show(line, between))).ToList();
        var matched = lines.Count(line => line.Rule is not null);
        return new ArrivalsAnswer(batch.BatchId, batch.SourceSystem, matched, lines.Count - matched, lines);
    }

    private static Line Show(ControlLine line, Arrived arrived)
    {
        var quoted = arrived.Statements.FirstOrDefault(statement => line.ExternalLineId is { } reference && statement.Quoted.Contains(reference));
        if (arrived.Uses.TryGetValue(line.Key, out var use))
        {
            return Told(
                line, use.StatementNumber, use.StatementLine, quoted?.Expected(use.StatementLine)?.Amount, use.Rule.Id(), why: null,
                use.Version == 0 ? "It quotes the charge and has its amount." : $"Reconciliation {use.Version} matched it.");
        }

        var (why, sentence) = Waits(line, quoted);
        return Told(
            line, quoted?.StatementNumber, quoted is null ? null : line.ExternalLineId,
            quoted?.Expected(line.ExternalLineId!)?.Amount, rule: null, why, $"{sentence} The month's reconciliation decides.");
    }

    private static Line Told(
        ControlLine line, string? statement, string? statementLine, Money? expected, string? rule, string? why, string sentence) => new(
        line.Key.Entity, line.Key.DocRef, line.Key.LineNo, line.Key.Part, line.Period.ToString(), line.Amount.InPounds, line.ExternalLineId,
        rule is null ? "waiting" : "matched", statement, statementLine, expected?.InPounds, rule, why, sentence);

    private static (string Why, string Sentence) Waits(ControlLine line, ArrivedLines? quoted) => line switch
    {
        { IsOpening: true } => ("broughtForward", "It is a balance brought forward."),
        { ExternalLineId: null } => ("noReference", "It quotes no charge; its text, day and amount may tell."),
        _ => quoted?.Doubt(line) ?? ("otherReference", $"'{line.ExternalLineId}' is no charge between the two councils.")
    };
}

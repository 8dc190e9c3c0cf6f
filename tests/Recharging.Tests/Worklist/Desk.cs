using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Reconciliation;
using ServiceDefaults;
using Values;

namespace Recharging.Tests.Worklist;

/// <summary>A reconciliation and its officers, without a server: what they decide has effect at once, as it has in the service.</summary>
internal sealed class Desk
{
    private readonly ToReconcile _month;
    private readonly List<ReconciliationDecision> _decisions = [];

    public Desk(ToReconcile month)
    {
        _month = month;
        (Record, Used) = Reconcile.Of(Input);
    }

    public static DecisionTerms Terms { get; } = new(Money.Pounds(1m), Money.Pounds(500m));

    public ReconciliationRecord Record { get; private set; }

    public IReadOnlyList<UsedLine> Used { get; private set; }

    public IReadOnlyList<ReconciliationDecision> Made => _decisions;

    public ToReconcile Input
    {
        get
        {
            var decisions = DecisionsInForce.Of(_decisions, _month.StatementNumber);
            return _month with { Decisions = decisions, Lines = [.. decisions.Cut(_month.Lines)] };
        }
    }

    public Deciding As(string council, string name = "Hannah Finance") => new(
        Input, _decisions, Record, Used.ToDictionary(used => used.Line.Key, used => used.StatementLine), ["HCC", "IWC"], Terms,
        new Caller($"https://{council}", council, name, name, null, new HashSet<string>(), new HashSet<string>()), Given.Told);

    /// <summary>Lets an officer decide; a decision that is not refused has effect.</summary>
    public Refusal? Decide(string council, Func<Deciding, Refusal?> decide, string name = "Hannah Finance")
    {
        var deciding = As(council, name);
        if (decide(deciding) is { } refusal)
        {
            return refusal;
        }

        _decisions.Add(deciding.Made.ShouldNotBeNull());
        (Record, Used) = Reconcile.Of(Input);
        return null;
    }

    public Refusal? Match(string council, string[] statementLines, LineOfOwnLedger[] lines, string? reasonCode = null) =>
        Decide(council, deciding => deciding.Match(statementLines, [.. lines.Select(line => Found(deciding, line))], reasonCode, Why));

    public Refusal? Split(string council, LineOfOwnLedger line, params decimal[] parts) =>
        Decide(council, deciding => deciding.Split(Found(deciding, line), [.. parts.Select(Money.Pounds)], Why));

    public Refusal? Forbid(string council, string statementLine) => Decide(council, deciding => deciding.Forbid(statementLine, Why));

    public Refusal? Undo(string council, int number) => Decide(council, deciding => deciding.Undo(_decisions[number - 1], Why));

    public const string Why = "As the two officers said on the telephone.";

    private static ControlLine Found(Deciding deciding, LineOfOwnLedger line) =>
        deciding.Find(line, out var fault) ?? throw new InvalidOperationException(fault);

    /// <summary>Items, and alarms of what has no reason, are the whole difference.</summary>
    public void ShouldAddUp(string because)
    {
        var withoutReason = Record.Alarms.Where(alarm => alarm.Kind is "noReason" or "ambiguous").Sum(alarm => alarm.AmountGbp ?? 0)
            + Record.Matches.Where(match => match.State == "ambiguous").SelectMany(match => match.Lines)
                .Where(line => line.Period == "2023/24-P01").Sum(line => line.AmountGbp);
        Record.UnexplainedGbp.ShouldBe(withoutReason, because);
        Record.DifferenceGbp.ShouldBe(Record.Items.Sum(item => item.AmountGbp) + Record.UnexplainedGbp, because);
        Record.Alarms.ShouldNotContain(alarm => alarm.Kind == "balance", because);
        Used.Select(used => used.Line.Key).ShouldBeUnique(because);
        var wholes = Used.Where(used => used.Line.Key.Part == 0).Select(used => used.Line.Key).ToHashSet();
        Used.ShouldNotContain(used => used.Line.Key.Part != 0 && wholes.Contains(used.Line.Key.Whole()), because);
    }
}

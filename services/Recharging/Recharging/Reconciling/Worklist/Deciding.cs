using Recharging.Engine;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>What an officer may give up, as the settlement clause says.</summary>
/// <param name="Accept">A difference up to this needs no reason code and no approval.</param>
/// <param name="MostWrittenOff">Above it nobody writes off here.</param>
public sealed record DecisionTerms(Money Accept, Money MostWrittenOff)
{
    /// <param name="settlement">The clause; null where the agreement has none and nothing may be given up.</param>
    public static DecisionTerms Of(ClauseTerms? settlement) =>
        new(settlement.Pounds("acceptToleranceGbp"), settlement.Pounds("writeOffLimitGbp"));
}

/// <summary>A statement's reconciliation as it was last found, for an officer to decide something of it.</summary>
/// <param name="input">What the next reconciliation will look at.</param>
/// <param name="between">All decisions between the two councils so far.</param>
/// <param name="last">What was found last; null before the first time.</param>
/// <param name="used">The ledger lines that stand for a line of this statement, and for which.</param>
/// <param name="parties">The two councils, as the statement names them.</param>
/// <param name="terms">Of the settlement clause.</param>
/// <param name="caller">Decides about the ledger of its own council and no other.</param>
/// <param name="now">By the business clock.</param>
public sealed partial class Deciding(
    ToReconcile input, IReadOnlyList<ReconciliationDecision> between, ReconciliationRecord? last,
    IReadOnlyDictionary<LedgerLineKey, string> used, string[] parties, DecisionTerms terms, Caller caller, DateTimeOffset now)
{
    private readonly IReadOnlyList<ReconciliationDecision> _live = DecisionsInForce.Live(between);

    /// <summary>The decision, once one of the methods below has not refused it.</summary>
    public ReconciliationDecision? Made { get; private set; }

    /// <summary>A line of the caller's ledger, by what an officer knows of it.</summary>
    public ControlLine? Find(LineOfOwnLedger sought, out string? fault)
    {
        var found = input.Lines.Where(line => line.Key.Council == caller.Council && sought.Names(line.Key)).ToList();
        fault = found.Count switch
        {
            1 => null,
            > 1 => $"{sought} is in more than one system or entity: say sourceSystem and entity.",
            _ when sought.Part == 0 && input.Decisions.Splits.Keys.Any(sought.Names) => $"{sought} is split: name one of its parts.",
            _ => $"{caller.Council} has no {sought} on a control account with the other council, in {input.Period} or later."
        };
        return found is [var line] ? line : null;
    }

    /// <summary>The caller's lines stand for the statement lines.</summary>
    public Refusal? Match(
        IReadOnlyList<string> statementLines, IReadOnlyList<ControlLine> lines, string? reasonCode, string reason,
        DecidedProposal? proposal = null)
    {
        if (reasonCode is not null && !Reason.All.Contains(reasonCode))
        {
            return NoReasonCode(reasonCode);
        }

        foreach (var reference in statementLines)
        {
            if (WhyTaken(reference) is { } taken)
            {
                return taken;
            }
        }

        foreach (var line in lines)
        {
            if (WhyUsed(line) is { } refusal)
            {
                return refusal;
            }
        }

        var expected = statementLines.Select(Entry).Sum(entry => entry!.Amount);
        var posted = lines.Sum(line => line.Amount);
        if ((posted - expected).Abs() > terms.Accept && reasonCode is null)
        {
            return new Refusal(
                "pounds-differ",
                $"These lines come to {posted}; {string.Join(" and ", statementLines)} should be {expected} in {caller.Council}'s ledger. "
                + $"More than {terms.Accept} apart needs a reason code: one of {string.Join(", ", Reason.All)}.");
        }

        Made = New(DecisionKind.Match, reason, statementLines, lines.Select(line => line.Key), reasonCode: reasonCode, proposal: proposal);
        return null;
    }

    /// <summary>Cuts a line into parts that add up to it.</summary>
    public Refusal? Split(ControlLine line, IReadOnlyList<Money> parts, string reason)
    {
        if (line.Key.Part != 0)
        {
            return new Refusal("part-of-a-line", $"{Name(line.Key)} is a part already. Undo the split and split the whole line again.");
        }

        if (WhyUsed(line) is { } used)
        {
            return used;
        }

        if (parts.Count < 2 || parts.Any(part => part == Money.Zero || part.IsNegative != line.Amount.IsNegative))
        {
            return new Refusal("split-parts", $"Split {Name(line.Key)} into two or more parts, each a debit or a credit as the line is.");
        }

        if (parts.Sum() != line.Amount)
        {
            return new Refusal(
                "split-parts", $"The parts come to {parts.Sum()}, the line to {line.Amount}: not a penny may be lost or added.");
        }

        Made = New(DecisionKind.Split, reason, [], [line.Key], parts: [.. parts.Select(part => part.Pence)]);
        return null;
    }

    /// <summary>What the engine found for a statement line in the caller's ledger is wrong, and not to be found again.</summary>
    public Refusal? Forbid(string statementLine, string reason)
    {
        if (ByHand(statementLine) is { } decision)
        {
            return new Refusal("matched-by-hand", $"{statementLine} was matched by {ByWhom(decision)}. Undo that decision.");
        }

        var lines = used.Where(line => line.Key.Council == caller.Council && line.Value == statementLine).Select(line => line.Key).ToList();
        if (lines.Count == 0)
        {
            return new Refusal("not-matched", $"Nothing in {caller.Council}'s ledger is matched with {statementLine}.");
        }

        Made = New(DecisionKind.Forbid, reason, [statementLine], lines.Order());
        return null;
    }

    /// <summary>An earlier decision of the caller's council no longer holds.</summary>
    public Refusal? Undo(ReconciliationDecision decision, string reason)
    {
        if (decision.Kind is DecisionKind.Approve or DecisionKind.Reject or DecisionKind.Undo or DecisionKind.Assign)
        {
            return new Refusal("cannot-be-undone", $"Decision {decision.Number} is not one that is undone: decide anew.");
        }

        if (!_live.Contains(decision))
        {
            var end = between.First(later => later.StatementNumber == decision.StatementNumber && later.About == decision.Number
                && later.Kind is DecisionKind.Undo or DecisionKind.Reject);
            return new Refusal("no-longer-holds", $"Decision {decision.Number} no longer holds since {ByWhom(end)}.");
        }

        if (decision.Kind is DecisionKind.Split)
        {
            var parts = input.Lines.Where(line => line.Key.Whole() == decision.Lines[0]).ToList();
            var matched = _live.FirstOrDefault(other => other.Kind is DecisionKind.Match
                && other.Lines.Any(line => line.Whole() == decision.Lines[0]));
            if (matched is not null || parts.Exists(part => part.UsedBy is not null))
            {
                return new Refusal(
                    "part-in-use",
                    matched is null
                        ? $"A part of {Name(decision.Lines[0])} stands for a line of {parts.First(part => part.UsedBy is not null).UsedBy}."
                        : $"A part of {Name(decision.Lines[0])} was matched by {ByWhom(matched)}. Undo that first.");
            }
        }

        Made = New(DecisionKind.Undo, reason, [], [], about: decision.Number);
        return null;
    }

    /// <summary>What a statement line should be in the caller's ledger; null when the statement asks nothing for it.</summary>
    public ExpectedEntry? Entry(string statementLine) => input.Statement.Where(line => line.Reference == statementLine)
        .Select(line => line.Payee.Council == caller.Council ? line.Payee : line.Payer).FirstOrDefault();

    private Refusal? WhyTaken(string statementLine) =>
        ByHand(statementLine) is { } decision
            ? new Refusal("statement-line-matched", $"{statementLine} was matched by {ByWhom(decision)}. Undo that first.")
            : last?.Matches.FirstOrDefault(match => match.StatementLine == statementLine)?.Lines
                .FirstOrDefault(line => line.Council == caller.Council) is { } line
            ? new Refusal(
                "statement-line-matched",
                $"{statementLine} is matched with line {line.LineNo} of {line.DocRef} in {caller.Council}'s ledger. Undo that match first.")
            : null;

    private Refusal? WhyUsed(ControlLine line)
    {
        if (line.IsOpening)
        {
            return new Refusal("brought-forward", $"{Name(line.Key)} is a balance brought forward: no charge of a statement.");
        }

        if (_live.FirstOrDefault(decision => decision.Kind is DecisionKind.Match && decision.Lines.Contains(line.Key)) is { } decision)
        {
            return new Refusal(
                "line-used",
                $"{Name(line.Key)} stands for {string.Join(" and ", decision.StatementLines)}: matched by {ByWhom(decision)}. "
                + "Undo that first.");
        }

        return (line.UsedBy ?? used.GetValueOrDefault(line.Key)) is { } standsFor
            ? new Refusal("line-used", $"{Name(line.Key)} is matched with {standsFor}. Undo that match first.")
            : null;
    }

    private ReconciliationDecision? ByHand(string statementLine) => _live.FirstOrDefault(decision =>
        decision.Kind is DecisionKind.Match && decision.Council == caller.Council && decision.StatementNumber == input.StatementNumber
        && decision.StatementLines.Contains(statementLine));

    private static string Name(LedgerLineKey key) =>
        $"{(key.Part == 0 ? "line" : $"part {key.Part} of line")} {key.LineNo} of {key.DocRef}";

    private static string ByWhom(ReconciliationDecision decision) =>
        $"{decision.DecidedByName}, {decision.Council}, on {decision.DecidedAt:d MMMM yyyy} (decision {decision.Number}): {decision.Reason}";

    private static Refusal NoReasonCode(string code) =>
        new("reason-code", $"'{code}' is no reason. Choose one of {string.Join(", ", Reason.All)}.");

    private ReconciliationDecision New(
        DecisionKind kind, string reason, IEnumerable<string> statementLines, IEnumerable<LedgerLineKey> lines, int? about = null,
        long[]? parts = null, string? item = null, Money? amount = null, bool needsApproval = false, string? reasonCode = null,
        DecidedProposal? proposal = null, string? owner = null) => new()
        {
            StatementNumber = input.StatementNumber,
            Number = between.Count(decision => decision.StatementNumber == input.StatementNumber) + 1,
            Council = caller.Council,
            Parties = parties,
            Kind = kind,
            About = about,
            StatementLines = [.. statementLines],
            Lines = [.. lines],
            PartPence = parts ?? [],
            Item = item,
            Amount = amount,
            NeedsApproval = needsApproval,
            ReasonCode = reasonCode,
            Proposal = proposal,
            Owner = owner,
            Reason = reason,
            DecidedBy = caller.Subject,
            DecidedByName = caller.NameInRecords,
            DecidedAt = now
        };
}

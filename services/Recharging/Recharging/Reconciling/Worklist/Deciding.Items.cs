using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <content>Decisions about open items: giving up a difference, and who looks after one.</content>
public sealed partial class Deciding
{
    // What is posted later, withheld, or from before the statement is cleared elsewhere: giving it up here would lose money twice.
    private static readonly string[] ClearedElsewhere = [Reason.Timing, Reason.Disputed, Reason.Opening];

    /// <summary>The open item, null when the last reconciliation has no such.</summary>
    public OpenDifference? Item(string id) => last is null
        ? null
        : last.Items.Where(item => item.Id == id && item.WrittenOff is null).Select(OpenDifference.Of)
            .Concat(last.Alarms.Where(alarm => alarm.Id == id).Select(OpenDifference.Of)).FirstOrDefault();

    /// <summary>The council whose ledger carries the difference: that of the lines, or the one that is owed when both show it.</summary>
    public string HolderOf(OpenDifference item) =>
        item.Lines.Select(line => line.Council).Distinct(StringComparer.Ordinal).ToList() is [var only]
            ? only
            : input.Statement.FirstOrDefault(line => line.Reference == item.StatementLine)?.Payee.Council ?? input.Councils[0];

    /// <summary>Who may give up a difference, as <see cref="OpenItem.WriteOff"/> has it.</summary>
    public static string? WriteOffOf(OpenDifference item, DecisionTerms terms) =>
        item.Id is null || WhyNobodyGivesUp(item, terms) is not null ? null : NeedsApproval(item, terms) ? "withApproval" : "own";

    /// <summary>The caller's council gives up a difference.</summary>
    public Refusal? WriteOff(OpenDifference item, string? reasonCode, string reason)
    {
        if (reasonCode is not null && !Reason.All.Contains(reasonCode))
        {
            return NoReasonCode(reasonCode);
        }

        if (WhyNobodyGivesUp(item, terms) is { } refusal)
        {
            return refusal;
        }

        if (item.Reason is null && reasonCode is null)
        {
            return new Refusal("reason-code", $"{item.Id} has no reason yet: give one of {string.Join(", ", Reason.All)}.");
        }

        if (_live.FirstOrDefault(decision => decision.Kind is DecisionKind.WriteOff && decision.Item == item.Id
            && decision.StatementNumber == input.StatementNumber && decision.Amount == item.Amount) is { } proposed)
        {
            return new Refusal("write-off-proposed", $"It waits for approval already: proposed by {ByWhom(proposed)}");
        }

        // A write-off of another amount under this name had lapsed: this one takes its place.
        Made = New(
            DecisionKind.WriteOff, reason, item.StatementLine is { } line ? [line] : [], [], item: item.Id, amount: item.Amount,
            needsApproval: NeedsApproval(item, terms), reasonCode: item.Reason ?? reasonCode);
        return null;
    }

    /// <summary>Another officer of the council, with the authority, lets a write-off stand or not.</summary>
    public Refusal? Answer(ReconciliationDecision writeOff, bool approve, string reason)
    {
        if (writeOff.Kind is not DecisionKind.WriteOff || !writeOff.NeedsApproval)
        {
            return new Refusal("needs-no-approval", $"Decision {writeOff.Number} is no write-off that waits for approval.");
        }

        if (between.FirstOrDefault(decision => decision.StatementNumber == writeOff.StatementNumber
            && decision.About == writeOff.Number) is { } answer)
        {
            return new Refusal("answered", $"Decision {writeOff.Number} was answered by {ByWhom(answer)}");
        }

        if (writeOff.Council == caller.Council && (writeOff.DecidedBy == caller.Subject || writeOff.DecidedByName == caller.ActingFor))
        {
            return new Refusal(
                "preparer-approves", "The officer who proposed a write-off can't approve it, nor can who stands in for him. Ask a colleague.");
        }

        if (approve && Item(writeOff.Item!)?.Amount != writeOff.Amount)
        {
            return new Refusal(
                "difference-changed", $"The difference is no longer {writeOff.Amount}. Reject the write-off and look at it again.");
        }

        Made = New(approve ? DecisionKind.Approve : DecisionKind.Reject, reason, [], [], about: writeOff.Number, item: writeOff.Item);
        return null;
    }

    /// <summary>An officer of the caller's council looks after the item from now on.</summary>
    public void Assign(OpenDifference item, string owner, string reason) =>
        Made = New(DecisionKind.Assign, reason, item.StatementLine is { } line ? [line] : [], [], item: item.Id, owner: owner);

    private static bool NeedsApproval(OpenDifference item, DecisionTerms terms) => item.Amount.Abs() > terms.Accept;

    private static Refusal? WhyNobodyGivesUp(OpenDifference item, DecisionTerms terms) =>
        item.Amount == Money.Zero || item.IsAmbiguous
            ? new("nothing-to-write-off", $"{item.Id} has no pounds to give up: decide what its lines stand for.")
        : ClearedElsewhere.Contains(item.Reason)
            ? new("cleared-elsewhere", $"A difference by '{item.Reason}' is cleared where it came from, not written off.")
        : item.Amount.Abs() > Max(terms.Accept, terms.MostWrittenOff)
            ? new("write-off-limit",
                $"{item.Amount.Abs()} is more than the {Max(terms.Accept, terms.MostWrittenOff)} that the agreement lets a council write off.")
        : null;

    private static Money Max(Money one, Money other) => one > other ? one : other;
}

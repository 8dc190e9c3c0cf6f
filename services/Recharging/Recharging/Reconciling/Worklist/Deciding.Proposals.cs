using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <content>Decisions about what the engine proposes for the caller's ledger.</content>
public sealed partial class Deciding
{
    private Findings? _found;

    // With the lines and decisions of now: what was proposed yesterday may be answered by what came in since.
    private Findings Found => _found ??= Reconcile.FindingsOf(input)[caller.Council];

    /// <summary>The proposal is right: its ledger lines stand for its statement lines.</summary>
    /// <param name="read">As the officer read it.</param>
    /// <param name="reasonCode">What explains pounds further apart than the accept tolerance.</param>
    /// <param name="reason">Why it is right.</param>
    public Refusal? Adopt(ReconciliationRecord.Proposal read, string? reasonCode, string reason) =>
        Standing(read) is { } proposal
            ? Match([.. proposal.Entries.Select(entry => entry.StatementLine)], proposal.Lines, reasonCode, reason, DecidedProposal.Of(proposal))
            : Gone(read);

    /// <summary>The proposal is wrong: the engine never pairs these lines again.</summary>
    /// <param name="read">As the officer read it.</param>
    /// <param name="reason">Why it is wrong.</param>
    public Refusal? Reject(ReconciliationRecord.Proposal read, string reason)
    {
        if (Standing(read) is not { } proposal)
        {
            return Gone(read);
        }

        Made = New(
            DecisionKind.Forbid, reason, proposal.Entries.Select(entry => entry.StatementLine), proposal.Lines.Select(line => line.Key),
            proposal: DecidedProposal.Of(proposal));
        return null;
    }

    private Finding? Standing(ReconciliationRecord.Proposal read) =>
        Found.Proposals.FirstOrDefault(proposal => ItemId.OfProposal(proposal) == read.Id);

    private Refusal Gone(ReconciliationRecord.Proposal read)
    {
        var why = _live.Where(decision => decision.Kind is DecisionKind.Forbid && decision.Proposal?.Id == read.Id)
                .Select(decision => $"it was rejected by {ByWhom(decision)}")
            .Concat(read.StatementLines.Select(WhyTaken).OfType<Refusal>().Select(taken => taken.Sentence))
            .Concat(read.Lines.Select(WhyNotFree).OfType<string>())
            .Concat(read.StatementLines.Select(line => Found.ByStatementLine.GetValueOrDefault(line)?.Sentence).OfType<string>())
            .Concat(Found.Proposals.Where(other => IsAbout(other, read)).Select(other => $"the engine now proposes: {other.Sentence}"))
            .FirstOrDefault("no rule proposes it any more.");
        return new Refusal("proposal-gone", $"This proposal no longer stands: {why}");
    }

    private string? WhyNotFree(ReconciliationRecord.CitedLine cited) =>
        Find(new LineOfOwnLedger(cited.DocRef, cited.LineNo, cited.Part), out var fault) is { } line ? WhyUsed(line)?.Sentence : fault;

    private static bool IsAbout(Finding other, ReconciliationRecord.Proposal read) =>
        other.Entries.Any(entry => read.StatementLines.Contains(entry.StatementLine))
        || other.Lines.Any(line => read.Lines.Any(cited =>
            (cited.DocRef, cited.LineNo, cited.Part) == (line.Key.DocRef, line.Key.LineNo, line.Key.Part)));
}

using Recharging.Officers;

namespace Recharging.Agreeing;

/// <summary>Tells the other council what was done to a dispute, and what it can do now.</summary>
public static class DisputeNotices
{
    /// <summary>To the council that did not do it; to both when a clock did. None of what asks nothing of the other council.</summary>
    public static IEnumerable<Notice> Of(Dispute dispute, DisputeEntry entry)
    {
        var (kind, sentence) = (entry.What, dispute) switch
        {
            ("acknowledged", _) => (NoticeKinds.DisputeAcknowledged,
                $"{entry.Council} has seen your dispute {dispute.Reference}: {dispute.Owner} answers it by {dispute.ResolveBy:d MMMM yyyy}."),
            ("accepted", _) => (NoticeKinds.DisputeAnswered,
                $"{entry.Council} gives back all {dispute.Amount} of {dispute.LineReference}: the credit comes with the next statement."),
            ("withdrawn", _) => (NoticeKinds.LineWithdrawn,
                $"{entry.Council} takes back {dispute.LineReference}: the credit comes with the next statement."),
            ("confirmed", _) => (NoticeKinds.DisputeConfirmed,
                $"{entry.Council} takes your answer to {dispute.Reference}: {dispute.Accepted} of {dispute.Amount} goes back."),
            ("dropped", _) => (NoticeKinds.DisputeConfirmed, $"{entry.Council} agrees {dispute.LineReference} after all."),
            ("amended", _) => (NoticeKinds.DisputeRaised,
                $"{entry.Council} says otherwise what is wrong with {dispute.LineReference}: {dispute.Amount} ({dispute.Reason})."),
            ("escalated", _) => (NoticeKinds.DisputeEscalated, $"{dispute.Reference} is the joint board’s now: {dispute.EscalatedBecause}"),
            (_, { IsResolved: false, Offered: { } offered }) when entry.Council == dispute.Payee && entry.What is not "handed over" =>
                (NoticeKinds.DisputeAnswered,
                $"{entry.Council} would give back {offered} of {dispute.Amount} of {dispute.LineReference}: take its answer, or take it to the board."),
            _ => default
        };
        return sentence is null ? []
            : dispute.Parties.Where(council => entry.By == DisputeHistory.System || council != entry.Council)
                .Select(council => Notice.To(
                    council, kind, kind == NoticeKinds.LineWithdrawn ? dispute.LineReference : dispute.Reference, sentence, entry.At));
    }
}

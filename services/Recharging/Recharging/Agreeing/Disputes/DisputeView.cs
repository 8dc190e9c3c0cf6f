using Recharging.Charging;
using Values;

namespace Recharging.Agreeing;

/// <summary>A dispute as both councils see it, with its clocks on one day.</summary>
/// <param name="Overdue"><c>acknowledgement</c> or <c>resolution</c> when its last day has gone by without it.</param>
/// <param name="AgeDays">Calendar days since it was raised, to the day of its resolution.</param>
/// <param name="Ageing">By the days past the last day to resolve: <c>not due</c>, <c>1-30</c>, <c>31-60</c>, <c>61-90</c>,
/// <c>90+</c>.</param>
public sealed record DisputeView(
    string Reference, string StatementNumber, string LineReference, string AgreementReference, string Payee, string Payer, string State,
    string Reason, decimal DisputedGbp, decimal? ProposedGbp, string Explanation, string RaisedBy, DateTimeOffset RaisedAt, string Owner,
    DateOnly AcknowledgeBy, DateOnly? AcknowledgedOn, DateOnly ResolveBy, DateOnly? ResolvedOn, string ClockBasis, string? Overdue,
    int AgeDays, string Ageing, decimal? OfferedGbp, string? Answer, decimal? AcceptedGbp, DateOnly? EscalatedOn,
    string? EscalatedBecause, DateOnly? ClosedOn, string? ClosedBy)
{
    public const string Acknowledgement = "acknowledgement";
    public const string Resolution = "resolution";

    /// <param name="dispute">As it stands.</param>
    /// <param name="today">The day that its clocks are read on.</param>
    public static DisputeView Of(Dispute dispute, DateOnly today)
    {
        var last = dispute.ResolvedOn ?? today;
        return new DisputeView(
            dispute.Reference, dispute.StatementNumber, dispute.LineReference, dispute.AgreementReference, dispute.Payee, dispute.Payer,
            Dispute.Named(dispute.State), dispute.Reason, dispute.Amount.InPounds, dispute.Proposed?.InPounds, dispute.Explanation,
            dispute.RaisedBy, dispute.RaisedAt, dispute.Owner, dispute.AcknowledgeBy, dispute.AcknowledgedOn, dispute.ResolveBy,
            dispute.ResolvedOn, dispute.ClockBasis, OverdueOn(dispute, today), last.DayNumber - dispute.RaisedOn.DayNumber,
            AgeBuckets.Of(last.DayNumber - dispute.ResolveBy.DayNumber), dispute.Offered?.InPounds, dispute.Answer,
            dispute.Accepted?.InPounds, dispute.EscalatedOn, dispute.EscalatedBecause, dispute.ClosedOn, dispute.ClosedBy);
    }

    /// <summary>What is late of a dispute on a day; null when nothing is, or it is resolved.</summary>
    public static string? OverdueOn(Dispute dispute, DateOnly today) =>
        dispute.IsResolved ? null
        : dispute.ResolveBy < today ? Resolution
        : dispute.AcknowledgedOn is null && dispute.AcknowledgeBy < today ? Acknowledgement
        : null;
}

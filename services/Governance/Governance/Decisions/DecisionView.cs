namespace Governance.Decisions;

/// <summary>A decision as officers see it: every council once it is published, before that only the council that took it.</summary>
public sealed record DecisionView(
    string Reference,
    string Body,
    string? Council,
    string Title,
    DateOnly DecidedOn,
    DateOnly? PublishedOn,
    bool KeyDecision,
    DateOnly? NoticeOn,
    bool CallIn,
    string? UrgencyReason,
    DateOnly? LiveFrom,
    DateOnly? LiveUntil,
    string Reasons,
    string Outcome,
    IReadOnlyList<Report> Reports,
    IReadOnlyList<Choice> Options,
    IReadOnlyList<Choice> Recommendations,
    Provenance Provenance,
    DecisionStatus State)
{
    internal static DecisionView Of(Decision decision) => new(
        decision.Reference,
        decision.BodyCode,
        decision.Council,
        decision.Title,
        decision.DecidedOn,
        decision.PublishedOn,
        decision.KeyDecision,
        decision.NoticeOn,
        decision.CallIn,
        decision.UrgencyReason,
        decision.LiveFrom,
        decision.LiveUntil,
        decision.Reasons,
        decision.Outcome,
        decision.Reports,
        decision.Options,
        decision.Recommendations,
        decision.Provenance,
        decision.Status);
}

namespace Governance.Agreements;

/// <summary>An agreement as an officer of either party sees it, with its tracks of approval and the changes of its term.</summary>
public sealed record AgreementView(
    string Reference,
    string Title,
    string Provider,
    string Recipient,
    DateOnly FirstDay,
    DateOnly? LastDay,
    string LegalBasis,
    string? ThirdParty,
    string? Succeeds,
    int? NoticeMonths,
    AgreementStatus State,
    bool AuthorityToday,
    IReadOnlyList<AgreementView.Track> Tracks,
    IReadOnlyList<AgreementView.Change> Changes,
    IReadOnlyList<ClauseView> Clauses,
    Provenance Provenance)
{
    /// <summary>A party's approval; the decision is null while it is missing.</summary>
    public sealed record Track(string Party, string? Decision);

    public sealed record Change(
        string Reference, AgreementChangeKind Kind, DateOnly NewLastDay, string Reason, string ProposedBy, AgreementChangeStatus State,
        IReadOnlyList<Track> Tracks);

    internal static AgreementView Of(Agreement agreement, DateOnly today) => new(
        agreement.Reference,
        agreement.Title,
        agreement.Provider,
        agreement.Recipient,
        agreement.FirstDay,
        agreement.LastDay,
        agreement.LegalBasis,
        agreement.ThirdPartyCode,
        agreement.Succeeds,
        agreement.NoticeMonths,
        agreement.Status,
        agreement.IsAuthorityOn(today),
        TracksOf(agreement, agreement.Reference),
        [.. agreement.Changes.OrderBy(change => change.Reference, StringComparer.Ordinal).Select(change => new Change(
            change.Reference, change.Kind, change.NewLastDay, change.Reason, change.ProposedBy, change.Status,
            TracksOf(agreement, change.Reference)))],
        [.. agreement.Clauses.Select(ClauseView.Of)],
        agreement.Provenance);

    private static IReadOnlyList<Track> TracksOf(Agreement agreement, string subject) =>
        [.. agreement.Tracks.Select(party => new Track(
            party,
            agreement.ApprovalOf(subject, party)?.DecisionReference))];
}

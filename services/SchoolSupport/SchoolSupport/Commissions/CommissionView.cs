using SchoolSupport.Schools;

namespace SchoolSupport.Commissions;

/// <summary>A commission as both of its councils see it, with its ledger of days.</summary>
public sealed record CommissionView(
    string Reference,
    string AgreementReference,
    string Urn,
    string SchoolName,
    string ProviderCouncil,
    Funder Funder,
    string? FundingCouncil,
    string Service,
    decimal DayRateGbp,
    string Purpose,
    DateOnly FirstDay,
    DateOnly LastDay,
    CommissionStatus Status,
    string? SchoolAcceptedBy,
    string? FunderAcceptedBy,
    decimal DaysBought,
    decimal DaysUsed,
    decimal DaysEvidenced,
    decimal DaysRemaining,
    DateOnly? StoppedAfter,
    string? StopReason,
    IReadOnlyList<CommissionView.AdviserView> Advisers,
    IReadOnlyList<CommissionView.PauseView> Pauses,
    IReadOnlyList<CommissionView.VisitView> Visits)
{
    public sealed record AdviserView(string Adviser, DateOnly DeclaredOn, string Statement);

    public sealed record PauseView(DateOnly PausedFrom, DateOnly? ResumedFrom, string Reason);

    public sealed record VisitView(
        string Reference, DateOnly Day, decimal Days, string Adviser, string Purpose, string? EvidenceSha256, DateOnly? EvidencedOn)
    {
        internal static VisitView Of(Visit visit) =>
            new(visit.Reference, visit.Day, visit.Days, visit.Adviser, visit.Purpose, visit.EvidenceSha256, visit.EvidencedOn);
    }

    internal static CommissionView Of(Commission commission) => new(
        commission.Reference,
        commission.AgreementReference,
        commission.Urn,
        commission.SchoolName,
        commission.ProviderCouncil,
        commission.Funder,
        commission.FundingCouncil,
        commission.Service,
        commission.DayRateGbp,
        commission.Purpose,
        commission.FirstDay,
        commission.LastDay,
        commission.Status,
        commission.SchoolAcceptedBy,
        commission.FunderAcceptedBy,
        commission.DaysBought,
        commission.DaysUsed,
        commission.Visits.Where(visit => visit.IsEvidenced).Sum(visit => visit.Days),
        commission.Status is CommissionStatus.Stopped or CommissionStatus.Completed ? 0 : commission.DaysRemaining,
        commission.StoppedAfter,
        commission.StopReason,
        [.. commission.Declarations.OrderBy(row => row.Adviser, StringComparer.Ordinal).Select(row => new AdviserView(row.Adviser, row.DeclaredOn, row.Statement))],
        [.. commission.Pauses.OrderBy(row => row.PausedFrom).Select(row => new PauseView(row.PausedFrom, row.ResumedFrom, row.Reason))],
        [.. commission.Visits.OrderBy(row => row.Day).ThenBy(row => row.Reference, StringComparer.Ordinal).Select(VisitView.Of)]);
}

using Secondments.Authorities;

namespace Secondments.Placements;

/// <summary>A secondment as both councils see it: one identical body, and no pay in it.</summary>
public sealed record SecondmentView(
    string Reference, string AgreementReference, string HomeCouncil, string HostCouncil, string EmploymentReference, string PostTitle,
    string Service, DateOnly FirstDay, DateOnly LastDay, string LegalBasis, SecondmentState State, DateOnly? ConsultedOn,
    string? ConsultationOutcome, IReadOnlyList<SecondmentView.SignatureView> Signatures, IReadOnlyList<SecondmentView.ShareView> Shares,
    SecondmentView.PendingChangeView? PendingChange, DateOnly? UncoveredFrom)
{
    public sealed record SignatureView(Signatory Signatory, DateOnly SignedOn, string DocumentSha256);

    public sealed record ShareView(DateOnly FirstDay, DateOnly? LastDay, decimal HostSharePercent);

    public sealed record PendingChangeView(ChangeKind Kind, DateOnly Day, decimal? HostSharePercent, string AskedByCouncil, string Reason);

    /// <param name="secondment">What is shown.</param>
    /// <param name="authorities">Those known, from which follows the first day of the term that none covers.</param>
    /// <param name="today">Decides whether the term is over.</param>
    public static SecondmentView Of(Secondment secondment, IEnumerable<Authority> authorities, DateOnly today) => new(
        secondment.Reference,
        secondment.AgreementReference,
        secondment.HomeCouncil,
        secondment.HostCouncil,
        secondment.EmploymentReference,
        secondment.PostTitle,
        secondment.Service,
        secondment.FirstDay,
        secondment.LastDay,
        secondment.LegalBasis,
        secondment.StateOn(today),
        secondment.ConsultedOn,
        secondment.ConsultationOutcome,
        [.. secondment.Signatures.OrderBy(signature => signature.Signatory)
            .Select(signature => new SignatureView(signature.Signatory, signature.SignedOn, signature.DocumentSha256))],
        [.. HostShare.On(secondment.Shares, secondment.Term)
            .Select(part => new ShareView(part.Days.FirstDay, part.Days.LastDay, part.Percent))],
        secondment.PendingChange is { } asked
            ? new PendingChangeView(asked.Kind, asked.Day, asked.HostSharePercent, asked.AskedByCouncil, asked.Reason)
            : null,
        Authority.FirstUncoveredDay(authorities, secondment.HomeCouncil, secondment.HostCouncil, secondment.Term));
}

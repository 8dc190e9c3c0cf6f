namespace Recharging.Engine.Facts;

/// <summary>What the council that is owed gives back of one statement line, before VAT, component by component.</summary>
/// <param name="DisputeReference">Null when the line was withdrawn without a dispute.</param>
/// <param name="ServicePeriod">For example <c>2023/24-P01</c>: the line's own.</param>
/// <param name="Parts">As the payer owed them: below nil where a credit is taken back.</param>
public sealed record CreditAgreed(
    string LineReference, string? DisputeReference, string AgreementReference, string Subject, string SubjectKind, string ServicePeriod,
    string Payee, string Payer, IReadOnlyList<CreditAgreed.Part> Parts, string Reason)
{
    public sealed record Part(string Component, decimal AmountGbp);
}

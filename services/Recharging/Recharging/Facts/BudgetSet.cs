namespace Recharging.Facts;

/// <summary>What a council expects a payer to owe in a year, or in one month of it: of a subject, a service, a kind of charge, or where
/// several of them meet. No charge depends on it, and only its own council reads it.</summary>
/// <param name="FinancialYear">For example <c>2023/24</c>.</param>
/// <param name="Period">Null for the whole year, which is spread by the cumulative rule.</param>
/// <param name="Version"><c>original</c> or <c>revised</c>; what is revised counts.</param>
public sealed record BudgetSet(
    string Council, string FinancialYear, string AgreementReference, string? SubjectKind, string? Subject, string? Service, string Payer,
    string? Period, decimal AmountGbp, string Version, string Source)
{
    public const string Original = "original";
    public const string Revised = "revised";

    public BudgetScope Scope => new(AgreementReference, Payer, SubjectKind, Subject, Service);
}

/// <summary>Which charges a budget is for; the more it names, the nearer it is to a charge.</summary>
public readonly record struct BudgetScope(string AgreementReference, string Payer, string? SubjectKind, string? Subject, string? Service)
{
    public int Nearness => (Subject is null ? 0 : 4) + (Service is null ? 0 : 2) + (SubjectKind is null ? 0 : 1);

    public override string ToString() => string.Join(", ",
        new[] { SubjectKind, Subject, Service, AgreementReference }.Where(word => word is not null));
}

using Recharging.Engine;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>What a payer was or would be charged: a line, a line that a run would post, or a position. Before VAT.</summary>
/// <param name="BillingPeriod">The month whose statement charges it; of a position its service period.</param>
/// <param name="IsCorrection">It corrects a line, or charges an earlier month late.</param>
public sealed record Amount(
    string AgreementReference, string Subject, string SubjectKind, string Service, string Payee, string Payer, string Description,
    AccountingPeriod BillingPeriod, AccountingPeriod ServicePeriod, bool IsCorrection, Money Owed)
{
    /// <summary>Whether a budget for that scope is for this, too.</summary>
    public bool IsIn(BudgetScope scope) =>
        AgreementReference == scope.AgreementReference && Payer == scope.Payer
        && (scope.SubjectKind ?? SubjectKind) == SubjectKind && (scope.Subject ?? Subject) == Subject && (scope.Service ?? Service) == Service;

    public static Amount Of(StatementLine line) => new(
        line.AgreementReference, line.Subject, line.SubjectKind, line.Service, line.Payee, line.Payer, line.Description, line.BillingPeriod,
        line.ServicePeriod, line.Corrects is not null || line.ServicePeriod != line.BillingPeriod, line.Amount);

    public static Amount Of(DraftLine line, AccountingPeriod billing) => new(
        line.AgreementReference, line.Subject, line.SubjectKind, line.Service, line.Payee, line.Payer, line.Description, billing,
        line.ServicePeriod, line.Corrects is not null || line.ServicePeriod != billing, line.Amount);

    public static Amount Of(Charge charge) => new(
        charge.AgreementReference, charge.Subject, charge.SubjectKind, charge.Service, charge.Payee, charge.Payer, charge.Description,
        charge.ServicePeriod, charge.ServicePeriod, false, charge.Owed);
}

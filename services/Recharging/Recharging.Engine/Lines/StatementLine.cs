using Values;

namespace Recharging.Engine.Lines;

/// <summary>One charge as issued. Never changed: a correction is a later line that says which one it corrects.</summary>
public sealed class StatementLine
{
    /// <summary>For example <c>ST2324P01-001</c>.</summary>
    public required string Reference { get; init; }

    public required string StatementNumber { get; init; }

    public required int Position { get; init; }

    public required string[] Parties { get; init; }

    public required string Payee { get; init; }

    public required string Payer { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required string SubjectKind { get; init; }

    public required string Service { get; init; }

    public required AccountingPeriod BillingPeriod { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    /// <summary>The line of an earlier statement that this one corrects, null for a first charge.</summary>
    public required string? Corrects { get; init; }

    public required string Description { get; init; }

    public required Money Amount { get; init; }

    public required string VatTreatment { get; init; }

    public required Money Vat { get; init; }

    public required string? VatReason { get; init; }

    public required string Working { get; init; }

    public required string? CoveredBy { get; init; }

    public required string ClauseReference { get; init; }

    public required LineComponent[] Components
    {
        get => [.. ComponentNames.Zip(ComponentPence, (name, pence) => new LineComponent(name, new Money(pence).InPounds))];
        init => (ComponentNames, ComponentPence) =
            ([.. value.Select(component => component.Component)], [.. value.Select(component => Money.Pounds(component.AmountGbp).Pence)]);
    }

    public string[] ComponentNames { get; private init; } = [];

    public long[] ComponentPence { get; private init; } = [];

    public Money Payable => Amount + Vat;

    /// <summary>What the references of a statement's lines begin with; the line's position follows.</summary>
    public static string ReferencesOf(AccountingPeriod billingPeriod) => $"ST{billingPeriod.ToShortString()}-";
}

/// <summary>What a line adds to what the payer owes of one component. The sum over a subject's lines is the position posted so
/// far.</summary>
public readonly record struct LineComponent(string Component, decimal AmountGbp);

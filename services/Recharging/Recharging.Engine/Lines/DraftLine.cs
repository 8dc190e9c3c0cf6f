using Values;

namespace Recharging.Engine.Lines;

/// <summary>A line that a run would post: a position less what is posted of it.</summary>
public sealed record DraftLine
{
    /// <summary>Given with the line's place in the statement.</summary>
    public string Reference { get; set; } = "";

    public required string Payee { get; init; }

    public required string Payer { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required string SubjectKind { get; init; }

    public required string Service { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    public required string? Corrects { get; init; }

    public required string Description { get; init; }

    public required string Working { get; init; }

    public required string ClauseReference { get; init; }

    public required string? CoveredBy { get; init; }

    public required Money Amount { get; init; }

    public required string? VatTreatment { get; init; }

    public required bool IsClassified { get; init; }

    public required Money Vat { get; init; }

    public required string? VatReason { get; init; }

    /// <summary>What the line adds to the payer's position in each component.</summary>
    public required LineComponent[] Components { get; init; }

    public required Func<LineExplanation> Explain { get; init; }
}

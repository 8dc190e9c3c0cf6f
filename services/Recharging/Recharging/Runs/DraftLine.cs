using Recharging.Kernel;
using Recharging.Statements;
using Values;

namespace Recharging.Runs;

/// <summary>A line that a run would post: a position less what is posted of it.</summary>
public sealed record DraftLine
{
    public required string Reference { get; init; }

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

    /// <summary>What the line adds to each party's position in each component.</summary>
    public required IReadOnlyList<PositionChange> Changes { get; init; }

    public required LineExplanation Explanation { get; init; }

    public LineComponent[] Components =>
        [.. Changes.Where(change => change.Party == Payer).Select(change => new LineComponent(change.Component, change.Amount.InPounds))];
}

/// <summary>What a line adds to one party's position in one component.</summary>
public sealed record PositionChange(string Component, string Party, Money Amount);

/// <summary>Why a line is what it is: how its amount is made, what it rests on, and its VAT.</summary>
public sealed record LineExplanation(
    long FactNumber, int EngineVersion, Explanation Amount, IReadOnlyList<Explanation> Authorities, Explanation Vat);

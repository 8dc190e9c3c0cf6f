using System.Text.Json.Serialization;

namespace Portal.Clients;

/// <summary>A month's charges in both directions, as Recharging shows them to both councils alike.</summary>
public sealed record Statement(
    string Number,
    string Period,
    string State,
    IReadOnlyList<string> AgreementReferences,
    DateOnly IssuedOn,
    DateOnly? DueOn,
    IReadOnlyList<Statement.CouncilOwed> Owed,
    decimal NetGbp,
    string? NetOwedTo,
    IReadOnlyList<Statement.Line> Lines)
{
    public sealed record CouncilOwed(string Council, decimal GrossGbp);

    public sealed record Component([property: JsonPropertyName("component")] string Name, decimal AmountGbp);

    public sealed record Line(
        string Reference,
        string Description,
        string Payee,
        string Payer,
        string Service,
        string ServicePeriod,
        decimal AmountGbp,
        string VatTreatment,
        decimal VatGbp,
        decimal PayableGbp,
        string? Working,
        string? CoveredBy,
        string ClauseReference,
        LineState State,
        decimal? DisputedGbp,
        string? DisputeReason,
        decimal? ProposedGbp,
        string? DisputeExplanation,
        IReadOnlyList<Component> Components);
}

/// <summary>What the council that pays a line says of it.</summary>
public enum LineState
{
    Unseen,
    Agreed,
    Disputed,
    PartDisputed,
    CreditAgreed,
    Withdrawn,
    NotPayable
}

/// <summary>A statement among others.</summary>
public sealed record StatementSummary(string Number, string Period, string State, DateOnly IssuedOn, DateOnly? DueOn);

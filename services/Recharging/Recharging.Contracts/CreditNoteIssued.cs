namespace Recharging.Contracts;

/// <summary>The council that is owed credited lines of a statement, of one VAT treatment.</summary>
public sealed record CreditNoteIssued
{
    /// <summary>For example <c>HCC-CN-000001</c>: the seller's series, without gaps.</summary>
    public required string CreditNoteNumber { get; init; }

    /// <summary>The invoice that it gives back from, null when the line was never invoiced.</summary>
    public required string? CreditsInvoice { get; init; }

    public required string StatementNumber { get; init; }

    public required string Seller { get; init; }

    public required string Buyer { get; init; }

    /// <summary>The statement lines that it takes, in part or whole.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>S standard, Z zero-rated, E exempt, O outside the scope.</summary>
    public required string VatTreatment { get; init; }

    /// <summary>Above nil: what is given back.</summary>
    public required decimal NetGbp { get; init; }

    /// <summary>As both books have it.</summary>
    public required decimal VatGbp { get; init; }

    public required decimal CreditedGbp { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

namespace Recharging.Contracts;

/// <summary>The council that is owed invoiced agreed lines of a statement, of one VAT treatment.</summary>
public sealed record InvoiceIssued
{
    /// <summary>For example <c>HCC-INV-000001</c>: the seller's series, without gaps.</summary>
    public required string InvoiceNumber { get; init; }

    public required string StatementNumber { get; init; }

    public required string Seller { get; init; }

    public required string Buyer { get; init; }

    /// <summary>The statement lines that it takes, in part or whole.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>S standard, Z zero-rated, E exempt, O outside the scope.</summary>
    public required string VatTreatment { get; init; }

    public required decimal NetGbp { get; init; }

    /// <summary>As both books have it.</summary>
    public required decimal VatGbp { get; init; }

    public required decimal PayableGbp { get; init; }

    public required DateOnly DueOn { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

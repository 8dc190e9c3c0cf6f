using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Settling;

/// <summary>
/// One side of a double entry in the caller's council's book: the payee's debtor, income and output VAT, the payer's cost, input VAT
/// and creditor. Read from the statement lines by Books.sql, so a book can't say anything else than the statement does.
/// </summary>
public sealed class Posting
{
    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    public required int LinePosition { get; init; }

    /// <summary>Whose book.</summary>
    public required string Council { get; init; }

    /// <summary>One of <see cref="BookSides"/>; the council's coding table turns it into an account.</summary>
    public required string Side { get; init; }

    /// <summary>Of income and cost: what for.</summary>
    public required string? Component { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    internal sealed class View : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> postings) => postings.ToView("postings").HasNoKey();
    }
}

/// <summary>The sides of a book that a charge touches.</summary>
public static class BookSides
{
    public const string Debtor = "debtor";
    public const string Income = "income";
    public const string OutputVat = "output-vat";
    public const string Cost = "cost";
    public const string InputVat = "input-vat";
    public const string Creditor = "creditor";
}

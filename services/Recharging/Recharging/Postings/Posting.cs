using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Postings;

/// <summary>
/// One side of a double entry in a council's book: the payee's debtor, income and output VAT, the payer's cost, input VAT and
/// creditor. Added at issue, never changed; the database checks at commit that each line balances in each book.
/// </summary>
public sealed class Posting
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string StatementNumber { get; init; }

    public required string LineReference { get; init; }

    /// <summary>Whose book.</summary>
    public required string Council { get; init; }

    /// <summary>One of <see cref="BookSides"/>; the council's coding table turns it into an account.</summary>
    public required string Side { get; init; }

    /// <summary>Of income and cost: what for.</summary>
    public required string? Component { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Posting>
    {
        public void Configure(EntityTypeBuilder<Posting> postings)
        {
            postings.ToTable("postings", table =>
                table.HasCheckConstraint("one_side", "debit_pence >= 0 AND credit_pence >= 0 AND (debit_pence = 0) <> (credit_pence = 0)"))
                .HasKey(posting => posting.Id);
            postings.HasOne<Statements.StatementLine>().WithMany().HasForeignKey(posting => posting.LineReference)
                .OnDelete(DeleteBehavior.Restrict);
            postings.HasIndex(posting => new { posting.LineReference, posting.Council });
            postings.HasIndex(posting => posting.StatementNumber);
        }
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

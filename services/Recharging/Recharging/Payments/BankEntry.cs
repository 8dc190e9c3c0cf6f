using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Invoices;
using Values;

namespace Recharging.Payments;

/// <summary>
/// A booked payment of a council's bank statement, once for its bank's own reference. Added, never changed: a payment that comes back is
/// an entry of its own.
/// </summary>
public sealed class BankEntry
{
    public long Position { get; private set; }

    public required string Council { get; init; }

    /// <summary>IBAN, or the bank's other number of the account.</summary>
    public required string Account { get; init; }

    public required string StatementId { get; init; }

    /// <summary>The bank's reference of the entry, with the place in it where one entry gathers several payments.</summary>
    public required string Reference { get; init; }

    /// <summary>Positive what came in, negative what went out.</summary>
    public required Money Amount { get; init; }

    public required DateOnly BookedOn { get; init; }

    public required string? EndToEndId { get; init; }

    public required string? Remittance { get; init; }

    /// <summary>Null when it is allocated; else why not, one of <see cref="Allocation"/>.</summary>
    public required string? Unallocated { get; init; }

    public required string ReceivedFrom { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public bool IsTheSameAs(BankEntry other) =>
        (Amount, BookedOn, EndToEndId, Remittance) == (other.Amount, other.BookedOn, other.EndToEndId, other.Remittance);

    internal sealed class Table : IEntityTypeConfiguration<BankEntry>
    {
        public void Configure(EntityTypeBuilder<BankEntry> entries)
        {
            entries.ToTable("bank_entries").HasKey(entry => entry.Position);
            entries.HasIndex(entry => new { entry.Council, entry.Account, entry.Reference }).IsUnique();
        }
    }
}

/// <summary>What a council's bank says was paid on an invoice or credit note. Added, never changed; both councils see it.</summary>
public sealed class InvoicePayment
{
    public long Id { get; private set; }

    public required Guid InvoiceId { get; init; }

    /// <summary>The council whose bank says it.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    public required string Account { get; init; }

    public required string BankReference { get; init; }

    /// <summary>Positive what settles the document, negative what came back.</summary>
    public required Money Amount { get; init; }

    public required DateOnly BookedOn { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoicePayment>
    {
        public void Configure(EntityTypeBuilder<InvoicePayment> payments)
        {
            payments.ToTable("invoice_payments").HasKey(payment => payment.Id);
            payments.HasIndex(payment => new { payment.Council, payment.Account, payment.BankReference, payment.InvoiceId }).IsUnique();
            payments.HasOne<Invoice>().WithMany().HasForeignKey(payment => payment.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Settling;

/// <summary>What was done with a bank entry: it was given to the invoices that it quotes, or by hand, or that was taken back.</summary>
public sealed class BankAllocation
{
    public const string AsQuoted = "as-quoted";
    public const string ByHand = "by-hand";
    public const string Undo = "undo";

    public required string Council { get; init; }

    public required string Account { get; init; }

    public required string BankReference { get; init; }

    /// <summary>Counts from 1 in its entry.</summary>
    public required int Number { get; init; }

    public required string Kind { get; init; }

    /// <summary>The number of what an undo takes back.</summary>
    public int? Undoes { get; init; }

    /// <summary>An officer's own words; else what the entry had waited for.</summary>
    public required string? Reason { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<BankAllocation>
    {
        public void Configure(EntityTypeBuilder<BankAllocation> allocations)
        {
            allocations.ToTable("bank_allocations").HasKey(row => new { row.Council, row.Account, row.BankReference, row.Number });
            allocations.HasIndex(row => new { row.Council, row.Account, row.BankReference, row.Undoes }).IsUnique()
                .HasFilter("undoes IS NOT NULL");
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

    /// <summary>By which of the entry's allocations.</summary>
    public required int Allocation { get; init; }

    /// <summary>Positive what settles the document, negative what came back or was taken back.</summary>
    public required Money Amount { get; init; }

    public required DateOnly BookedOn { get; init; }

    public required DateTimeOffset AllocatedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoicePayment>
    {
        public void Configure(EntityTypeBuilder<InvoicePayment> payments)
        {
            payments.ToTable("invoice_payments").HasKey(payment => payment.Id);
            payments.HasIndex(payment => new
            {
                payment.Council, payment.Account, payment.BankReference, payment.Allocation, payment.InvoiceId
            }).IsUnique();
            payments.HasOne<Invoice>().WithMany().HasForeignKey(payment => payment.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

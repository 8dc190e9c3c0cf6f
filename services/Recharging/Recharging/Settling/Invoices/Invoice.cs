using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Charging;
using Values;

namespace Recharging.Settling;

/// <summary>What sort of document it is.</summary>
public enum InvoiceKind
{
    /// <summary>Asks for payment of agreed lines: type 380.</summary>
    Invoice,

    /// <summary>Gives back what an invoice, or a line that was never invoiced, asked too much: type 381.</summary>
    CreditNote,
}

/// <summary>
/// An invoice or credit note as issued: agreed lines of one statement, of one VAT treatment, from one council to the other. Never
/// changed; what turns out wrong is credited and issued again.
/// </summary>
public sealed class Invoice
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>For example <c>HCC-INV-000001</c>, <c>HCC-CN-000001</c>: the database gives it at commit, without gaps.</summary>
    public string Number { get; private set; } = "";

    public required InvoiceKind Kind { get; init; }

    /// <summary>The council that is owed.</summary>
    public required string Seller { get; init; }

    public required string Buyer { get; init; }

    public required string[] Parties { get; init; }

    public required string StatementNumber { get; init; }

    public required AccountingPeriod Period { get; init; }

    /// <summary>One of <see cref="VatTreatments"/>, the same for all lines.</summary>
    public required string VatTreatment { get; init; }

    public required decimal VatRatePercent { get; init; }

    /// <summary>Why it is treated so, with the law or manual that says so.</summary>
    public required string VatReason { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>Null on a credit note.</summary>
    public required DateOnly? DueOn { get; init; }

    /// <summary>The invoice that a credit note gives back from; null when the line was never invoiced.</summary>
    public required string? Credits { get; init; }

    public required DateOnly? CreditsIssuedOn { get; init; }

    public required InvoiceParty SellerDetails { get; init; }

    public required InvoiceParty BuyerDetails { get; init; }

    /// <summary>Above nil on both kinds: a credit note says what it gives.</summary>
    public required Money Net { get; init; }

    /// <summary>The net at the rate, rounded once: what EN 16931 asks for.</summary>
    public required Money Vat { get; init; }

    /// <summary>VAT of the lines as both books have it, less <see cref="Vat"/>: pence.</summary>
    public required Money Rounding { get; init; }

    public required string IssuedBy { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>To the penny what both books say of the lines.</summary>
    public Money Payable => Net + Vat + Rounding;

    public static string Named(InvoiceKind kind) => kind is InvoiceKind.Invoice ? "invoice" : "credit-note";

    internal sealed class Table : IEntityTypeConfiguration<Invoice>
    {
        public void Configure(EntityTypeBuilder<Invoice> invoices)
        {
            invoices.ToTable("invoices", table => table.HasCheckConstraint("above_nil", "net_pence > 0 AND vat_pence >= 0"))
                .HasKey(invoice => invoice.Id);
            invoices.Property(invoice => invoice.Number).HasDefaultValueSql("''").HasSentinel("");
            invoices.HasIndex(invoice => invoice.Number).IsUnique();
            invoices.Property(invoice => invoice.Kind).HasConversion<string>();
            invoices.Property(invoice => invoice.SellerDetails).HasColumnType("json").HasConversion(
                party => JsonSerializer.Serialize(party, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<InvoiceParty>(json, JsonSerializerOptions.Web)!);
            invoices.Property(invoice => invoice.BuyerDetails).HasColumnType("json").HasConversion(
                party => JsonSerializer.Serialize(party, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<InvoiceParty>(json, JsonSerializerOptions.Web)!);
            invoices.Ignore(invoice => invoice.Payable);
            invoices.HasOne<Statement>().WithMany().HasForeignKey(invoice => invoice.StatementNumber).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The last number given out of a council's series for one kind of document.</summary>
public sealed class DocumentSeries
{
    public required string Council { get; init; }

    public required InvoiceKind Kind { get; init; }

    public long Last { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<DocumentSeries>
    {
        public void Configure(EntityTypeBuilder<DocumentSeries> series)
        {
            series.ToTable("document_series").HasKey(row => new { row.Council, row.Kind });
            series.Property(row => row.Kind).HasConversion<string>();
        }
    }
}

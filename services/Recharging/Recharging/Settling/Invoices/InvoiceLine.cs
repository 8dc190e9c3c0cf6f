using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Settling;

/// <summary>What an invoice or credit note takes of a statement line. Added, never changed.</summary>
public sealed class InvoiceLine
{
    public required Guid InvoiceId { get; init; }

    public required int LineNo { get; init; }

    public required string Seller { get; init; }

    public required string[] Parties { get; init; }

    public required string LineReference { get; init; }

    /// <summary>Counts from 1 for each statement line: a part that was disputed at first comes as the next one.</summary>
    public required int Part { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    public required string Description { get; init; }

    public required string Working { get; init; }

    public required string ClauseReference { get; init; }

    /// <summary>Below nil on a credit note.</summary>
    public required Money Net { get; init; }

    /// <summary>As both books have it.</summary>
    public required Money Vat { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<InvoiceLine>
    {
        public void Configure(EntityTypeBuilder<InvoiceLine> lines)
        {
            lines.ToTable("invoice_lines", table => table.HasCheckConstraint("not_nil", "net_pence <> 0"))
                .HasKey(line => new { line.InvoiceId, line.LineNo });
            lines.HasOne<Invoice>().WithMany().HasForeignKey(line => line.InvoiceId).OnDelete(DeleteBehavior.Restrict);
            lines.HasOne<StatementLine>().WithMany().HasForeignKey(line => line.LineReference).OnDelete(DeleteBehavior.Restrict);
            lines.HasIndex(line => new { line.LineReference, line.Part }).IsUnique();
            lines.HasIndex(line => new { line.Subject, line.ServicePeriod });
        }
    }
}

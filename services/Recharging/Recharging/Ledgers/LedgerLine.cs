using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Matching;
using Values;

namespace Recharging.Ledgers;

/// <summary>A line of a council's ledger as its ERP sent it. Added once, never changed: the ledger corrects by reversal.</summary>
public sealed class LedgerLine
{
    public required string Council { get; init; }

    public required string BatchId { get; init; }

    public required string SourceSystem { get; init; }

    public required string Entity { get; init; }

    public required string DocType { get; init; }

    public required string DocRef { get; init; }

    public required int LineNo { get; init; }

    public required DateOnly DocDate { get; init; }

    public required DateOnly PostingDate { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required string Account { get; init; }

    public string? CostCentre { get; init; }

    public string? Project { get; init; }

    /// <summary>The customer or supplier; on control lines between the councils, the other council's code.</summary>
    public string? Partner { get; init; }

    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    public required string Currency { get; init; }

    public string? VatCode { get; init; }

    public Money? VatAmount { get; init; }

    public string? Text { get; init; }

    /// <summary>Our reference where the ERP kept it: the statement line.</summary>
    public string? ExternalLineId { get; init; }

    /// <summary>On the lines of a reversing document: the document of the same entity that it takes back.</summary>
    public string? Reverses { get; init; }

    public LedgerLineKey ToKey() => new(Council, SourceSystem, Entity, DocRef, LineNo);

    /// <summary>On an account with a partner, something that could be a reference of ours: few lines of a ledger, so the index is small.</summary>
    public const string QuotesUs = "partner IS NOT NULL AND external_line_id LIKE 'ST%'";

    internal sealed class Table : IEntityTypeConfiguration<LedgerLine>
    {
        // The line's own key is the only unique one, and bytes are compared as bytes: what a line costs is the upkeep of its indexes.
        public void Configure(EntityTypeBuilder<LedgerLine> lines)
        {
            lines.ToTable("ledger_lines", table => table.HasCheckConstraint("one_side", "debit_pence = 0 OR credit_pence = 0"));
            lines.HasKey(line => new { line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo });
            foreach (var text in lines.Metadata.GetProperties().Where(property => property.ClrType == typeof(string)))
            {
                text.SetCollation("C");
            }

            lines.Property(line => line.Period).UseCollation("C");
            lines.HasIndex(line => new { line.Council, line.SourceSystem, line.Entity, line.Reverses }).HasFilter("reverses IS NOT NULL");
            lines.HasIndex(line => new { line.Council, line.Partner, line.Period, line.BatchId }).HasFilter("partner IS NOT NULL");
            lines.HasIndex(line => new { line.Council, line.ExternalLineId }).HasFilter(QuotesUs);
            // Months come one after another, so a summary of each range of pages finds a month's lines at hardly any cost.
            lines.HasIndex(line => line.Period).HasMethod("brin").HasStorageParameter("pages_per_range", 16);
        }
    }
}

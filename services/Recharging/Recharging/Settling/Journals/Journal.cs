using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Settling;

/// <summary>What the council's ERP last said of a journal.</summary>
public enum JournalState
{
    /// <summary>Waits to be collected.</summary>
    Pending,

    Received,

    Validated,

    Accepted,

    /// <summary>Sent back with a reason; an officer recodes it and it waits again as the next version.</summary>
    Rejected,

    /// <summary>In the ledger under the ERP's own document number.</summary>
    Posted,

    /// <summary>Taken back in the ledger by another document, which refers to the one that was posted.</summary>
    Reversed,
}

/// <summary>The agreed lines of a statement for one council's ledger, in one direction.</summary>
public sealed class Journal
{
    /// <summary>For example <c>JN2324P01-HCC-R</c>: R what the council is owed, P what it pays.</summary>
    public required string Reference { get; init; }

    public required string Council { get; init; }

    public required string Partner { get; init; }

    public required string StatementNumber { get; init; }

    public required AccountingPeriod Period { get; init; }

    /// <summary><c>receivable</c> or <c>payable</c>.</summary>
    public required string Direction { get; init; }

    public required DateOnly DocumentDate { get; init; }

    public required DateOnly PostingDate { get; init; }

    /// <summary>Counts from 1; a recoded journal keeps its reference and rises.</summary>
    public int Version { get; private set; } = 1;

    public JournalState State { get; private set; } = JournalState.Pending;

    /// <summary>The ledger's own, from posting on.</summary>
    public string? DocumentNumber { get; private set; }

    /// <summary>The financial year, by its first calendar year, in which the ledger numbered the document.</summary>
    public int? DocumentYear { get; private set; }

    /// <summary>The ledger's number of the document that took this one back.</summary>
    public string? ReversalNumber { get; private set; }

    public int? ReversalYear { get; private set; }

    public string? RejectionReason { get; private set; }

    /// <summary>The batch that the ERP sees: the same for a resend, another for a recoded version, whose content differs.</summary>
    public string BatchId => Version == 1 ? Reference : $"{Reference}.v{Version}";

    /// <summary>
    /// The ERP's word. Stages may be left out, never taken back; what is rejected comes again recoded, and what is posted is corrected
    /// only by a document that refers to it.
    /// </summary>
    public Refusal? Acknowledge(JournalState stage, string? documentNumber, string? reason, int? documentYear = null, string? reverses = null)
    {
        if (stage is JournalState.Reversed)
        {
            return Reverse(documentNumber, documentYear, reverses);
        }

        if (State is JournalState.Posted or JournalState.Rejected or JournalState.Reversed)
        {
            return new Refusal("journal-closed",
                $"{Reference} is {Named(State)}{(State is JournalState.Rejected ? ": it waits for recoding." : ".")}");
        }

        if (stage is JournalState.Pending)
        {
            return new Refusal("journal-stage", "'pending' is what a journal is before any word of the ERP.");
        }

        if (stage is JournalState.Rejected)
        {
            return Reject(reason);
        }

        if (stage <= State)
        {
            return new Refusal("journal-stage", $"{Reference} is {Named(State)} already, it can't become {Named(stage)}.");
        }

        if (stage is JournalState.Posted && string.IsNullOrWhiteSpace(documentNumber))
        {
            return new Refusal("document-number", "A posted journal has the ledger's document number.");
        }

        (State, DocumentNumber) = (stage, documentNumber ?? DocumentNumber);
        DocumentYear = stage is JournalState.Posted ? documentYear ?? Period.Year.StartYear : DocumentYear;
        return null;
    }

    private Refusal? Reject(string? reason)
    {
        if (State is JournalState.Accepted)
        {
            return new Refusal("journal-accepted", $"{Reference} is accepted and can't be rejected any more.");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("rejection-reason", "A rejection says its reason.");
        }

        (State, RejectionReason) = (JournalState.Rejected, reason);
        return null;
    }

    private Refusal? Reverse(string? documentNumber, int? documentYear, string? reverses)
    {
        if (State is not JournalState.Posted)
        {
            return new Refusal("journal-not-posted", $"Only a posted journal is reversed. {Reference} is {Named(State)}.");
        }

        if (reverses != DocumentNumber)
        {
            return new Refusal("reversal-reference",
                $"A reversal refers to the document that it takes back: {Reference} is posted as {DocumentNumber}.");
        }

        if (string.IsNullOrWhiteSpace(documentNumber) || documentNumber == DocumentNumber)
        {
            return new Refusal("document-number", "A reversal is a document with a number of its own.");
        }

        (State, ReversalNumber, ReversalYear) = (JournalState.Reversed, documentNumber, documentYear ?? DocumentYear);
        return null;
    }

    /// <summary>A rejected journal waits again with other codes, under the same reference.</summary>
    public Refusal? Recode()
    {
        if (State is not JournalState.Rejected)
        {
            return new Refusal("journal-not-rejected", $"Only a rejected journal is recoded. {Reference} is {Named(State)}.");
        }

        (State, RejectionReason, Version) = (JournalState.Pending, null, Version + 1);
        return null;
    }

    public static string Named(JournalState state) => state.ToString().ToLowerInvariant();

    internal sealed class Table : IEntityTypeConfiguration<Journal>
    {
        public void Configure(EntityTypeBuilder<Journal> journals)
        {
            journals.ToTable("journals").HasKey(journal => journal.Reference);
            journals.Property(journal => journal.State).HasConversion<string>();
            journals.Property<uint>("RowVersion").IsRowVersion();
            journals.Ignore(journal => journal.BatchId);
            journals.HasIndex(journal => journal.StatementNumber);
        }
    }
}

/// <summary>A line of one version of a journal, as the ERP gets it. Added, never changed.</summary>
public sealed class JournalLine
{
    public required string JournalReference { get; init; }

    public required int Version { get; init; }

    /// <summary>When this version of the journal was made, by the business clock.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    public required int LineNo { get; init; }

    public required string Council { get; init; }

    /// <summary>The statement line that it books.</summary>
    public required string ExternalLineId { get; init; }

    /// <summary>A component of the charge, or <c>control</c> or <c>vat</c>.</summary>
    public required string Component { get; init; }

    public required string Account { get; init; }

    public required string? CostCentre { get; init; }

    public required string? Partner { get; init; }

    /// <summary>Of a payable line: the order that the council quotes for it, null when it has none.</summary>
    public required string? PurchaseOrder { get; init; }

    public required Money Debit { get; init; }

    public required Money Credit { get; init; }

    public required string? VatCode { get; init; }

    public required Money VatAmount { get; init; }

    public required string Text { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<JournalLine>
    {
        public void Configure(EntityTypeBuilder<JournalLine> lines)
        {
            lines.ToTable("journal_lines", table =>
                table.HasCheckConstraint("one_side", "debit_pence >= 0 AND credit_pence >= 0 AND (debit_pence = 0) <> (credit_pence = 0)"))
                .HasKey(line => new { line.JournalReference, line.Version, line.LineNo });
            lines.HasOne<Journal>().WithMany().HasForeignKey(line => line.JournalReference).OnDelete(DeleteBehavior.Restrict);
            lines.HasIndex(line => line.ExternalLineId);
        }
    }
}

/// <summary>One word of the ERP on one version of a journal. Added, never changed.</summary>
public sealed class JournalAcknowledgement
{
    public long Id { get; private set; }

    public required string JournalReference { get; init; }

    public required int Version { get; init; }

    public required string Council { get; init; }

    public required string Stage { get; init; }

    public required string? DocumentNumber { get; init; }

    public required int? DocumentYear { get; init; }

    public required string? Reason { get; init; }

    public required int? LineNo { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<JournalAcknowledgement>
    {
        public void Configure(EntityTypeBuilder<JournalAcknowledgement> acknowledgements)
        {
            acknowledgements.ToTable("journal_acknowledgements").HasKey(acknowledgement => acknowledgement.Id);
            acknowledgements.HasOne<Journal>().WithMany().HasForeignKey(acknowledgement => acknowledgement.JournalReference)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Officers;

/// <summary>
/// Tells the officers of one council that something waits for them or has happened to them. Written with its cause by the slice that
/// causes it, in one line, and never changed: <c>db.Notices.Add(Notice.To(…))</c>.
/// </summary>
public sealed class Notice
{
    /// <summary>Rises with time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose officers read it; it may be another council's act that causes it.</summary>
    public required string Council { get; init; }

    /// <summary>One of <see cref="NoticeKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The reference of what it is about: a journal, a statement, a line, a batch.</summary>
    public required string About { get; init; }

    public required string Sentence { get; init; }

    public required DateTimeOffset At { get; init; }

    public static Notice To(string council, string kind, string about, string sentence, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        Council = council,
        Kind = kind,
        About = about,
        Sentence = sentence,
        At = at,
    };

    internal sealed class Table : IEntityTypeConfiguration<Notice>
    {
        public void Configure(EntityTypeBuilder<Notice> notices)
        {
            notices.ToTable("notices").HasKey(notice => notice.Id);

            // Its writer may not read it when it is for the other council, so nothing is asked back of the insert.
            notices.Property(notice => notice.Id).ValueGeneratedNever();
            notices.HasIndex(notice => new { notice.Council, notice.Id });
        }
    }
}

/// <summary>That one officer has read a notice. Added, never changed.</summary>
public sealed class NoticeRead
{
    public required Guid NoticeId { get; init; }

    public required string Council { get; init; }

    /// <summary>The officer's own sign-in.</summary>
    public required string Officer { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<NoticeRead>
    {
        public void Configure(EntityTypeBuilder<NoticeRead> reads)
        {
            reads.ToTable("notice_reads").HasKey(read => new { read.NoticeId, read.Council, read.Officer });
            reads.HasOne<Notice>().WithMany().HasForeignKey(read => read.NoticeId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What officers are told of.</summary>
public static class NoticeKinds
{
    /// <summary>The council's ERP sent a journal back: recode it.</summary>
    public const string JournalRejected = "journal-rejected";

    /// <summary>The council's ERP took a posted journal back: settle the statement again.</summary>
    public const string JournalReversed = "journal-reversed";

    /// <summary>The other council issued a statement: agree or dispute its lines.</summary>
    public const string StatementIssued = "statement-issued";

    /// <summary>The other council sent its balance statement of a quarter: answer it.</summary>
    public const string BalanceStatement = "balance-statement";

    /// <summary>The other council answered the balance statement.</summary>
    public const string BalanceResponse = "balance-response";

    /// <summary>The other council's S151 delegate set thresholds or timetable of the agreement of balances.</summary>
    public const string BalanceTerms = "balance-terms";

    /// <summary>The other council's S151 delegate signed an agreement of balances.</summary>
    public const string PackSigned = "pack-signed";

    /// <summary>The other council confirmed the balances from before the first month: confirm them, or say what is wrong.</summary>
    public const string OpeningConfirmed = "opening-confirmed";

    /// <summary>An officer of the council stands in for its S151 delegate for some days.</summary>
    public const string DeputyNamed = "deputy-named";

    /// <summary>A run, an accrual or a late driver return waits for a second officer.</summary>
    public const string ApprovalWaits = "approval-waits";

    /// <summary>The other council loaded agreed rates: confirm or reject them.</summary>
    public const string RatesWait = "rates-wait";

    /// <summary>The other council confirmed or rejected agreed rates that the council loaded.</summary>
    public const string RatesDecided = "rates-decided";

    /// <summary>The other council told a figure of its own by which the council will be charged.</summary>
    public const string FigureTold = "figure-told";

    /// <summary>Documents of a ledger batch were refused.</summary>
    public const string DocumentsRefused = "documents-refused";

    /// <summary>The other council disputes a line that the council is owed: acknowledge it.</summary>
    public const string DisputeRaised = "dispute-raised";

    /// <summary>The council that is owed has seen the dispute.</summary>
    public const string DisputeAcknowledged = "dispute-acknowledged";

    /// <summary>The council that is owed answered the dispute: take its answer, or take it to the board.</summary>
    public const string DisputeAnswered = "dispute-answered";

    /// <summary>The council that pays took the answer, or agreed the line after all.</summary>
    public const string DisputeConfirmed = "dispute-confirmed";

    /// <summary>The dispute is the joint board's.</summary>
    public const string DisputeEscalated = "dispute-escalated";

    /// <summary>The council that is owed took a charge back.</summary>
    public const string LineWithdrawn = "line-withdrawn";

    /// <summary>An S151 delegate let a write-off stand, or did not.</summary>
    public const string WriteOffAnswered = "write-off-answered";

    /// <summary>A write-off waits for the council's S151 delegate.</summary>
    public const string WriteOffWaits = "write-off-waits";

    /// <summary>The other council said something of a line, attached a file to it or withdrew one.</summary>
    public const string LineTalkedOf = "line-talked-of";

    /// <summary>The other council queries or rejects an invoice, or accepts it on a condition: answer it.</summary>
    public const string InvoiceResponded = "invoice-responded";

    /// <summary>The council that sells answered a query or a rejection of its invoice.</summary>
    public const string InvoiceAnswered = "invoice-answered";

    /// <summary>A reconciliation left something that no reason explains.</summary>
    public const string ReconciliationAlarm = "reconciliation-alarm";
}

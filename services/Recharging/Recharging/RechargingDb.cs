using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Recharging.Ledgers;
using Recharging.Officers;
using Recharging.Reconciling;
using Recharging.Settling;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging;

/// <summary>Recharging's tables. Each entity says beside itself how it is stored; who may touch which row is in Access.sql.</summary>
public sealed class RechargingDb(DbContextOptions<RechargingDb> options) : DbContext(options)
{
    public DbSet<Fact> Facts => Set<Fact>();

    public DbSet<RateLoad> RateLoads => Set<RateLoad>();

    public DbSet<JointPerson> JointPersons => Set<JointPerson>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<PeriodEntry> PeriodEntries => Set<PeriodEntry>();

    public DbSet<Accrual> Accruals => Set<Accrual>();

    public DbSet<AccrualLine> AccrualLines => Set<AccrualLine>();

    public DbSet<AccrualPosting> AccrualPostings => Set<AccrualPosting>();

    public DbSet<Statement> Statements => Set<Statement>();

    public DbSet<StatementLine> StatementLines => Set<StatementLine>();

    public DbSet<Posting> Postings => Set<Posting>();

    public DbSet<LineMark> LineMarks => Set<LineMark>();

    public DbSet<Settlement> Settlements => Set<Settlement>();

    public DbSet<Dispute> Disputes => Set<Dispute>();

    public DbSet<DisputeEntry> DisputeEntries => Set<DisputeEntry>();

    public DbSet<LineComment> LineComments => Set<LineComment>();

    public DbSet<LineAttachment> LineAttachments => Set<LineAttachment>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<CostCentre> CostCentres => Set<CostCentre>();

    public DbSet<DocumentType> DocumentTypes => Set<DocumentType>();

    public DbSet<LedgerPeriod> LedgerPeriods => Set<LedgerPeriod>();

    public DbSet<CodingRow> CodingRows => Set<CodingRow>();

    public DbSet<PurchaseOrder> PurchaseOrders => Set<PurchaseOrder>();

    public DbSet<MappedCode> MappedCodes => Set<MappedCode>();

    public DbSet<Journal> Journals => Set<Journal>();

    public DbSet<JournalLine> JournalLines => Set<JournalLine>();

    public DbSet<JournalAcknowledgement> JournalAcknowledgements => Set<JournalAcknowledgement>();

    public DbSet<DriverProposal> DriverProposals => Set<DriverProposal>();

    public DbSet<InvoicingDetails> InvoicingDetails => Set<InvoicingDetails>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();

    public DbSet<InvoiceResponse> InvoiceResponses => Set<InvoiceResponse>();

    public DbSet<BalanceTerms> BalanceTerms => Set<BalanceTerms>();

    public DbSet<BalanceStatement> BalanceStatements => Set<BalanceStatement>();

    public DbSet<BalanceResponse> BalanceResponses => Set<BalanceResponse>();

    public DbSet<SignedPack> SignedPacks => Set<SignedPack>();

    public DbSet<PackSignature> PackSignatures => Set<PackSignature>();

    public DbSet<OpeningConfirmation> OpeningConfirmations => Set<OpeningConfirmation>();

    public DbSet<KnownOfficer> Officers => Set<KnownOfficer>();

    public DbSet<Deputy> Deputies => Set<Deputy>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<NoticeRead> NoticeReads => Set<NoticeRead>();

    public DbSet<ReconciliationDecision> ReconciliationDecisions => Set<ReconciliationDecision>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>
    /// A run prices with both councils' pay facts and writes both councils' books, which no caller may: its part of the request's
    /// transaction acts for no caller. What fails inside rolls the whole request back.
    /// </summary>
    public async Task<T> AsWorkerAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlRawAsync("SET LOCAL ROLE recharging_worker", cancellationToken);
        var result = await work();
        await Database.ExecuteSqlRawAsync("SET LOCAL ROLE recharging_api", cancellationToken);
        return result;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<InPence>();
        configurationBuilder.Properties<AccountingPeriod>().HaveConversion<ByName>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RechargingDb).Assembly);
        foreach (var amount in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Money)))
        {
            amount.SetColumnName(amount.Name + "Pence");
        }

        modelBuilder.AddPlatformTables();
        modelBuilder.NameInSnakeCase();
    }

    private sealed class InPence() : ValueConverter<Money, long>(money => money.Pence, pence => new Money(pence));

    private sealed class ByName() : ValueConverter<AccountingPeriod, string>(
        period => period.ToString(), name => AccountingPeriod.Parse(name));
}

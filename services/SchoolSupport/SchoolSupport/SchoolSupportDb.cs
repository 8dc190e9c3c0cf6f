using SchoolSupport.Authorities;
using SchoolSupport.Catalogue;
using SchoolSupport.Commissions;
using SchoolSupport.JointPersons;
using SchoolSupport.Schools;

namespace SchoolSupport;

/// <summary>All that SchoolSupport stores. Who may see and change which row is in Access.sql.</summary>
public sealed class SchoolSupportDb(DbContextOptions<SchoolSupportDb> options) : DbContext(options)
{
    public DbSet<School> Schools => Set<School>();

    public DbSet<SchoolLink> SchoolLinks => Set<SchoolLink>();

    public DbSet<CatalogueRate> Catalogue => Set<CatalogueRate>();

    public DbSet<Authority> Authorities => Set<Authority>();

    public DbSet<Commission> Commissions => Set<Commission>();

    public DbSet<Declaration> Declarations => Set<Declaration>();

    public DbSet<Pause> Pauses => Set<Pause>();

    public DbSet<Visit> Visits => Set<Visit>();

    public DbSet<JointPerson> JointPersons => Set<JointPerson>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapSchools(modelBuilder);
        MapCommission(modelBuilder);
        modelBuilder.Entity<Authority>(authority =>
        {
            authority.ToTable("authority", table => table.HasCheckConstraint("authority_days", "last_day >= first_day"));
            authority.HasKey(row => row.AgreementReference);
        });
        modelBuilder.Entity<CatalogueRate>(rate =>
        {
            rate.ToTable("catalogue_rate", table => table.HasCheckConstraint("catalogue_rate_positive", "day_rate_gbp > 0"));
            rate.HasKey(row => new { row.Council, row.Service, row.EffectiveFrom });
            rate.Property(row => row.DayRateGbp).HasPrecision(12, 2);
        });
        modelBuilder.Entity<ReferenceNumber>(number => number.ToTable("reference_number").HasKey(row => new { row.Kind, row.Year }));

        modelBuilder.ApplyConfiguration(new KeyHolders.Table());
        modelBuilder.AddPlatformTables();
        modelBuilder.NameInSnakeCase();
    }

    private static void MapSchools(ModelBuilder model)
    {
        model.Entity<School>(school =>
        {
            school.ToTable("school", table =>
            {
                table.HasCheckConstraint("school_urn", "urn ~ '^[0-9]{6}$'");
                table.HasCheckConstraint("school_days", "closed_on >= opened_on");
            });
            school.HasKey(row => row.Urn);
        });
        model.Entity<SchoolLink>(link =>
        {
            link.ToTable("school_link").HasKey(row => new { row.Urn, row.LinkUrn, row.LinkType });
            link.HasIndex(row => row.LinkUrn);
        });
    }

    private static void MapCommission(ModelBuilder model)
    {
        model.Entity<Commission>(commission =>
        {
            commission.ToTable("commission", table =>
            {
                table.HasCheckConstraint("commission_days_ledger", "days_used >= 0 AND days_used <= days_bought AND days_bought > 0");
                table.HasCheckConstraint("commission_days", "last_day >= first_day");
                table.HasCheckConstraint("commission_funder", "(funder = 'Council') = (funding_council IS NOT NULL)");
                table.HasCheckConstraint(
                    "commission_accepted",
                    "status IN ('Proposed', 'Stopped') OR (school_accepted_by IS NOT NULL AND funder_accepted_by IS NOT NULL)");
            });
            commission.HasKey(row => row.Id);
            commission.HasAlternateKey(row => row.Reference);
            commission.Property(row => row.Funder).HasConversion<string>();
            commission.Property(row => row.Status).HasConversion<string>();
            commission.Property(row => row.DayRateGbp).HasPrecision(12, 2);
            commission.Property(row => row.DaysBought).HasPrecision(5, 1);
            commission.Property(row => row.DaysUsed).HasPrecision(5, 1);
            commission.HasIndex(row => row.Urn);
            commission.HasIndex(row => row.AgreementReference);
            commission.HasMany(row => row.Declarations).WithOne()
                .HasForeignKey(row => row.CommissionReference).HasPrincipalKey(row => row.Reference);
            commission.HasMany(row => row.Pauses).WithOne()
                .HasForeignKey(row => row.CommissionReference).HasPrincipalKey(row => row.Reference);
            commission.HasMany(row => row.Visits).WithOne()
                .HasForeignKey(row => row.CommissionReference).HasPrincipalKey(row => row.Reference);
        });
        model.Entity<Declaration>(declaration =>
        {
            declaration.ToTable("declaration").HasKey(row => new { row.CommissionReference, row.Adviser });
            declaration.Ignore(row => row.HasConflict);
        });
        model.Entity<Pause>(pause =>
        {
            pause.ToTable("pause", table => table.HasCheckConstraint("pause_days", "resumed_from > paused_from"));
            pause.HasKey(row => new { row.CommissionReference, row.PausedFrom });
            pause.HasIndex(row => row.CommissionReference, "ix_pause_that_lasts").IsUnique().HasFilter("resumed_from IS NULL");
        });
        model.Entity<Visit>(visit =>
        {
            visit.ToTable("visit", table =>
            {
                table.HasCheckConstraint("visit_half_days", "days IN (0.5, 1)");
                table.HasCheckConstraint("visit_evidence", "evidence_sha256 ~ '^[0-9a-f]{64}$'");
                table.HasCheckConstraint("visit_evidenced_on", "(evidence_sha256 IS NULL) = (evidenced_on IS NULL)");
            });
            visit.HasKey(row => row.Reference);
            visit.Property(row => row.Days).HasPrecision(2, 1);
            visit.HasIndex(row => row.EvidenceSha256).IsUnique();
            visit.HasIndex(row => new { row.Adviser, row.Day });
        });
    }
}

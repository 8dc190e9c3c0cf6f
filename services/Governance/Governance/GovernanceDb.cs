using System.Text.Json;
using Governance.Agendas;
using Governance.Agreements;
using Governance.Bodies;
using Governance.Decisions;
using Governance.Directions;
using Governance.JointPersons;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Governance;

/// <summary>What Governance keeps, and what its database forbids whatever the code says.</summary>
public sealed class GovernanceDb(DbContextOptions<GovernanceDb> options) : DbContext(options)
{
    public DbSet<Body> Bodies => Set<Body>();

    public DbSet<CallInRule> CallInRules => Set<CallInRule>();

    public DbSet<Decision> Decisions => Set<Decision>();

    public DbSet<Direction> Directions => Set<Direction>();

    public DbSet<Agreement> Agreements => Set<Agreement>();

    public DbSet<AgendaItem> AgendaItems => Set<AgendaItem>();

    public DbSet<JointPersonRecord> JointPersons => Set<JointPersonRecord>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>The council's call-in rule for a decision published on the day, or null.</summary>
    public async Task<CallInRule?> CallInRuleAsync(string? council, DateOnly? publishedOn, CancellationToken cancellationToken) =>
        await CallInRules
            .Where(rule => rule.Council == council && rule.EffectiveFrom <= publishedOn)
            .OrderByDescending(rule => rule.EffectiveFrom)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>The decision, held against other changes until the transaction ends; null when the caller may see none.</summary>
    public async Task<Decision?> LockDecisionAsync(string reference, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync($"SELECT FROM decisions WHERE reference = {reference} FOR UPDATE", cancellationToken);
        return await Decisions.SingleOrDefaultAsync(decision => decision.Reference == reference, cancellationToken);
    }

    /// <summary>The Direction, held against other changes until the transaction ends; null when the caller may see none.</summary>
    public async Task<Direction?> LockDirectionAsync(string reference, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync($"SELECT FROM directions WHERE reference = {reference} FOR UPDATE", cancellationToken);
        return await Directions.SingleOrDefaultAsync(direction => direction.Reference == reference, cancellationToken);
    }

    /// <summary>The item, held against other changes until the transaction ends; null when the caller may see none.</summary>
    public async Task<AgendaItem?> LockAgendaItemAsync(string matter, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync($"SELECT FROM agenda_items WHERE matter = {matter} FOR UPDATE", cancellationToken);
        return await AgendaItems.SingleOrDefaultAsync(item => item.Matter == matter, cancellationToken);
    }

    /// <summary>
    /// The agreement with all others between the same councils, held against other changes until the transaction ends: two tracks
    /// completed at one moment must see each other, and so must two agreements for the same days. Empty when the caller may see none.
    /// </summary>
    public async Task<List<Agreement>> LockAgreementsLikeAsync(string reference, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync(
            $"""
            SELECT FROM agreements
            WHERE (provider, recipient) = (SELECT provider, recipient FROM agreements WHERE reference = {reference})
            ORDER BY reference FOR UPDATE
            """,
            cancellationToken);
        return await Agreements
            .Where(other => Agreements.Any(one =>
                one.Reference == reference && one.Provider == other.Provider && one.Recipient == other.Recipient))
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
    }

    /// <summary>Saves, unless the database itself holds a rule against it: a reference is taken once, authority never overlaps.</summary>
    public async Task<Refusal?> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException refused) when (
            refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Refusal("reference-taken", "That reference is taken. Choose another one.");
        }
        catch (DbUpdateException refused) when (
            refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            return new Refusal("overlapping-authority", "Another agreement between the same councils is in force on some of these days.");
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Body>(body =>
        {
            body.ToTable("bodies").HasKey(row => row.Code);
            body.Property(row => row.Code).HasMaxLength(16);
            body.Property(row => row.Kind).HasConversion<string>();
            AsJson(body.Property(row => row.Provenance));
        });
        modelBuilder.Entity<CallInRule>(rule =>
        {
            rule.ToTable("call_in_rules").HasKey(row => new { row.Council, row.EffectiveFrom });
            AsJson(rule.Property(row => row.Provenance));
        });
        modelBuilder.Entity<Decision>(MapDecision);
        modelBuilder.Entity<Direction>(MapDirection);
        modelBuilder.Entity<DirectionStep>(step =>
        {
            step.ToTable("direction_steps").HasKey(row => new { row.DirectionReference, row.Number });
            step.Property(row => row.Status).HasConversion<string>();
            AsJson(step.Property(row => row.Provenance));
        });
        modelBuilder.Entity<Agreement>(MapAgreement);
        modelBuilder.Entity<Approval>(approval =>
        {
            approval.ToTable("approvals").HasKey(row => new { row.AgreementReference, row.Subject, row.Track });
            approval.HasOne<Decision>().WithMany().HasForeignKey(row => row.DecisionReference).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<AgreementChange>(change =>
        {
            change.ToTable("agreement_changes").HasKey(row => new { row.AgreementReference, row.Reference });
            change.HasIndex(row => row.AgreementReference).IsUnique().HasFilter("status = 'Proposed'");
            change.Property(row => row.Kind).HasConversion<string>();
            change.Property(row => row.Status).HasConversion<string>();
        });
        modelBuilder.Entity<Clause>(MapClause);
        modelBuilder.Entity<AgendaItem>(item =>
        {
            item.ToTable("agenda_items", table =>
                table.HasCheckConstraint("settled_says_how", "(settled_at IS NULL) = (outcome IS NULL)"));
            item.HasKey(row => row.Number);
            item.Ignore(row => row.Status);
            item.HasIndex(row => row.Source).IsUnique();
            item.HasIndex(row => row.Matter).IsUnique();
            item.HasIndex(row => new { row.BodyCode, row.Number });
            item.HasOne<Body>().WithMany().HasForeignKey(row => row.BodyCode).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<JointPersonRecord>(person =>
        {
            person.ToTable("joint_persons", table => table.HasCheckConstraint("ended_by_both", "ended_at IS NULL OR ending_asked_by IS NOT NULL"));
            person.HasKey(row => row.Reference);
            person.Property(row => row.Reference).HasMaxLength(16);
            person.Ignore(row => row.Officers);
            person.Ignore(row => row.State);
        });
        modelBuilder.AddPlatformTables();
        modelBuilder.NameInSnakeCase();
    }

    private static void MapDecision(EntityTypeBuilder<Decision> decision)
    {
        decision.ToTable("decisions").HasKey(row => row.Reference);
        decision.Property(row => row.Reference).HasMaxLength(16);
        decision.HasOne<Body>().WithMany().HasForeignKey(row => row.BodyCode).OnDelete(DeleteBehavior.Restrict);
        decision.Property(row => row.Status).HasConversion<string>();
        AsJson(decision.Property(row => row.Reports));
        AsJson(decision.Property(row => row.Options));
        AsJson(decision.Property(row => row.Recommendations));
        AsJson(decision.Property(row => row.Provenance));
    }

    private static void MapDirection(EntityTypeBuilder<Direction> direction)
    {
        direction.ToTable("directions").HasKey(row => row.Reference);
        direction.Property(row => row.Reference).HasMaxLength(16);
        direction.HasOne<Body>().WithMany().HasForeignKey(row => row.IssuerCode).OnDelete(DeleteBehavior.Restrict);
        direction.Property(row => row.Status).HasConversion<string>();
        AsJson(direction.Property(row => row.Requirements));
        direction.HasMany(row => row.Steps).WithOne().HasForeignKey(step => step.DirectionReference).OnDelete(DeleteBehavior.Restrict);
        direction.Navigation(row => row.Steps).AutoInclude();
    }

    private static void MapAgreement(EntityTypeBuilder<Agreement> agreement)
    {
        // That authority never overlaps is an exclusion constraint, which migrations add by hand: Migrations/AuthorityNeverOverlaps.cs.
        agreement.ToTable("agreements", table =>
        {
            table.HasCheckConstraint("two_councils", "provider <> recipient");
            table.HasCheckConstraint("days_in_order", "last_day >= first_day");
        });
        agreement.HasKey(row => row.Reference);
        agreement.Property(row => row.Reference).HasMaxLength(16);
        agreement.Ignore(row => row.Parties);
        agreement.HasOne<Body>().WithMany().HasForeignKey(row => row.ThirdPartyCode).OnDelete(DeleteBehavior.Restrict);
        agreement.HasOne<Agreement>().WithMany().HasForeignKey(row => row.Succeeds).OnDelete(DeleteBehavior.Restrict);
        agreement.Property(row => row.Status).HasConversion<string>();
        AsJson(agreement.Property(row => row.Provenance));
        agreement.HasMany(row => row.Approvals).WithOne().HasForeignKey(row => row.AgreementReference).OnDelete(DeleteBehavior.Restrict);
        agreement.HasMany(row => row.Changes).WithOne().HasForeignKey(row => row.AgreementReference).OnDelete(DeleteBehavior.Restrict);
        agreement.HasMany(row => row.Clauses).WithOne().HasForeignKey(row => row.AgreementReference).OnDelete(DeleteBehavior.Restrict);
        agreement.Navigation(row => row.Approvals).AutoInclude();
        agreement.Navigation(row => row.Changes).AutoInclude();
        agreement.Navigation(row => row.Clauses).AutoInclude();
    }

    private static void MapClause(EntityTypeBuilder<Clause> clause)
    {
        clause.ToTable("clauses", table => table.HasCheckConstraint("days_in_order", "effective_until >= effective_from"));
        clause.HasKey(row => new { row.AgreementReference, row.Number, row.Version });
        clause.HasIndex(row => new { row.AgreementReference, row.Number }).IsUnique().HasFilter("status = 'Proposed'");
        clause.Ignore(row => row.Reference);
        clause.Property(row => row.Status).HasConversion<string>();
        AsJson(clause.Property(row => row.Parameters));
        AsJson(clause.Property(row => row.AgreedBy)).UsePropertyAccessMode(PropertyAccessMode.Field);
        AsJson(clause.Property(row => row.Provenance));
    }

    private static PropertyBuilder<T> AsJson<T>(PropertyBuilder<T> property)
        where T : class =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
            text => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
                (left, right) =>
                    JsonSerializer.Serialize(left, JsonSerializerOptions.Web) == JsonSerializer.Serialize(right, JsonSerializerOptions.Web),
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
                value =>
                    JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!));
}

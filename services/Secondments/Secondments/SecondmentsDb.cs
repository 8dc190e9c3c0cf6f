using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Secondments.Authorities;
using Secondments.HrExtracts;
using Secondments.JointPersons;
using Secondments.Placements;
using Secondments.SharedPosts;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Secondments;

/// <summary>Secondments' own database: who is lent to whom, on which days, under which authority, and what home pays.</summary>
public sealed class SecondmentsDb(DbContextOptions<SecondmentsDb> options) : DbContext(options)
{
    public DbSet<Secondment> Secondments => Set<Secondment>();

    public DbSet<SharedPost> SharedPosts => Set<SharedPost>();

    public DbSet<Placement> Placements => Set<Placement>();

    public DbSet<Employment> Employments => Set<Employment>();

    public DbSet<PayFact> PayFacts => Set<PayFact>();

    public DbSet<HrExtract> HrExtracts => Set<HrExtract>();

    public DbSet<Authority> Authorities => Set<Authority>();

    public DbSet<JointPerson> JointPersons => Set<JointPerson>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Loads a secondment and holds its row: of two officers who move it at once, the second is judged by what the first did.</summary>
    public async Task<Secondment?> SecondmentToChangeAsync(string reference, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync($"SELECT 1 FROM secondments WHERE reference = {reference} FOR UPDATE", cancellationToken);
        return await Secondments.SingleOrDefaultAsync(secondment => secondment.Reference == reference, cancellationToken);
    }

    /// <summary>Loads a shared post and holds its row.</summary>
    public async Task<SharedPost?> SharedPostToChangeAsync(string reference, CancellationToken cancellationToken)
    {
        await Database.ExecuteSqlAsync($"SELECT 1 FROM shared_posts WHERE reference = {reference} FOR UPDATE", cancellationToken);
        return await SharedPosts.SingleOrDefaultAsync(post => post.Reference == reference, cancellationToken);
    }

    /// <summary>The next number of a sequence that people see in references.</summary>
    public async Task<long> NextNumberAsync(string sequence, CancellationToken cancellationToken) =>
        await Database.SqlQuery<long>($"SELECT nextval({sequence}::regclass) AS \"Value\"").SingleAsync(cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence<long>("secondment_numbers");
        modelBuilder.HasSequence<long>("hr_extract_numbers");

        modelBuilder.Entity<Secondment>(secondment =>
        {
            secondment.ToTable("secondments", table =>
            {
                table.HasCheckConstraint("term_in_order", "last_day >= first_day");
                table.HasCheckConstraint("two_councils", "home_council <> host_council");
                table.HasCheckConstraint("consulted_under_section_113",
                    $"legal_basis <> '{LegalBasis.Section113}' OR consulted_on IS NOT NULL"
                    + " OR state IN ('Proposed', 'HomeApproved', 'HostApproved', 'Withdrawn')");
            }).HasKey(row => row.Reference);
            secondment.Property(row => row.Reference).HasMaxLength(16);
            secondment.Property(row => row.State).HasConversion<string>();
            secondment.HasOne<Employment>().WithMany().HasForeignKey(row => row.EmploymentReference).OnDelete(DeleteBehavior.Restrict);
            secondment.HasIndex(row => new { row.HomeCouncil, row.HostCouncil });
            secondment.Ignore(row => row.Term);
            secondment.OwnsMany(row => row.Shares, shares => MapShares(shares, "secondment_shares", "SecondmentReference"));
            secondment.OwnsMany(row => row.Signatures, signatures =>
            {
                signatures.ToTable("secondment_signatures").WithOwner().HasForeignKey("SecondmentReference");
                signatures.HasKey("SecondmentReference", nameof(Signature.Signatory));
                signatures.Property(signature => signature.Signatory).HasConversion<string>();
                signatures.Property(signature => signature.DocumentSha256).HasMaxLength(64);
            });
            secondment.ComplexProperty(row => row.PendingChange, change =>
            {
                change.Property(asked => asked.Kind).HasConversion<string>().HasColumnName("pending_change");
                change.Property(asked => asked.Day).HasColumnName("pending_day");
                change.Property(asked => asked.HostSharePercent).HasColumnName("pending_host_share_percent").HasPrecision(7, 4);
                change.Property(asked => asked.AskedByCouncil).HasColumnName("pending_asked_by_council");
                change.Property(asked => asked.AskedByOfficer).HasColumnName("pending_asked_by_officer");
                change.Property(asked => asked.Reason).HasColumnName("pending_reason");
            });
        });

        modelBuilder.Entity<SharedPost>(post =>
        {
            post.ToTable("shared_posts", table => table.HasCheckConstraint("two_councils", "home_council <> host_council"))
                .HasKey(row => row.Reference);
            post.Property(row => row.Reference).HasMaxLength(16);
            post.HasOne<Employment>().WithMany().HasForeignKey(row => row.EmploymentReference).OnDelete(DeleteBehavior.Restrict);
            post.OwnsMany(row => row.Shares, shares => MapShares(shares, "shared_post_shares", "PostReference"));
        });

        modelBuilder.Entity<Placement>(placement =>
        {
            // The trigger whole_person in Access.sql keeps the sum of an employment's shares at or below 100 on every day.
            placement.ToTable("placements", table => table.HasCheckConstraint("part_of_a_person", "host_share_percent > 0 AND host_share_percent <= 100"))
                .HasKey(row => row.Id);
            placement.Property(row => row.HostSharePercent).HasPrecision(7, 4);
            placement.HasOne<Employment>().WithMany().HasForeignKey(row => row.EmploymentReference).OnDelete(DeleteBehavior.Restrict);
            placement.HasIndex(row => new { row.SourceReference, row.FirstDay }).IsUnique();
        });

        modelBuilder.Entity<Employment>(employment =>
        {
            employment.ToTable("employments", table => table.HasCheckConstraint("of_its_council", "starts_with(reference, council || '-')"))
                .HasKey(row => row.Reference);
            employment.Property(row => row.Reference).HasMaxLength(16);
            employment.Property(row => row.EmployeeNumber).HasMaxLength(16);
            employment.Property(row => row.PostTitle).HasMaxLength(120);
        });

        modelBuilder.Entity<PayFact>(fact =>
        {
            fact.ToTable("pay_facts", table => table.HasCheckConstraint("point_or_salary", "(spine_point IS NULL) <> (full_time_salary_gbp IS NULL)"))
                .HasKey(row => row.Number);
            fact.Property(row => row.Number).ValueGeneratedOnAdd();
            fact.HasOne<Employment>().WithMany().HasForeignKey(row => row.EmploymentReference).OnDelete(DeleteBehavior.Restrict);
            fact.HasIndex(row => new { row.EmploymentReference, row.EffectiveFrom });
            fact.ComplexProperty(row => row.Pay, pay =>
            {
                pay.Property(part => part.Spine).HasColumnName("spine");
                pay.Property(part => part.SpinePoint).HasColumnName("spine_point");
                pay.Property(part => part.FullTimeSalaryGbp).HasColumnName("full_time_salary_gbp").HasPrecision(10, 2);
                pay.Property(part => part.Fte).HasColumnName("fte").HasPrecision(5, 4);
                pay.Property(part => part.PensionScheme).HasColumnName("pension_scheme");
            });
        });

        modelBuilder.Entity<HrExtract>(extract =>
        {
            extract.ToTable("hr_extracts").HasKey(row => row.Reference);
            extract.Property(row => row.Reference).HasMaxLength(16);
            extract.HasIndex(row => new { row.Council, row.Sha256, row.Number });
            AsJson(extract.Property(row => row.NotTaken));
            AsJson(extract.Property(row => row.StillHolds)).HasDefaultValueSql("'[]'");
        });

        modelBuilder.Entity<Authority>(authority =>
        {
            authority.ToTable("authorities").HasKey(row => row.AgreementReference);
            authority.Property(row => row.AgreementReference).HasMaxLength(16);
        });

        modelBuilder.ApplyConfiguration(new KeyHolders.Table());
        modelBuilder.AddPlatformTables();
        modelBuilder.NameInSnakeCase();
    }

    private static PropertyBuilder<IReadOnlyList<T>> AsJson<T>(PropertyBuilder<IReadOnlyList<T>> list)
    {
        list.HasColumnType("jsonb").HasConversion(
            items => JsonSerializer.Serialize(items, EventJson.Options),
            json => JsonSerializer.Deserialize<List<T>>(json, EventJson.Options)!,
            new ValueComparer<IReadOnlyList<T>>((a, b) => ReferenceEquals(a, b), items => items.Count, items => items));
        return list;
    }

    private static void MapShares<TOwner>(OwnedNavigationBuilder<TOwner, HostShare> shares, string table, string owner)
        where TOwner : class
    {
        shares.ToTable(table, rows => rows.HasCheckConstraint($"{table}_percent", "percent >= 0 AND percent <= 100"))
            .WithOwner().HasForeignKey(owner);
        shares.HasKey(owner, nameof(HostShare.Number));
        shares.Property(share => share.Number).ValueGeneratedNever();
        shares.Property(share => share.Percent).HasPrecision(7, 4);
    }
}

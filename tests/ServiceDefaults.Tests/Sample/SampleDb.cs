using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Sample;

public sealed class SampleDb(DbContextOptions<SampleDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    public DbSet<HeardNote> Heard => Set<HeardNote>();

    /// <summary>Texts that the consumer can digest though they are poison.</summary>
    public DbSet<Antidote> Antidotes => Set<Antidote>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("note").HasKey(row => row.Id);
            note.HasIndex(row => row.Reference).IsUnique();
            note.Property<uint>("RowVersion").IsRowVersion();
        });
        modelBuilder.Entity<HeardNote>().ToTable("heard_note").HasKey(row => row.Position);
        modelBuilder.Entity<Antidote>().ToTable("antidote").HasKey(row => row.Text);
        modelBuilder.AddPlatformTables();
        modelBuilder.NameInSnakeCase();
    }
}

public sealed class Note
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Council { get; init; }

    public required List<string> Parties { get; init; }

    public required string Reference { get; init; }

    public required string Text { get; set; }
}

public sealed class HeardNote
{
    public long Position { get; init; }

    public required string Aggregate { get; init; }

    public required long Version { get; init; }

    public required string Text { get; init; }
}

public sealed class Antidote
{
    public required string Text { get; init; }
}

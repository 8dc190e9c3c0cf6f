using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Facts;

/// <summary>
/// What we were told, and when: true from a day, known from a number. Added, never changed; the number is the database's, gapless
/// and in the order of commits, so that "as known at number n" is the same for ever.
/// </summary>
public sealed class Fact
{
    public long Number { get; private set; }

    /// <summary>Unique for ever: the event's stream and version, or the upload and its row.</summary>
    public required string SourceKey { get; init; }

    /// <summary>One of <see cref="FactKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it speaks of, as officers name it.</summary>
    public required string Subject { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>The last day that it matters for by itself, null while open: a visit matters for its day, a pay point until the next.</summary>
    public required DateOnly? EffectiveUntil { get; init; }

    /// <summary>By the business clock.</summary>
    public required DateTimeOffset LearnedAt { get; init; }

    /// <summary>As it was said, to the letter.</summary>
    public required string Body { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The councils that may read it; none means everyone.</summary>
    public required string[] Parties { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Fact>
    {
        public void Configure(EntityTypeBuilder<Fact> facts)
        {
            facts.ToTable("facts").HasKey(fact => fact.Number);
            facts.Property(fact => fact.Number).HasDefaultValueSql("0");
            facts.Property(fact => fact.Body).HasColumnType("json");
            facts.HasIndex(fact => fact.SourceKey).IsUnique();
            facts.HasIndex(fact => new { fact.Kind, fact.Subject });
            facts.HasIndex(fact => fact.EffectiveUntil);
        }
    }
}

/// <summary>The last fact number given out. One row.</summary>
public sealed class FactCounter
{
    public int Id { get; private set; } = 1;

    public long Last { get; private set; }

    internal sealed class Table : IEntityTypeConfiguration<FactCounter>
    {
        public void Configure(EntityTypeBuilder<FactCounter> counter)
        {
            counter.ToTable("fact_counter", table => table.HasCheckConstraint("one_row", "id = 1")).HasKey(row => row.Id);
            counter.Property(row => row.Id).ValueGeneratedNever();
            counter.HasData(new FactCounter());
        }
    }
}

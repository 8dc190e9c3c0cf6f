using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Statements;

/// <summary>
/// What a line added to a party's position in a component of a subject's service period. Their sum is what is charged so far; the
/// next run posts the position less this sum.
/// </summary>
public sealed class PostedPosition
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required string LineReference { get; init; }

    public required string[] Parties { get; init; }

    public required string AgreementReference { get; init; }

    public required string Subject { get; init; }

    public required AccountingPeriod ServicePeriod { get; init; }

    public required string Component { get; init; }

    public required string Party { get; init; }

    public required Money Amount { get; init; }

    public required int EngineVersion { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PostedPosition>
    {
        public void Configure(EntityTypeBuilder<PostedPosition> positions)
        {
            positions.ToTable("posted_positions").HasKey(position => position.Id);
            positions.HasOne<StatementLine>().WithMany().HasForeignKey(position => position.LineReference)
                .OnDelete(DeleteBehavior.Restrict);
            positions.HasIndex(position => new { position.LineReference, position.Component, position.Party }).IsUnique();
            positions.HasIndex(position => new { position.Subject, position.ServicePeriod });
        }
    }
}

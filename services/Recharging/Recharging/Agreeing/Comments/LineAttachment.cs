using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;

namespace Recharging.Agreeing;

/// <summary>A file that an officer of either council attached to a line. Both read it, until its council withdraws it.</summary>
public sealed class LineAttachment
{
    public required Guid Id { get; init; }

    public required string LineReference { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>Of the officer who attached it.</summary>
    public required string Council { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string FileName { get; init; }

    /// <summary>As its content shows, whatever its name says.</summary>
    public required string ContentType { get; init; }

    /// <summary>Of the content, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>In bytes.</summary>
    public required int Size { get; init; }

    public required byte[] Content { get; init; }

    public string? WithdrawnBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public string? WithdrawnBecause { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LineAttachment>
    {
        public void Configure(EntityTypeBuilder<LineAttachment> attachments)
        {
            attachments.ToTable("line_attachments", table =>
            {
                table.HasCheckConstraint("attachment_is_whole",
                    $"size = octet_length(content) AND size BETWEEN 1 AND {AttachToLine.Largest}");
                table.HasCheckConstraint("withdrawn_with_who_and_why",
                    "num_nulls(withdrawn_by, withdrawn_at, withdrawn_because) IN (0, 3)");
            }).HasKey(attachment => attachment.Id);
            attachments.Property(attachment => attachment.Id).ValueGeneratedNever();
            attachments.HasOne<StatementLine>().WithMany().HasForeignKey(attachment => attachment.LineReference)
                .OnDelete(DeleteBehavior.Restrict);
            attachments.HasIndex(attachment => new { attachment.LineReference, attachment.Sha256 }).IsUnique()
                .HasFilter("withdrawn_at IS NULL").HasDatabaseName("attached_once");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;

namespace Recharging.Agreeing;

/// <summary>What an officer of either council said of a statement's line, disputed or not. Both read it. Added, never changed.</summary>
public sealed class LineComment
{
    /// <summary>Rises with time.</summary>
    public long Number { get; private set; }

    public required string LineReference { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>Of the officer who said it.</summary>
    public required string Council { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Text { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LineComment>
    {
        public void Configure(EntityTypeBuilder<LineComment> comments)
        {
            comments.ToTable("line_comments").HasKey(comment => comment.Number);
            comments.HasOne<StatementLine>().WithMany().HasForeignKey(comment => comment.LineReference).OnDelete(DeleteBehavior.Restrict);
            comments.Property(comment => comment.Text).HasMaxLength(CommentLine.Longest);
        }
    }
}

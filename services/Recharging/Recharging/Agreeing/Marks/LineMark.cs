using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Agreeing;

/// <summary>What the council that pays says of a line.</summary>
public enum LineState
{
    /// <summary>It has not said anything yet.</summary>
    Unseen,

    /// <summary>It pays.</summary>
    Agreed,

    /// <summary>It pays nothing of it until the dispute is resolved.</summary>
    Disputed,

    /// <summary>It pays the rest and holds the disputed part.</summary>
    PartDisputed,

    /// <summary>Both councils agreed what goes back of a disputed line: that is held until its credit is out, and the rest is paid.</summary>
    CreditAgreed,

    /// <summary>The council that is owed took the charge back.</summary>
    Withdrawn,

    /// <summary>There is nothing to pay.</summary>
    NotPayable,
}

/// <summary>
/// What the paying council said of a line, one entry each time it said something; the last one counts. The council that is owed writes
/// only that it takes the charge back, or gives back what is disputed.
/// </summary>
public sealed record LineMark
{
    public required string LineReference { get; init; }

    /// <summary>Of the statement, with this mark on it.</summary>
    public required int Revision { get; init; }

    public required string StatementNumber { get; init; }

    /// <summary>Whose word it is: of the council that pays, or of the one that is owed and gives something back.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    public required LineState State { get; init; }

    public Money Disputed { get; init; }

    public string? Reason { get; init; }

    public Money? Proposed { get; init; }

    public string? Explanation { get; init; }

    public required string? MarkedBy { get; init; }

    /// <summary>How that officer signs in; null when the mark follows from a statement that credits the line.</summary>
    public required string? SignIn { get; init; }

    public required DateTimeOffset MarkedAt { get; init; }

    /// <summary>True when it lets more of the line go to the ledgers than the word before it did.</summary>
    /// <param name="before">Null when it is the first word of the line.</param>
    public bool Releases(LineMark? before) => before is null || Disputed < before.Disputed;

    internal sealed class Table : IEntityTypeConfiguration<LineMark>
    {
        public void Configure(EntityTypeBuilder<LineMark> marks)
        {
            marks.ToTable("line_marks").HasKey(mark => new { mark.LineReference, mark.Revision });
            marks.HasOne<StatementLine>().WithMany().HasForeignKey(mark => mark.LineReference).OnDelete(DeleteBehavior.Restrict);
            marks.Property(mark => mark.State).HasConversion<string>();
            marks.HasIndex(mark => new { mark.StatementNumber, mark.Revision });
            marks.HasIndex(mark => mark.StatementNumber).HasFilter("disputed_pence <> 0");
        }
    }
}

/// <summary>How much of a line is disputed and why.</summary>
public sealed record DisputedPart(string Reason, Money Amount, Money? Proposed, string Explanation);

/// <summary>The coded reasons for a dispute.</summary>
public static class DisputeReasons
{
    public static readonly IReadOnlyList<string> All =
        ["rate", "days", "share", "pay", "authority", "evidence", "duplicate", "coding", "vat", "other"];
}

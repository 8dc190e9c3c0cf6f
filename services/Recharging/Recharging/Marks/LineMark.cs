using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Statements;
using Values;

namespace Recharging.Marks;

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

    /// <summary>The council that is owed took the charge back.</summary>
    Withdrawn,

    /// <summary>There is nothing to pay.</summary>
    NotPayable,
}

/// <summary>The paying council's word on a line. The other council reads it and can't write it.</summary>
public sealed class LineMark
{
    public required string LineReference { get; init; }

    public required string StatementNumber { get; init; }

    /// <summary>The council that pays, which alone writes this.</summary>
    public required string Council { get; init; }

    public required string[] Parties { get; init; }

    public LineState State { get; private set; } = LineState.Unseen;

    public Money Disputed { get; private set; }

    public string? Reason { get; private set; }

    public Money? Proposed { get; private set; }

    public string? Explanation { get; private set; }

    public string? MarkedBy { get; private set; }

    public DateTimeOffset? MarkedAt { get; private set; }

    /// <summary>Whether the council has said all that settlement waits for.</summary>
    public bool IsMarked => State is not LineState.Unseen;

    /// <summary>Starts a line's mark: what costs nothing needs no word.</summary>
    public static LineMark Of(StatementLine line)
    {
        var mark = new LineMark
        {
            LineReference = line.Reference,
            StatementNumber = line.StatementNumber,
            Council = line.Payer,
            Parties = line.Parties,
        };
        if (line.Payable == Money.Zero)
        {
            mark.State = LineState.NotPayable;
        }

        return mark;
    }

    /// <summary>Agrees the whole line; a dispute over it is dropped.</summary>
    public Refusal? Agree(string officer, DateTimeOffset at)
    {
        if (CannotBeMarked() is { } refusal)
        {
            return refusal;
        }

        if (State is LineState.Agreed)
        {
            return new Refusal("line-agreed", $"{LineReference} is agreed already.");
        }

        (State, Disputed, Reason, Proposed, Explanation, MarkedBy, MarkedAt) =
            (LineState.Agreed, Money.Zero, null, null, null, officer, at);
        return null;
    }

    /// <summary>Disputes part of the line or all of it; the rest is payable.</summary>
    public Refusal? Dispute(StatementLine line, DisputedPart part, string officer, DateTimeOffset at)
    {
        if (CannotBeMarked() is { } refusal)
        {
            return refusal;
        }

        if (State is LineState.Agreed)
        {
            return new Refusal("line-agreed", $"{LineReference} is agreed. Ask for a correction in the next run instead.");
        }

        if (!DisputeReasons.All.Contains(part.Reason))
        {
            return new Refusal("dispute-reason",
                $"'{part.Reason}' is no reason for a dispute. Choose one of {string.Join(", ", DisputeReasons.All)}.");
        }

        if (part.Amount.Pence <= 0 || part.Amount > line.Amount.Abs())
        {
            return new Refusal("dispute-amount", $"Dispute more than nothing and at most the line's {line.Amount.Abs()}.");
        }

        (State, Disputed, Reason, Proposed, Explanation, MarkedBy, MarkedAt) =
            (part.Amount == line.Amount.Abs() ? LineState.Disputed : LineState.PartDisputed,
                part.Amount, part.Reason, part.Proposed, part.Explanation, officer, at);
        return null;
    }

    private Refusal? CannotBeMarked() => State switch
    {
        LineState.NotPayable => new Refusal("line-not-payable", $"{LineReference} costs nothing: there is nothing to agree or dispute."),
        LineState.Withdrawn => new Refusal("line-withdrawn", $"{LineReference} was withdrawn."),
        _ => null,
    };

    internal sealed class Table : IEntityTypeConfiguration<LineMark>
    {
        public void Configure(EntityTypeBuilder<LineMark> marks)
        {
            marks.ToTable("line_marks").HasKey(mark => mark.LineReference);
            marks.HasOne<StatementLine>().WithOne().HasForeignKey<LineMark>(mark => mark.LineReference).OnDelete(DeleteBehavior.Restrict);
            marks.Property(mark => mark.State).HasConversion<string>();
            marks.Property<uint>("Version").IsRowVersion();
            marks.Ignore(mark => mark.IsMarked);
            marks.HasIndex(mark => mark.StatementNumber);
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

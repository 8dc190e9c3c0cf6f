using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Charging;

/// <summary>Where a statement stands, as its lines do.</summary>
public enum StatementState
{
    /// <summary>Both councils have it; some lines wait for the council that pays them.</summary>
    Issued,

    /// <summary>Every line that costs something is agreed or disputed.</summary>
    Marked,

    /// <summary>All that is agreed has gone to both ledgers.</summary>
    Settled,
}

/// <summary>A month's charges in both directions, one record that both councils see alike.</summary>
public sealed class Statement
{
    public required string Number { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required string[] Parties { get; init; }

    public required Guid RunId { get; init; }

    public required string[] AgreementReferences { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>By the business clock: before this instant nobody had it.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>By the settlement clause's terms of payment; null when no clause gives any.</summary>
    public required DateOnly? DueOn { get; init; }

    public StatementState State { get; private set; } = StatementState.Issued;

    /// <summary>Rises with each mark and settlement, so both councils can say which state of it they speak of.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>A statement's state and revision at an instant.</summary>
    /// <param name="lastMark">The revision of the last mark by then; 1 when there was none.</param>
    /// <param name="lastToSettle">The revision of the last mark, or of the last journal that was taken back, that left something to
    /// settle; 1 when there was none.</param>
    /// <param name="lastSettlement">The revision of the last settlement by then; 1 when there was none.</param>
    /// <param name="everyLineIsMarked">By then.</param>
    public static (StatementState State, int Revision) StandingAt(
        int lastMark, int lastToSettle, int lastSettlement, bool everyLineIsMarked) => (
        !everyLineIsMarked || Math.Max(lastToSettle, lastSettlement) == 1 ? StatementState.Issued
        : lastSettlement > lastToSettle ? StatementState.Settled
        : StatementState.Marked, Math.Max(Math.Max(lastMark, lastToSettle), lastSettlement));

    public static string NumberOf(AccountingPeriod period) => "ST-" + period.ToString().Replace('/', '-');

    /// <summary>A line was agreed or disputed; with the last one the statement is marked. What was settled before stays in the
    /// ledgers: the next settlement takes what is new.</summary>
    /// <param name="everyLineIsMarked">By now.</param>
    /// <param name="leavesMoreToSettle">Whether some of a line can go to the ledgers that could not before. What is settled stays
    /// settled otherwise.</param>
    public Refusal? Mark(bool everyLineIsMarked, bool leavesMoreToSettle)
    {
        State = !everyLineIsMarked ? StatementState.Issued
            : State is StatementState.Settled && !leavesMoreToSettle ? StatementState.Settled
            : StatementState.Marked;
        Revision++;
        return null;
    }

    /// <summary>What is agreed so far goes to the ledgers, whatever is disputed or unseen.</summary>
    public Refusal? Settle()
    {
        if (State is StatementState.Settled)
        {
            return new Refusal("statement-settled", $"{Number} is settled: all that is agreed of it is in the ledgers.");
        }

        State = State is StatementState.Marked ? StatementState.Settled : StatementState.Issued;
        Revision++;
        return null;
    }

    /// <summary>A ledger took one of its journals back: what is agreed is not in both ledgers any more, and can be settled again.</summary>
    public Refusal? TakeBack()
    {
        State = State is StatementState.Settled ? StatementState.Marked : State;
        Revision++;
        return null;
    }

    internal sealed class Table : IEntityTypeConfiguration<Statement>
    {
        public void Configure(EntityTypeBuilder<Statement> statements)
        {
            statements.ToTable("statements").HasKey(statement => statement.Number);
            statements.Property(statement => statement.State).HasConversion<string>();
            statements.Property<uint>("Version").IsRowVersion();
            statements.HasIndex(statement => statement.Period);
        }
    }
}

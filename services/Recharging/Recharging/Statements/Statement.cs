using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Statements;

/// <summary>Where a statement stands, as its lines do.</summary>
public enum StatementState
{
    /// <summary>Both councils have it; some lines wait for the council that pays them.</summary>
    Issued,

    /// <summary>Every line that costs something is agreed or disputed.</summary>
    Marked,

    /// <summary>What is agreed has gone to both ledgers.</summary>
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

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>By the settlement clause's terms of payment; null when no clause gives any.</summary>
    public required DateOnly? DueOn { get; init; }

    public StatementState State { get; private set; } = StatementState.Issued;

    /// <summary>Rises with each mark, so both councils can say which state of it they speak of.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>Its state and revision at an instant of the business clock; null means now.</summary>
    /// <param name="knownAt">Included.</param>
    /// <param name="lastMark">The revision of the last mark by then; 1 when there was none.</param>
    /// <param name="everyLineIsMarked">By then.</param>
    public (StatementState State, int Revision) StandingAt(DateTimeOffset? knownAt, int lastMark, bool everyLineIsMarked) =>
        knownAt is null || SettledAt <= knownAt
            ? (State, Revision)
            : (everyLineIsMarked && lastMark > 1 ? StatementState.Marked : StatementState.Issued, lastMark);

    public static string NumberOf(AccountingPeriod period) => "ST-" + period.ToString().Replace('/', '-');

    /// <summary>The period as references of at most sixteen characters have it: <c>2324P01</c>.</summary>
    public static string ShortOf(AccountingPeriod period) =>
        string.Concat(period.ToString()[2..].Where(char.IsAsciiLetterOrDigit));

    /// <summary>A line was agreed or disputed; with the last one the statement is marked.</summary>
    public Refusal? Mark(bool everyLineIsMarked)
    {
        if (State is StatementState.Settled)
        {
            return new Refusal("statement-settled",
                $"{Number} is settled: its agreed lines are in the ledgers. Correct it by a later run.");
        }

        State = everyLineIsMarked ? StatementState.Marked : StatementState.Issued;
        Revision++;
        return null;
    }

    public Refusal? Settle(DateTimeOffset at)
    {
        if (State is StatementState.Settled)
        {
            return new Refusal("statement-settled", $"{Number} is settled already.");
        }

        if (State is not StatementState.Marked)
        {
            return new Refusal("lines-unmarked", $"Some lines of {Number} are neither agreed nor disputed yet.");
        }

        (State, SettledAt) = (StatementState.Settled, at);
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

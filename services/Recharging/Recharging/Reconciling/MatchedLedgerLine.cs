using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Ledgers;
using Recharging.Matching;

namespace Recharging.Reconciling;

/// <summary>
/// That a ledger line, or a part of it, stands for a statement line, in the latest version of its reconciliation. The line's own key is
/// the key here, so no line can stand for two things. A split takes the key of the whole line, and no part is used without its split:
/// a line is used whole or in parts, never both.
/// </summary>
public sealed class MatchedLedgerLine
{
    public required string Council { get; init; }

    public required string SourceSystem { get; init; }

    public required string Entity { get; init; }

    public required string DocRef { get; init; }

    public required int LineNo { get; init; }

    /// <summary>Of a line that an officer split, counted from 1; nil for a whole line and for the split.</summary>
    public int Part { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>Whose reconciliation uses it, or where it was split.</summary>
    public required string StatementNumber { get; init; }

    /// <summary>Nil for a line that was matched as it came, until the statement is next reconciled.</summary>
    public required int Version { get; init; }

    /// <summary>Null for a split, which stands for nothing itself.</summary>
    public required string? StatementLine { get; init; }

    public required MatchRule? Rule { get; init; }

    public LedgerLineKey Key => new(Council, SourceSystem, Entity, DocRef, LineNo, Part);

    internal static MatchedLedgerLine Of(LedgerLineKey line, LineUse use, string[] parties) =>
        Row(line, use.StatementNumber, use.Version, use.StatementLine, use.Rule, parties);

    internal static MatchedLedgerLine SplitOf(LedgerLineKey line, string statement, int version, string[] parties) =>
        Row(line, statement, version, statementLine: null, rule: null, parties);

    private static MatchedLedgerLine Row(
        LedgerLineKey line, string statement, int version, string? statementLine, MatchRule? rule, string[] parties) => new()
    {
        Council = line.Council,
        SourceSystem = line.SourceSystem,
        Entity = line.Entity,
        DocRef = line.DocRef,
        LineNo = line.LineNo,
        Part = line.Part,
        Parties = parties,
        StatementNumber = statement,
        Version = version,
        StatementLine = statementLine,
        Rule = rule
    };

    internal sealed class Table : IEntityTypeConfiguration<MatchedLedgerLine>
    {
        private const string Whole =
            @"council || E'\x1f' || source_system || E'\x1f' || entity || E'\x1f' || doc_ref || E'\x1f' || line_no::text";

        public void Configure(EntityTypeBuilder<MatchedLedgerLine> lines)
        {
            lines.ToTable("matched_ledger_lines", table => table.HasCheckConstraint(
                    "stands_for_something_or_is_a_split", "(statement_line IS NULL) = (rule IS NULL) AND (statement_line IS NOT NULL OR part = 0)"))
                .HasKey(line => new { line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo, line.Part });
            lines.Ignore(line => line.Key);
            lines.Property(line => line.Rule).HasConversion<string>();
            lines.HasIndex(line => line.StatementNumber);
            lines.HasOne<LedgerLine>().WithMany()
                .HasForeignKey(line => new { line.Council, line.SourceSystem, line.Entity, line.DocRef, line.LineNo })
                .OnDelete(DeleteBehavior.Restrict);
            foreach (var text in new[] { "Council", "SourceSystem", "Entity", "DocRef" })
            {
                lines.Property(text).UseCollation("C");
            }

            // The foreign key between these two is in Access.sql; both are null for a line that was never split, and cost it nothing.
            lines.Property<string?>("SplitLine").HasComputedColumnSql($"CASE WHEN statement_line IS NULL THEN {Whole} END", stored: true);
            lines.Property<string?>("PartOf").HasComputedColumnSql($"CASE WHEN part > 0 THEN {Whole} END", stored: true);
            lines.HasIndex("SplitLine").IsUnique();
        }
    }
}

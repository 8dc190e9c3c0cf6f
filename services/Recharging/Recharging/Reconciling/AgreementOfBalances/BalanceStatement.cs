using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Reconciling;

/// <summary>What a council says it is owed at a quarter's end and what it took as income, sent to the council that pays. Added, never
/// changed: other figures are another version.</summary>
public sealed class BalanceStatement
{
    public required string[] Parties { get; init; }

    /// <summary>For example <c>2023-24-Q1</c>.</summary>
    public required string Quarter { get; init; }

    /// <summary>The council that is owed.</summary>
    public required string Receivable { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    public required string Payable { get; init; }

    public required Money Balance { get; init; }

    public required Money Income { get; init; }

    public required string SentBy { get; init; }

    public required string SentByName { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>After the timetable's day.</summary>
    public required bool IsLate { get; init; }

    /// <summary>The last day on which an answer is in time.</summary>
    public required DateOnly AnswerBy { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<BalanceStatement>
    {
        public void Configure(EntityTypeBuilder<BalanceStatement> statements)
        {
            statements.ToTable("balance_statements").HasKey(row => new { row.Parties, row.Quarter, row.Receivable, row.Version });
        }
    }
}

/// <summary>The paying council's answer to one version of a statement. Added, never changed: the last word counts.</summary>
public sealed class BalanceResponse
{
    public required string[] Parties { get; init; }

    public required string Quarter { get; init; }

    public required string Receivable { get; init; }

    public required int StatementVersion { get; init; }

    /// <summary>Of the answers to this version, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>The council that pays and answers.</summary>
    public required string Council { get; init; }

    public required bool IsAgreed { get; init; }

    /// <summary>What it has in its own ledger.</summary>
    public required Money Balance { get; init; }

    public required Money Expenditure { get; init; }

    public required IReadOnlyList<Mismatch> Mismatches { get; init; }

    public required string? Remark { get; init; }

    public required string AnsweredBy { get; init; }

    public required string AnsweredByName { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    public required bool IsLate { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<BalanceResponse>
    {
        public void Configure(EntityTypeBuilder<BalanceResponse> responses)
        {
            responses.ToTable("balance_responses")
                .HasKey(row => new { row.Parties, row.Quarter, row.Receivable, row.StatementVersion, row.Sequence });
            responses.Property(row => row.Mismatches).HasColumnType("json").HasConversion(
                mismatches => JsonSerializer.Serialize(mismatches, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<IReadOnlyList<Mismatch>>(json, JsonSerializerOptions.Web)!,
                new ValueComparer<IReadOnlyList<Mismatch>>(favorStructuralComparisons: false));
            responses.HasOne<BalanceStatement>().WithMany()
                .HasForeignKey(row => new { row.Parties, row.Quarter, row.Receivable, row.StatementVersion })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Part of a difference as the paying council explains it: what the statement says, less what it has itself.</summary>
/// <param name="Of"><c>balances</c> or <c>income</c>.</param>
/// <param name="Reason">One of <see cref="MismatchReasons"/>.</param>
public sealed record Mismatch(string Of, string Reason, decimal AmountGbp, string Sentence);

/// <summary>Why two councils' figures differ.</summary>
public static class MismatchReasons
{
    public static readonly IReadOnlyList<string> All =
    [
        "timing", "missing_at_payer", "missing_at_payee", "amount", "rounding", "vat", "coding", "period", "duplicate", "reference",
        "part_payment", "credit_not_issued", "disputed", "opening", "out_of_scope",
    ];
}

/// <summary>A pack as it was signed: its content to the letter and its hash. Added, never changed: what is learned later is another
/// version.</summary>
public sealed class SignedPack
{
    public required string[] Parties { get; init; }

    public required string Quarter { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Version { get; init; }

    /// <summary>A <see cref="PackContent"/> in JSON.</summary>
    public required string Content { get; init; }

    public required string Sha256 { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<SignedPack>
    {
        public void Configure(EntityTypeBuilder<SignedPack> packs) =>
            packs.ToTable("signed_packs").HasKey(row => new { row.Parties, row.Quarter, row.Version });
    }
}

/// <summary>One council's signature of one version of a pack. Added, never changed.</summary>
public sealed class PackSignature
{
    public required string[] Parties { get; init; }

    public required string Quarter { get; init; }

    public required int Version { get; init; }

    public required string Council { get; init; }

    public required string SignedBy { get; init; }

    /// <summary>With whom he stands in for, when he does.</summary>
    public required string SignedByName { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<PackSignature>
    {
        public void Configure(EntityTypeBuilder<PackSignature> signatures)
        {
            signatures.ToTable("pack_signatures").HasKey(row => new { row.Parties, row.Quarter, row.Version, row.Council });
            signatures.HasOne<SignedPack>().WithMany().HasForeignKey(row => new { row.Parties, row.Quarter, row.Version })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Recharging.Charging;

namespace Recharging.Agreeing;

/// <summary>
/// One time that what was agreed of a statement went to the ledgers, or that a ledger took a journal of it back. Added, never changed.
/// </summary>
public sealed class Settlement
{
    public required string StatementNumber { get; init; }

    /// <summary>Of the statement, with this settlement or taking back.</summary>
    public required int Revision { get; init; }

    public required string[] Parties { get; init; }

    /// <summary>The journal that a ledger took back; null when the agreed lines went to the ledgers.</summary>
    public string? TookBack { get; init; }

    /// <summary>Whose officer asked for it, or whose ledger took the journal back.</summary>
    public required string Council { get; init; }

    public required string SettledBy { get; init; }

    public required DateTimeOffset SettledAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Settlement>
    {
        public void Configure(EntityTypeBuilder<Settlement> settlements)
        {
            settlements.ToTable("settlements").HasKey(settlement => new { settlement.StatementNumber, settlement.Revision });
            settlements.HasOne<Statement>().WithMany().HasForeignKey(settlement => settlement.StatementNumber)
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}

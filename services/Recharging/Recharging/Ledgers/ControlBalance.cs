using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// What a council's ERP says stands on a control account with the other council: debit positive, so what it is owed is positive.
/// Added, never changed: the latest word counts.
/// </summary>
public sealed class ControlBalance
{
    public long Position { get; private set; }

    public required string Council { get; init; }

    public required string Account { get; init; }

    /// <summary>The other council.</summary>
    public required string Partner { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required Money Opening { get; init; }

    public required Money Closing { get; init; }

    public required string SentBy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ControlBalance>
    {
        public void Configure(EntityTypeBuilder<ControlBalance> balances)
        {
            balances.ToTable("control_balances").HasKey(balance => balance.Position);
            balances.HasIndex(balance => new { balance.Council, balance.Partner, balance.Period, balance.Account });
        }
    }
}

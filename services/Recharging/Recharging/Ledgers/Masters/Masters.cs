using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Values;

namespace Recharging.Ledgers;

/// <summary>An account of a council's chart, as its ERP last told us.</summary>
public sealed class Account
{
    public required string Council { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary><c>control</c>, <c>income</c>, <c>cost</c>, <c>vat</c> or <c>other</c>.</summary>
    public required string Kind { get; set; }

    public required bool IsOpen { get; set; }

    /// <summary>The first day on which it may be booked to; null when it always was.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>The last such day, included; null when it has no end.</summary>
    public DateOnly? LastDay { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Account>
    {
        public void Configure(EntityTypeBuilder<Account> accounts) =>
            accounts.ToTable("accounts").HasKey(account => new { account.Council, account.Code });
    }
}

/// <summary>A cost centre of a council, as its ERP last told us.</summary>
public sealed class CostCentre
{
    public required string Council { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public required bool IsOpen { get; set; }

    /// <summary>The first day on which it may be booked to; null when it always was.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>The last such day, included; null when it has no end.</summary>
    public DateOnly? LastDay { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<CostCentre>
    {
        public void Configure(EntityTypeBuilder<CostCentre> costCentres) =>
            costCentres.ToTable("cost_centres").HasKey(costCentre => new { costCentre.Council, costCentre.Code });
    }
}

/// <summary>A period of a council's ledger: open for postings or not.</summary>
public sealed class LedgerPeriod
{
    public required string Council { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required bool IsOpen { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<LedgerPeriod>
    {
        public void Configure(EntityTypeBuilder<LedgerPeriod> periods) =>
            periods.ToTable("ledger_periods").HasKey(period => new { period.Council, period.Period });
    }
}

/// <summary>A type of a council's ledger documents, as its ERP last told us.</summary>
public sealed class DocumentType
{
    public required string Council { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Its documents take other documents back, and must name them.</summary>
    public required bool IsReversal { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DocumentType>
    {
        public void Configure(EntityTypeBuilder<DocumentType> types) =>
            types.ToTable("document_types").HasKey(type => new { type.Council, type.Code });
    }
}

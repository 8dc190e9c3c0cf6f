using Values;

namespace Recharging.Matching;

/// <summary>What one priced statement line should look like in one council's ledger.</summary>
public sealed record ExpectedEntry
{
    public required string StatementLine { get; init; }

    public required string Council { get; init; }

    /// <summary>True if a posting of it is a debit: a charge in the ledger of the council that is owed, a credit in the other's.</summary>
    public required bool IsDebit { get; init; }

    /// <summary>Debit less credit on the control account: what is owed is positive; nil when nothing should be there.</summary>
    public required Money Amount { get; init; }

    /// <summary>The journal that the council's ERP collected, null when none was made.</summary>
    public string? JournalReference { get; init; }

    public required DateOnly PostingDate { get; init; }

    /// <summary>What the statement says of it in words, null when nothing.</summary>
    public string? Text { get; init; }

    /// <summary>The VAT that the ledger should have; null when nothing is known of it.</summary>
    public Money? Vat { get; init; }

    /// <summary>The accounts, cost centres and VAT codes that the journal gave; empty when none was made.</summary>
    public IReadOnlyList<ExpectedCoding> Coding { get; init; } = [];
}

public sealed record ExpectedCoding(string Account, string? CostCentre, string? VatCode);

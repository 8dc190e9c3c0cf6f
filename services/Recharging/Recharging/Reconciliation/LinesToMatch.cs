using Recharging.Ledgers;
using Values;

namespace Recharging.Reconciliation;

/// <summary>A line on a council's control account with the other council, as matching sees it.</summary>
public sealed record ControlLine
{
    public required LedgerLineKey Key { get; init; }

    public required string Account { get; init; }

    public required AccountingPeriod Period { get; init; }

    public required string DocType { get; init; }

    public required DateOnly PostingDate { get; init; }

    /// <summary>Debit less credit.</summary>
    public required Money Amount { get; init; }

    public required string? ExternalLineId { get; init; }

    /// <summary>What its ERP says of it in words, null when nothing.</summary>
    public string? Text { get; init; }

    /// <summary>The VAT in it, as its ERP says; null when it says nothing.</summary>
    public Money? Vat { get; init; }

    /// <summary>The document that its document takes back, as its ERP says; null when it takes back none.</summary>
    public string? Reverses { get; init; }

    /// <summary>The other lines of its document that quote the same statement line: income, cost and VAT.</summary>
    public IReadOnlyList<CodedLine> Coding { get; init; } = [];

    /// <summary>The statement whose matching used this line already, null while it is free.</summary>
    public string? UsedBy { get; init; }

    /// <summary>A balance brought forward, not a charge of this statement.</summary>
    public bool IsOpening => DocType == OpeningDocument;

    public const string OpeningDocument = "OB";

    public const string CreditNoteDocument = "CN";
}

/// <summary>Where a ledger booked a part of a charge.</summary>
/// <param name="Vat">The VAT in it, as its ERP says; null when it says nothing.</param>
public sealed record CodedLine(LedgerLineKey Key, string Account, string? CostCentre, string? VatCode, Money? Vat = null);

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

/// <summary>A priced statement line with its two sides.</summary>
public sealed record LineToMatch
{
    public required string Reference { get; init; }

    public required string Description { get; init; }

    public required Money Vat { get; init; }

    /// <summary>What the paying council withholds.</summary>
    public required Money Disputed { get; init; }

    /// <summary>Both councils agreed that what is withheld goes back.</summary>
    public bool IsCreditAgreed { get; init; }

    public required ExpectedEntry Payee { get; init; }

    public required ExpectedEntry Payer { get; init; }
}

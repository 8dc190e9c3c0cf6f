using Values;

namespace Recharging.Matching;

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

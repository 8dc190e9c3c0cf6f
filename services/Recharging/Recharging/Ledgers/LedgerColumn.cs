namespace Recharging.Ledgers;

/// <summary>The canonical columns of a ledger file, in the order in which we write them; files are read by their header.</summary>
public enum LedgerColumn
{
    BatchId,
    SourceSystem,
    Entity,
    DocType,
    DocRef,
    LineNo,
    DocDate,
    PostingDate,
    Period,
    Account,
    CostCentre,
    Project,
    Partner,
    Debit,
    Credit,
    Currency,
    VatCode,
    VatAmount,
    Text,
    ExternalLineId,

    /// <summary>Of a reversing document: the <see cref="DocRef"/> that it takes back. A file may lack the column.</summary>
    Reverses
}

public static class LedgerColumns
{
    /// <summary>As the header names them, indexed by <see cref="LedgerColumn"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "batch_id", "source_system", "entity", "doc_type", "doc_ref", "line_no", "doc_date", "posting_date", "period", "account",
        "cost_centre", "project", "partner", "debit", "credit", "currency", "vat_code", "vat_amount", "text", "external_line_id", "reverses"
    ];

    /// <summary>Those that a file of ours has, and that every file must have: we never send a reversal.</summary>
    public static IReadOnlyList<string> Required { get; } = [.. Names.SkipLast(1)];

    public static string Name(this LedgerColumn column) => Names[(int)column];
}

namespace Recharging.Ledgers;

/// <summary>The typed values of a ledger line on its way into the staging table, and that table's shape.</summary>
public readonly record struct StagedLine
{
    public const short Columns = 23;

    /// <summary>No text column holds more characters.</summary>
    public const int LongestText = 255;

    /// <summary>A row with a rule is no line but says which rule a line of the file breaks.</summary>
    public const string CreateTable = """
        CREATE TEMPORARY TABLE ledger_staging (
            file_line int NOT NULL, entity text COLLATE "C" NOT NULL, doc_ref text COLLATE "C" NOT NULL,
            fault_column text, fault_value text, fault_rule text,
            doc_type text, line_no int, doc_date date, posting_date date, period text, account text, cost_centre text, project text,
            partner text, debit_pence bigint, credit_pence bigint, currency text, vat_code text, vat_amount_pence bigint, text text,
            external_line_id text, reverses text COLLATE "C") ON COMMIT DROP
        """;

    public const string Copy = "COPY ledger_staging FROM STDIN (FORMAT BINARY)";

    /// <summary>The text columns, how many characters each holds, and whether it must be filled in.</summary>
    public static IReadOnlyList<(LedgerColumn Column, int Longest, bool Required)> Texts { get; } =
    [
        (LedgerColumn.Entity, 20, true), (LedgerColumn.DocType, 25, true), (LedgerColumn.DocRef, 50, true),
        (LedgerColumn.Period, 11, true), (LedgerColumn.Account, 30, true), (LedgerColumn.CostCentre, 30, false),
        (LedgerColumn.Project, 30, false), (LedgerColumn.Partner, 30, false), (LedgerColumn.Currency, 3, false),
        (LedgerColumn.VatCode, 20, false), (LedgerColumn.Text, LongestText, false), (LedgerColumn.ExternalLineId, 50, false),
        (LedgerColumn.Reverses, 50, false)
    ];

    public required int FileLine { get; init; }

    public required int LineNo { get; init; }

    public required DateOnly DocDate { get; init; }

    public required DateOnly PostingDate { get; init; }

    public required long DebitPence { get; init; }

    public required long CreditPence { get; init; }

    public required long? VatPence { get; init; }

    /// <param name="rows">Where it goes.</param>
    /// <param name="line">Its texts.</param>
    public void Write(StagedRows rows, ILedgerLines line)
    {
        rows.Row(Columns);
        rows.Int(FileLine);
        rows.Text(line[LedgerColumn.Entity]);
        rows.Text(line[LedgerColumn.DocRef]);
        rows.Null();
        rows.Null();
        rows.Null();
        rows.Text(line[LedgerColumn.DocType]);
        rows.Int(LineNo);
        rows.Day(DocDate);
        rows.Day(PostingDate);
        rows.Text(line[LedgerColumn.Period]);
        rows.Text(line[LedgerColumn.Account]);
        rows.TextOrNull(line[LedgerColumn.CostCentre]);
        rows.TextOrNull(line[LedgerColumn.Project]);
        rows.TextOrNull(line[LedgerColumn.Partner]);
        rows.Pence(DebitPence);
        rows.Pence(CreditPence);
        rows.Text(line[LedgerColumn.Currency]);
        rows.TextOrNull(line[LedgerColumn.VatCode]);
        rows.PenceOrNull(VatPence);
        rows.TextOrNull(line[LedgerColumn.Text]);
        rows.TextOrNull(line[LedgerColumn.ExternalLineId]);
        rows.TextOrNull(line[LedgerColumn.Reverses]);
    }

    public static void WriteFault(
        StagedRows rows, int fileLine, string entity, string docRef, string column, string value, string rule)
    {
        rows.Row(Columns);
        rows.Int(fileLine);
        rows.Text(entity);
        rows.Text(docRef);
        rows.Text(column);
        rows.Text(value);
        rows.Text(rule);
        for (var rest = 6; rest < Columns; rest++)
        {
            rows.Null();
        }
    }
}

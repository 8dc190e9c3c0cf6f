using Npgsql;
using Recharging.Ledgers;
using Recharging.Matching;
using Values;

namespace Recharging.Reconciling;

/// <summary>Which lines on control accounts between two councils are read: ControlLines.sql says which those are.</summary>
/// <param name="Lines">The two councils' lines.</param>
/// <param name="Where">Those of them that are read.</param>
internal sealed record LedgerExtract(string Lines, string Where, params object[] Values)
{
    private const string OfOne = "control_lines(ARRAY[$1, $2])";

    /// <summary>Both councils', from this period on.</summary>
    public static LedgerExtract From(AccountingPeriod period, string[] parties) => new(
        "control_lines($1)",
        "line.period >= $2",
        parties,
        period.ToString());

    /// <summary>What a batch brought of one council's account with another. A line's period is one of those that its ERP opened.</summary>
    public static LedgerExtract Of(LedgerBatch batch, string partner) => new(
        OfOne,
        """
        line.council = $1 AND line.period = ANY (ARRAY(SELECT period FROM ledger_periods WHERE council = $1))
            AND line.batch_id = $3 AND line.source_system = $4
        """,
        batch.Council,
        partner,
        batch.BatchId,
        batch.SourceSystem);

    /// <summary>What quotes one of our references, in any batch and period of one council's account with another.</summary>
    public static LedgerExtract Quoting(string[] references, string council, string partner) => new(
        OfOne,
        $"line.council = $1 AND line.external_line_id = ANY ($3) AND {LedgerLine.QuotesUs}",
        council,
        partner,
        references);
}

/// <summary>Loads control lines and what became of them. Call as the worker.</summary>
internal static class LoadControlLines
{
    private const string Key = "line.council, line.source_system, line.entity, line.doc_ref, line.line_no";

    public static async Task<long> CountAsync(this RechargingDb db, LedgerExtract extract, CancellationToken cancellationToken) =>
        (await db.RowsAsync(
            $"SELECT count(*) FROM {extract.Lines} line WHERE {extract.Where}", row => row.GetInt64(0), extract.Values,
            cancellationToken))[0];

    public static Task<List<ControlLine>> ControlLinesAsync(
        this RechargingDb db, LedgerExtract extract, CancellationToken cancellationToken) => db.RowsAsync(
            $"""
            SELECT {Key}, line.account, line.cost_centre, line.vat_code, line.period, line.doc_type, line.posting_date,
                line.debit_pence - line.credit_pence, line.external_line_id, line.text, line.vat_amount_pence, line.reverses
            FROM {extract.Lines} line WHERE {extract.Where}
            """,
            row => new ControlLine
            {
                Key = KeyOf(row),
                Account = row.GetString(5),
                Period = AccountingPeriod.Parse(row.GetString(8)),
                DocType = row.GetString(9),
                PostingDate = row.GetFieldValue<DateOnly>(10),
                Amount = new Money(row.GetInt64(11)),
                ExternalLineId = row.Maybe(12),
                Text = row.Maybe(13),
                Vat = row.MaybePence(14),
                Reverses = row.Maybe(15),
                Coding = [Coded(row)]
            },
            extract.Values,
            cancellationToken);

    /// <summary>The lines with the income, cost and VAT that stand beside them in their documents and quote the same.</summary>
    public static async Task<IEnumerable<ControlLine>> WithCodingAsync(
        this RechargingDb db, IEnumerable<ControlLine> lines, LedgerExtract extract, CancellationToken cancellationToken)
    {
        var quoting = (await db.RowsAsync(
            $"""
            SELECT {Key}, line.account, line.cost_centre, line.vat_code, line.external_line_id, line.vat_amount_pence FROM ledger_lines line
            WHERE line.external_line_id IS NOT NULL AND (line.council, line.source_system, line.entity, line.doc_ref) IN (
                SELECT line.council, line.source_system, line.entity, line.doc_ref FROM {extract.Lines} line
                WHERE {extract.Where})
            ORDER BY line.line_no
            """,
            row => (Quoted: row.GetString(8), Line: Coded(row) with { Vat = row.MaybePence(9) }),
            extract.Values,
            cancellationToken)).ToLookup(beside => (beside.Line.Key with { LineNo = 0 }, beside.Quoted), beside => beside.Line);
        return lines.Select(line => line.ExternalLineId is { } quoted
            ? line with { Coding = [.. quoting[(line.Key with { LineNo = 0 }, quoted)]] }
            : line);
    }

    public static async Task<Dictionary<LedgerLineKey, LineUse>> UsesAsync(
        this RechargingDb db, LedgerExtract extract, CancellationToken cancellationToken) =>
        (await db.RowsAsync(
            $"""
            SELECT {Key}, used.part, used.statement_number, used.statement_line, used.rule, used.version
            FROM {extract.Lines} line JOIN matched_ledger_lines used USING (council, source_system, entity, doc_ref, line_no)
            WHERE used.statement_line IS NOT NULL AND {extract.Where}
            """,
            row => (
                Line: KeyOf(row) with { Part = row.GetInt32(5) },
                Use: new LineUse(row.GetString(6), row.GetString(7), Enum.Parse<MatchRule>(row.GetString(8)), row.GetInt32(9))),
            extract.Values,
            cancellationToken)).ToDictionary(used => used.Line, used => used.Use);

    private static LedgerLineKey KeyOf(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4));

    private static CodedLine Coded(NpgsqlDataReader row) => new(KeyOf(row), row.GetString(5), row.Maybe(6), row.Maybe(7));
}

using Recharging.Matching;
using Values;

namespace MatchFiles;

/// <summary>A control line and how its document codes it.</summary>
/// <param name="Vat">What the lines beside it in its document say of VAT.</param>
public sealed record LedgerRow(ControlLine Line, string? CostCentre, string? VatCode, Money? Vat);

/// <summary>A council's lines on its control account with the other, out of a canonical ledger file.</summary>
public sealed class Ledger
{
    private Ledger(string council, List<LedgerRow> lines, Rows rows, Partners partners)
    {
        Council = council;
        Lines = lines;
        Entities = Codes(rows, "entity");
        PartnerCodes = Codes(rows, "partner").Where(partners.Means).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public string Council { get; }

    public IReadOnlyList<LedgerRow> Lines { get; }

    public IReadOnlySet<string> Entities { get; }

    public IReadOnlySet<string> PartnerCodes { get; }

    /// <param name="council">Whose ledger it is.</param>
    /// <param name="rows">Of its file.</param>
    /// <param name="partners">Which codes in it mean the other council.</param>
    /// <param name="expected">What the statement expects in this ledger, by reference: tells control accounts from the others.</param>
    public static Ledger Read(
        string council, Rows rows, Partners partners, IReadOnlyDictionary<string, Money> expected)
    {
        rows.Need("doc_ref");
        rows.Need("line_no");
        rows.Need("debit");
        rows.Need("credit");
        rows.Need("posting_date", "doc_date");
        var all = rows.All.Select(row => (Row: row, Amount: row.Balance(), Key: Key(council, row))).ToList();
        if (all.GroupBy(line => line.Key).FirstOrDefault(same => same.Skip(1).Any())?.ToList() is [_, var again, ..])
        {
            throw again.Row.Fault("line_no", $"is in document {again.Key.DocRef} twice.");
        }

        var control = ControlLines(all, partners, expected);
        if (control.Find(line => line.Row["currency"] is { } currency && !currency.Equals("GBP", StringComparison.OrdinalIgnoreCase)) is { Row.Rows: not null } foreign)
        {
            throw foreign.Row.Fault("currency", "is another currency: pounds are matched with pounds, so only GBP is taken.");
        }

        var siblings = all.Where(line => line.Row["external_line_id"] is not null)
            .ToLookup(line => (line.Key.SourceSystem, line.Key.Entity, line.Key.DocRef, line.Row["external_line_id"]));
        return new Ledger(council, control.ConvertAll(line =>
        {
            var row = line.Row;
            var of = siblings[(line.Key.SourceSystem, line.Key.Entity, line.Key.DocRef, row["external_line_id"])].Select(sibling => sibling.Row).ToList();
            return new LedgerRow(
                Line(row, line.Key, line.Amount),
                row["cost_centre"] ?? of.Select(sibling => sibling["cost_centre"]).FirstOrDefault(said => said is not null),
                row["vat_code"] ?? of.Select(sibling => sibling["vat_code"]).FirstOrDefault(said => said is not null),
                of.Where(sibling => sibling.Line != row.Line && sibling["vat_amount"] is not null).Select(sibling => (Money?)sibling.Pounds("vat_amount"))
                    .MaxBy(vat => vat!.Value.Abs()));
        }), rows, partners);
    }

    // Those that name the other council, where any names a partner. Where these balance in themselves they are whole documents: then the accounts on
    // which the statement's amounts stand.
    private static List<(Rows.Row Row, Money Amount, LedgerLineKey Key)> ControlLines(
        List<(Rows.Row Row, Money Amount, LedgerLineKey Key)> all, Partners partners, IReadOnlyDictionary<string, Money> expected)
    {
        var lines = all.Exists(line => line.Row["partner"] is not null) ? all.FindAll(line => partners.Means(line.Row["partner"])) : all;
        lines = lines.FindAll(line => line.Amount != Money.Zero);
        if (lines.Count == 0 || lines.Sum(line => line.Amount) != Money.Zero)
        {
            return lines;
        }

        var hits = lines.Where(line => line.Row["external_line_id"] is { } quoted && expected.GetValueOrDefault(quoted) == line.Amount)
            .CountBy(line => line.Row["account"] ?? "").ToDictionary();
        return hits.Count == 0 ? lines : lines.FindAll(line => hits.GetValueOrDefault(line.Row["account"] ?? "") * 2 >= hits.Values.Max());
    }

    private static ControlLine Line(Rows.Row row, LedgerLineKey key, Money amount)
    {
        var day = row.Day("posting_date") ?? row.Day("doc_date") ?? throw row.Fault("posting_date", "is empty, and it is needed.");
        return new ControlLine
        {
            Key = key,
            Account = row["account"] ?? "control",
            Period = row.Period("period", day),
            DocType = row["doc_type"] ?? "",
            PostingDate = day,
            Amount = amount,
            ExternalLineId = row["external_line_id"],
            Text = row["text"],
            Vat = row["vat_amount"] is null ? null : row.Pounds("vat_amount"),
            Reverses = row["reverses"]
        };
    }

    private static LedgerLineKey Key(string council, Rows.Row row) =>
        new(council, row["source_system"] ?? "", row["entity"] ?? "", row.Must("doc_ref"), row.Number("line_no"));

    private static HashSet<string> Codes(Rows rows, string column) =>
        rows.Has(column) ? rows.All.Select(row => row[column]).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
}

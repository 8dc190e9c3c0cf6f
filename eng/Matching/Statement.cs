using Values;

namespace MatchFiles;

/// <summary>One charge of the statement file.</summary>
/// <param name="Owed">To the entity; less than nil takes back.</param>
public sealed record StatementCharge(
    string Reference, string DocRef, string LineNo, string? ExternalLineId, string? Payee, string? Payer, Money Owed, Money Vat,
    DateOnly? Day, AccountingPeriod Period, string? CostCentre, string? VatCode, string? Text, int Line);

/// <summary>The charges of a statement file, either in the ledgers' shape or as our own statements are exported.</summary>
public static class StatementFile
{
    public static async Task<IReadOnlyList<StatementCharge>> ReadAsync(string file)
    {
        var rows = await Rows.ReadAsync(file);
        var charges = rows.Has("line_reference") && rows.Has("amount_gbp") ? Exported(rows) : Canonical(rows);
        if (charges.Count == 0)
        {
            throw new FaultException($"{file} has no charges.");
        }

        return charges.GroupBy(charge => charge.Reference, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any())?.ToList()
            is [var first, var again, ..]
            ? throw new FaultException($"{file}, line {again.Line}: '{again.Reference}' is on line {first.Line} already; a reference names one charge.")
            : charges;
    }

    private static List<StatementCharge> Canonical(Rows rows)
    {
        rows.Need("external_line_id", "doc_ref");
        rows.Need("debit");
        rows.Need("credit");
        var all = rows.All.ToList();
        return (all.Exists(row => row["partner"] is not null) ? all.FindAll(row => row["partner"] is not null) : all)
            .ConvertAll(row => (Row: row, Owed: row.Balance())).FindAll(charge => charge.Owed != Money.Zero)
            .ConvertAll(charge =>
            {
                var (row, owed) = charge;
                if (row["currency"] is { } currency && !currency.Equals("GBP", StringComparison.OrdinalIgnoreCase))
                {
                    throw row.Fault("currency", "is another currency: pounds are matched with pounds, so only GBP is taken.");
                }

                var day = row.Day("posting_date") ?? row.Day("doc_date");
                return new StatementCharge(
                    row["external_line_id"] ?? $"{row.Must("doc_ref")}/{row.Must("line_no")}",
                    row["doc_ref"] ?? "",
                    row["line_no"] ?? "",
                    row["external_line_id"],
                    row["entity"],
                    row["partner"],
                    owed,
                    row.Pounds("vat_amount"),
                    day,
                    row.Period("period", day),
                    row["cost_centre"],
                    row["vat_code"],
                    row["text"],
                    row.Line);
            });
    }

    // A row for each component of a line: what is owed is all of them together.
    private static List<StatementCharge> Exported(Rows rows)
    {
        foreach (var column in new[] { "statement", "payee", "payer", "component", "service_period" })
        {
            rows.Need(column);
        }

        return rows.All.GroupBy(row => row.Must("line_reference"), StringComparer.Ordinal).Select(line =>
        {
            var (first, period) = (line.First(), PeriodOf(line.First()));
            return new StatementCharge(
                line.Key,
                first.Must("statement"),
                line.Key,
                line.Key,
                first.Must("payee"),
                first.Must("payer"),
                line.Sum(row => row.Pounds("amount_gbp")),
                line.Where(row => row["component"] == "vat").Sum(row => row.Pounds("amount_gbp")),
                Day: null,
                period,
                CostCentre: null,
                VatCode: null,
                first["description"],
                first.Line);
        }).Where(charge => charge.Owed != Money.Zero).ToList();
    }

    // ST-2023-24-P01 is the statement of 2023/24-P01, whatever the period of the service.
    private static AccountingPeriod PeriodOf(Rows.Row row) =>
        row.Must("statement") is ['S', 'T', '-', .. { Length: 11 } named] && AccountingPeriod.TryParse($"{named[..4]}/{named[5..]}", out var period)
            ? period
            : row.Period("service_period", day: null);
}

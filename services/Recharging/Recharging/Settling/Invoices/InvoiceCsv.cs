using System.Globalization;
using CsvHelper;
using Values;

namespace Recharging.Settling;

/// <summary>An invoice as a table, one row per line. What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
public static class InvoiceCsv
{
    private static readonly string[] Columns =
    [
        "number", "kind", "seller", "buyer", "issued_on", "due_on", "credits", "statement", "line_no", "line_reference", "agreement",
        "clause", "service_period", "description", "working", "vat_treatment", "vat_rate_percent", "net_gbp", "vat_gbp", "vat_reason",
    ];

    public static string Write(Invoice invoice, IReadOnlyList<InvoiceLine> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var line in lines)
        {
            WriteRow(csv,
            [
                invoice.Number, Invoice.Named(invoice.Kind), invoice.Seller, invoice.Buyer, Day(invoice.IssuedOn), Day(invoice.DueOn),
                invoice.Credits ?? "", invoice.StatementNumber, line.LineNo.ToString(CultureInfo.InvariantCulture), line.LineReference,
                Words(line.AgreementReference), Words(line.ClauseReference), line.ServicePeriod.ToString(), Words(line.Description),
                Words(line.Working), invoice.VatTreatment, invoice.VatRatePercent.ToString("0.##", CultureInfo.InvariantCulture),
                Amount(line.Net.Abs()), Amount(line.Vat.Abs()), Words(invoice.VatReason),
            ]);
        }

        csv.Flush();
        return text.ToString();
    }

    /// <summary>Spreadsheets take these signs, also full-width, for the start of a formula, with or without white space before.</summary>
    public static string Words(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        var first = clean.TrimStart().FirstOrDefault();
        return first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '−' || clean is ['\t' or '\r' or '\n', ..]
            ? "'" + clean : clean;
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }

    private static string Amount(Money amount) => amount.InPounds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

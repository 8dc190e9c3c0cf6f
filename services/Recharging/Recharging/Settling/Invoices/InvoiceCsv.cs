using ServiceDefaults.Files;

namespace Recharging.Settling;

/// <summary>An invoice as a table, one row per line.</summary>
public static class InvoiceCsv
{
    private static readonly string[] Columns =
    [
        "number", "kind", "seller", "buyer", "issued_on", "due_on", "credits", "statement", "line_no", "line_reference", "agreement",
        "clause", "service_period", "description", "working", "vat_treatment", "vat_rate_percent", "net_gbp", "vat_gbp", "vat_reason",
    ];

    public static string Write(Invoice invoice, IReadOnlyList<InvoiceLine> lines) => CsvTable.ForOfficers(Columns, lines.Select(line =>
        new object?[]
        {
            invoice.Number, Invoice.Named(invoice.Kind), invoice.Seller, invoice.Buyer, invoice.IssuedOn, invoice.DueOn, invoice.Credits,
            invoice.StatementNumber, line.LineNo, line.LineReference, line.AgreementReference, line.ClauseReference,
            line.ServicePeriod.ToString(), line.Description, line.Working, invoice.VatTreatment, invoice.VatRatePercent, line.Net.Abs(),
            line.Vat.Abs(), invoice.VatReason,
        }));
}

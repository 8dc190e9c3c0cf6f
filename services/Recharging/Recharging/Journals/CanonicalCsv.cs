using System.Globalization;
using CsvHelper;
using Values;

namespace Recharging.Journals;

/// <summary>A journal in the flat form that all four ERPs take: one row per line, every row with its document's header.</summary>
public static class CanonicalCsv
{
    private const string SourceSystem = "SHARED-SERVICES";

    private static readonly string[] Columns =
    [
        "batch_id", "source_system", "entity", "doc_type", "doc_ref", "line_no", "doc_date", "posting_date", "period", "account",
        "cost_centre", "project", "partner", "debit", "credit", "currency", "vat_code", "vat_amount", "text", "external_line_id",
    ];

    public static string Write(Journal journal, IReadOnlyList<JournalLine> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var line in lines)
        {
            WriteRow(csv,
            [
                journal.BatchId, SourceSystem, journal.Council, "RC", journal.Reference, line.LineNo.ToString(CultureInfo.InvariantCulture),
                Day(journal.DocumentDate), Day(journal.PostingDate), journal.Period.ToString(), line.Account, line.CostCentre ?? "",
                line.PurchaseOrder ?? "",
                line.Partner ?? "", Amount(line.Debit), Amount(line.Credit), "GBP", line.VatCode ?? "", Amount(line.VatAmount), line.Text,
                line.ExternalLineId,
            ]);
        }

        csv.Flush();
        return text.ToString();
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

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

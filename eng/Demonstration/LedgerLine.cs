using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using CsvHelper.Configuration.Attributes;

namespace Demonstration;

/// <summary>A line of the canonical journal file, in the order of its columns.</summary>
internal sealed record LedgerLine
{
    [Name("batch_id")] public string BatchId { get; init; } = "";
    [Name("source_system")] public string SourceSystem { get; init; } = "";
    [Name("entity")] public string Entity { get; init; } = "";
    [Name("doc_type")] public string DocType { get; init; } = "";
    [Name("doc_ref")] public string DocRef { get; init; } = "";
    [Name("line_no")] public int LineNo { get; init; }
    [Name("doc_date")] public string DocDate { get; init; } = "";
    [Name("posting_date")] public string PostingDate { get; init; } = "";
    [Name("period")] public string Period { get; init; } = "";
    [Name("account")] public string Account { get; init; } = "";
    [Name("cost_centre")] public string CostCentre { get; init; } = "";
    [Name("project")] public string Project { get; init; } = "";
    [Name("partner")] public string Partner { get; init; } = "";
    [Name("debit"), Format("0.00")] public decimal Debit { get; init; }
    [Name("credit"), Format("0.00")] public decimal Credit { get; init; }
    [Name("currency")] public string Currency { get; init; } = "GBP";
    [Name("vat_code")] public string VatCode { get; init; } = "";
    [Name("vat_amount"), Format("0.00")] public decimal? VatAmount { get; init; }
    [Name("text")] public string Text { get; init; } = "";
    [Name("external_line_id")] public string ExternalLineId { get; init; } = "";

    public static IReadOnlyList<LedgerLine> Read(string csv)
    {
        using var reader = new CsvReader(new StringReader(csv), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<LedgerLine>()];
    }

    public static byte[] Write(IEnumerable<LedgerLine> lines)
    {
        using var memory = new MemoryStream();
        using (var writer = new CsvWriter(
            new StreamWriter(memory, new UTF8Encoding(false)), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            writer.WriteRecords(lines);
        }

        return memory.ToArray();
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace Benchmarks;

/// <summary>A ledger file of two-line documents as an ERP writes it, and the same lines in the table's own columns.</summary>
public sealed record LedgerFile(
    string BatchId, string Body, string MediaType, string TableCsv, int Lines, decimal TotalGbp, byte[] Sha256)
{
    public const string SourceSystem = "SAP";
    public const int CostCentres = 400;

    public const string TableColumns =
        "council, batch_id, source_system, entity, doc_type, doc_ref, line_no, doc_date, posting_date, period, account, cost_centre, "
        + "project, partner, debit_pence, credit_pence, currency, vat_code, vat_amount_pence, text, external_line_id";

    private const string Header =
        "batch_id,source_system,entity,doc_type,doc_ref,line_no,doc_date,posting_date,period,account,cost_centre,project,partner,"
        + "debit,credit,currency,vat_code,vat_amount,text,external_line_id";

    public static async Task<LedgerFile> WriteAsync(string folder, string batchId, int lines)
    {
        var (csv, table) = (Path.Combine(folder, $"{batchId}.csv"), Path.Combine(folder, $"{batchId}.table.csv"));
        var random = new Random(batchId.Sum(letter => letter));
        var pence = 0L;
        await using (var asSent = new StreamWriter(csv))
        await using (var asStored = new StreamWriter(table))
        {
            await asSent.WriteLineAsync(Header);
            for (var document = 0; document < lines / 2; document++)
            {
                var amount = random.NextInt64(100, 5_000_000);
                pence += amount;
                for (var line = 1; line <= 2; line++)
                {
                    var (debit, credit) = line == 1 ? (amount, 0L) : (0L, amount);
                    var day = $"2023-04-{1 + document % 28:00}";
                    var start = $"{batchId},{SourceSystem},1000,SA,{batchId}-{document:0000000},{line},{day},{day},2023/24-P01,";
                    var coded = line == 1 ? $"51000,CC{document % CostCentres:0000},," : $"90000,,,V{document % 3000:00000}";
                    var end = $"Invoice {document} for supplies,X{document:0000000}{line}";
                    await asSent.WriteLineAsync($"{start}{coded},{Pounds(debit)},{Pounds(credit)},GBP,S0,0.00,{end}");
                    await asStored.WriteLineAsync($"HCC,{start}{coded},{debit},{credit},GBP,S0,0,{end}");
                }
            }
        }

        await using var written = File.OpenRead(csv);
        return new LedgerFile(batchId, csv, "text/csv", table, lines / 2 * 2, pence / 100m, await SHA256.HashDataAsync(written));
    }

    /// <summary>The same lines as JSON, without what is empty.</summary>
    public async Task<LedgerFile> InJsonAsync()
    {
        var json = Path.ChangeExtension(Body, ".json");
        var names = Header.Split(',').Skip(2).ToArray();
        await using (var file = new StreamWriter(json))
        {
            await file.WriteAsync($"{{\"batch_id\":\"{BatchId}\",\"source_system\":\"{SourceSystem}\",\"lines\":[");
            var isFirst = true;
            await foreach (var line in File.ReadLinesAsync(Body).Skip(1))
            {
                var fields = names.Zip(line.Split(',').Skip(2)).Where(field => field.Second.Length > 0)
                    .Select(field => $"\"{field.First}\":{(IsNumber(field.First) ? field.Second : $"\"{field.Second}\"")}");
                await file.WriteAsync($"{(isFirst ? "" : ",")}\n{{{string.Join(',', fields)}}}");
                isFirst = false;
            }

            await file.WriteAsync("]}");
        }

        await using var written = File.OpenRead(json);
        return this with { Body = json, MediaType = "application/json", Sha256 = await SHA256.HashDataAsync(written) };
    }

    private static bool IsNumber(string column) => column is "line_no" or "debit" or "credit" or "vat_amount";

    private static string Pounds(long pence) => (pence / 100m).ToString("F2", CultureInfo.InvariantCulture);
}

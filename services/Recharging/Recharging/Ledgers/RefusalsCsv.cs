using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Recharging.Settling;

namespace Recharging.Ledgers;

/// <summary>Every refused line of a batch as a table to work down, however many there are.</summary>
public static class RefusalsCsv
{
    private static readonly string[] Columns = ["file", "line", "entity", "doc_ref", "column", "value", "rule", "sentence"];

    public static async Task<IResult> WriteAsync(
        HttpResponse response, IQueryable<LedgerFault> faults, IReadOnlyList<LedgerPart> parts, CancellationToken cancellationToken)
    {
        response.ContentType = "text/csv; charset=utf-8";
        await using var text = new StreamWriter(response.Body, new UTF8Encoding(false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        await WriteAsync(csv, Columns);
        await foreach (var fault in faults.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var refused = ReadLedgerBatch.Show(fault, parts);
            await WriteAsync(csv,
            [
                InvoiceCsv.Words(refused.File ?? ""), refused.Line.ToString(CultureInfo.InvariantCulture), InvoiceCsv.Words(refused.Entity),
                InvoiceCsv.Words(refused.DocRef), refused.Column, InvoiceCsv.Words(refused.Value), refused.Rule, refused.Sentence
            ]);
        }

        return TypedResults.Empty;
    }

    private static Task WriteAsync(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        return csv.NextRecordAsync();
    }
}

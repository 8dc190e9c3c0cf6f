using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Files;

namespace Recharging.Ledgers;

/// <summary>Every refused line of a batch as a table to work down, however many there are.</summary>
public static class RefusalsCsv
{
    private static readonly string[] Columns = ["file", "line", "entity", "doc_ref", "column", "value", "rule", "sentence"];

    public static async Task<IResult> WriteAsync(
        HttpResponse response, IQueryable<LedgerFault> faults, IReadOnlyList<LedgerPart> parts, CancellationToken cancellationToken)
    {
        response.ContentType = CsvTable.ContentType;
        await CsvTable.WriteForOfficersAsync(
            response.Body, Columns, faults.AsAsyncEnumerable().Select(fault => Row(ReadLedgerBatch.Show(fault, parts))), cancellationToken);
        return TypedResults.Empty;
    }

    private static IReadOnlyList<object?> Row(ReadLedgerBatch.RefusedLine refused) =>
        [refused.File, refused.Line, refused.Entity, refused.DocRef, refused.Column, refused.Value, refused.Rule, refused.Sentence];
}

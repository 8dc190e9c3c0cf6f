using System.Runtime.CompilerServices;
using System.Text;
using ServiceDefaults.Files;

namespace Secondments.HrExtracts;

/// <summary>
/// Reads an HR extract row by row, by the names in its header. Cells of columns that are not read are never looked at,
/// so nothing of them can be stored or logged.
/// </summary>
/// <param name="declared">The encoding that the sender declares, if any; it is UTF-8 otherwise.</param>
public sealed class ExtractReader(Stream stream, string council, Encoding? declared = null)
{
    private readonly CsvRows _csv = new(stream, declared ?? Encoding.UTF8);
    private readonly HashSet<(string Employment, DateOnly EffectiveFrom)> _seen = [];

    /// <summary>Why the file can't be read to its end, in a sentence; then none of its rows counts.</summary>
    public string? Fault => _csv.Fault;

    /// <summary>Without the column an extract says nothing of leavers; an empty cell says that somebody does not leave.</summary>
    public bool SaysLastDays => _csv.Has(ExtractColumns.LastDay);

    public IReadOnlyList<string> ForbiddenFieldsDropped => [.. _csv.Header.Where(ExtractColumns.IsForbidden)];

    public IReadOnlyList<string> OtherFieldsDropped =>
        [.. _csv.Header.Where(column => column.Length > 0 && !ExtractColumns.IsRead(column) && !ExtractColumns.IsForbidden(column))];

    /// <summary>What is wrong with the header, null when nothing is.</summary>
    public async Task<string?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await _csv.ReadHeaderAsync(cancellationToken))
        {
            return _csv.Fault ?? "The extract is empty: its first row must name the columns.";
        }

        var missing = ExtractColumns.Required.Where(column => !_csv.Has(column)).ToList();
        var twice = _csv.Twice.Where(ExtractColumns.IsRead).ToList();
        return (missing, twice) switch
        {
            ({ Count: > 0 }, _) => $"The header lacks {string.Join(", ", missing)}.",
            (_, { Count: > 0 }) => $"The header names {string.Join(", ", twice)} more than once.",
            _ => null,
        };
    }

    public async IAsyncEnumerable<(ExtractRow? Row, RowNotTaken? NotTaken)> ReadRowsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _csv.ReadRowAsync(cancellationToken))
        {
            yield return ReadRow(_csv.Row);
        }
    }

    private (ExtractRow?, RowNotTaken?) ReadRow(int number)
    {
        // Cells may have slid into other columns: none is quoted back.
        if (_csv.WhyBroken() is not null)
        {
            return NotTaken(
                number, "(row)", "", "malformed-row", $"The row must have the header's {_csv.Header.Count} cells, quotes around whole cells.");
        }

        var row = new ExtractRow(number);
        foreach (var (column, rule) in ExtractRow.Rules)
        {
            var value = _csv[column];
            if (CellText.WhyNot(value) is { } spoilt)
            {
                return NotTaken(number, column, "", "spoilt-cell", $"The cell {spoilt}.");
            }

            if (rule(row, value, council) is { } fault)
            {
                return NotTaken(number, column, value, fault.Code, fault.Sentence);
            }
        }

        return _seen.Add((row.EmploymentReference, row.EffectiveFrom))
            ? (row, null)
            : NotTaken(number, ExtractColumns.Employment, row.EmploymentReference, "duplicate-row",
                "An earlier row of this extract is about the same employment from the same day.");
    }

    private static (ExtractRow?, RowNotTaken?) NotTaken(int number, string column, string value, string rule, string sentence) =>
        (null, new RowNotTaken(number, column, Quotable(value), rule, sentence));

    // A cell in the wrong column may be about a person: the answer, which is stored, must not repeat it.
    private static string Quotable(string value) =>
        PersonalData.MayBeIn(value) ? "(withheld)" : value.Length > 40 ? value[..40] : value;
}

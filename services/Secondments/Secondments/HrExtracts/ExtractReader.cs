using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Secondments.HrExtracts;

/// <summary>
/// Reads an HR extract row by row, by the names in its header. Cells of columns that are not read are never looked at,
/// so nothing of them can be stored or logged.
/// </summary>
public sealed class ExtractReader : IDisposable
{
    private readonly CsvReader _csv;
    private readonly string _council;
    private readonly HashSet<(string Employment, DateOnly EffectiveFrom)> _seen = [];
    private string[] _header = [];
    private bool _badCell;

    public ExtractReader(Stream stream, string council)
    {
        _council = council;
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        _csv = new CsvReader(
            new StreamReader(stream, strict, detectEncodingFromByteOrderMarks: true, bufferSize: 16384, leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                TrimOptions = TrimOptions.Trim,
                BadDataFound = _ => _badCell = true,
                MissingFieldFound = null,
            });
    }

    /// <summary>Without the column an extract says nothing of leavers; an empty cell says that somebody does not leave.</summary>
    public bool SaysLastDays => _header.Contains(ExtractColumns.LastDay);

    public IReadOnlyList<string> ForbiddenFieldsDropped => [.. _header.Where(ExtractColumns.IsForbidden)];

    public IReadOnlyList<string> OtherFieldsDropped =>
        [.. _header.Where(column => !ExtractColumns.IsRead(column) && !ExtractColumns.IsForbidden(column))];

    /// <summary>What is wrong with the header, null when nothing is.</summary>
    public async Task<string?> ReadHeaderAsync()
    {
        if (!await _csv.ReadAsync() || !_csv.ReadHeader())
        {
            return "The extract is empty: its first row must name the columns.";
        }

        _header = _csv.HeaderRecord!;
        var missing = ExtractColumns.Required.Where(column => !_header.Contains(column)).ToList();
        var twice = _header.Where(ExtractColumns.IsRead).GroupBy(column => column).Where(same => same.Count() > 1).Select(same => same.Key).ToList();
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
        for (var number = 2; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _badCell = false;
            if (!await _csv.ReadAsync())
            {
                yield break;
            }

            yield return ReadRow(number);
        }
    }

    public void Dispose() => _csv.Dispose();

    private (ExtractRow?, RowNotTaken?) ReadRow(int number)
    {
        // A stray quote shows only when its cell is read. Cells may then have slid into other columns: none is quoted back.
        var cells = ExtractRow.Rules.Select(rule => _csv.GetField(rule.Column) ?? "").ToList();
        if (_badCell || _csv.Parser.Count != _header.Length)
        {
            return NotTaken(number, "(row)", "", "malformed-row", $"The row must have the header's {_header.Length} cells, quotes closed.");
        }

        var row = new ExtractRow(number);
        foreach (var ((column, rule), value) in ExtractRow.Rules.Zip(cells))
        {
            if (rule(row, value, _council) is { } fault)
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

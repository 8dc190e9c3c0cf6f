using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace SchoolSupport.Schools;

/// <summary>
/// A file of the national register as it streams in: Windows-1252, columns found by their names in any order, days as
/// dd-MM-yyyy or dd/MM/yyyy.
/// </summary>
internal sealed class RegisterFile : IDisposable
{
    private static readonly string[] DayFormats = ["dd-MM-yyyy", "dd/MM/yyyy"];
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly CsvReader _csv;
    private bool _badData;

    public RegisterFile(Stream body)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => _badData = true,
            MissingFieldFound = null,
            DetectColumnCountChanges = false,
            BufferSize = 64 * 1024,
        };
        _csv = new CsvReader(new StreamReader(body, Windows1252, detectEncodingFromByteOrderMarks: true, leaveOpen: true), configuration);
    }

    public IReadOnlyList<string> Columns => _csv.HeaderRecord ?? [];

    /// <summary>Counts data rows from 1.</summary>
    public int Row { get; private set; }

    /// <summary>The first of these columns that the file lacks, null when it has them all.</summary>
    public async Task<string?> ReadHeaderAsync(IEnumerable<string> needed)
    {
        if (await _csv.ReadAsync())
        {
            _csv.ReadHeader();
        }

        return needed.FirstOrDefault(column => !Columns.Contains(column, StringComparer.Ordinal));
    }

    public async Task<bool> ReadRowAsync()
    {
        _badData = false;
        if (!await _csv.ReadAsync())
        {
            return false;
        }

        Row++;
        return true;
    }

    /// <summary>Null when the row has as many cells as there are columns and its quotes close.</summary>
    public RowFault? BrokenRow() => _badData || _csv.Parser.Count != Columns.Count
        ? new(Row, "row", $"{_csv.Parser.Count} cells", $"A row has {Columns.Count} cells, and quotes stand around a whole cell.")
        : null;

    public string Text(string column) => Optional(column) ?? "";

    /// <summary>Null when the cell is empty or the file has no such column.</summary>
    public string? Optional(string column) =>
        _csv.TryGetField<string>(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public RowFault? ReadDay(string column, out DateOnly? day)
    {
        day = null;
        if (Optional(column) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
        {
            return Fault(column, "A day is written dd-MM-yyyy or dd/MM/yyyy.");
        }

        day = read;
        return null;
    }

    public RowFault? ReadUrn(string column) =>
        Text(column) is { Length: 6 } urn && urn.All(char.IsAsciiDigit) ? null : Fault(column, "A URN has six digits.");

    public RowFault? ReadNeeded(string column) => Optional(column) is null ? Fault(column, "This must not be empty.") : null;

    public RowFault Fault(string column, string rule) => new(Row, column, Text(column), rule);

    public void Dispose() => _csv.Dispose();
}

/// <summary>A row of a file that was not taken: which, for which cell, and by which rule.</summary>
public sealed record RowFault(int Row, string Column, string Value, string Rule);

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Files;

namespace SchoolSupport.Schools;

/// <summary>A file of the national register as it streams in: columns found by their names in any order, days as dd-MM-yyyy or
/// dd/MM/yyyy.</summary>
internal sealed class RegisterFile(Stream body)
{
    private static readonly string[] DayFormats = ["dd-MM-yyyy", "dd/MM/yyyy"];

    private readonly CsvRows _csv = new(body);
    private IReadOnlyList<string> _read = [];

    public IReadOnlyList<string> Columns => _csv.Header;

    /// <summary>Why the file can't be read on, in a sentence; then none of it is taken.</summary>
    public string? Fault => _csv.Fault;

    /// <summary>Counts data rows from 1.</summary>
    public int Row { get; private set; }

    /// <summary>What keeps the file from being read; null when it has all the columns that are needed.</summary>
    /// <param name="wanted">Columns that are read as well where the file has them.</param>
    /// <param name="what">What the file should be.</param>
    public async Task<ProblemHttpResult?> ReadHeaderAsync(
        IReadOnlyList<string> needed, IReadOnlyList<string> wanted, string what, CancellationToken cancellationToken)
    {
        _read = [.. needed, .. wanted];
        if (!await _csv.ReadHeaderAsync(cancellationToken) && Fault is { } unreadable)
        {
            return Problems.Invalid("body", unreadable);
        }

        return needed.FirstOrDefault(column => !_csv.Has(column)) is { } missing
            ? Problems.Invalid(missing, $"The file has no column '{missing}'. Is it {what}?") : null;
    }

    public async Task<bool> ReadRowAsync(CancellationToken cancellationToken)
    {
        if (!await _csv.ReadRowAsync(cancellationToken))
        {
            return false;
        }

        Row++;
        return true;
    }

    /// <summary>Null when the row has as many cells as there are columns, its quotes close, and what is read of it is whole.</summary>
    public RowFault? BrokenRow() =>
        _csv.WhyBroken() is not null
            ? new(Row, "row", $"{_csv.Cells} cells", $"A row has {Columns.Count} cells, and quotes stand around a whole cell.")
            : _read.Select(column => CellText.WhyNot(_csv[column]) is { } rule ? FaultIn(column, $"The cell {rule}.") : null)
                .FirstOrDefault(fault => fault is not null);

    public string Text(string column) => _csv[column];

    /// <summary>Null when the cell is empty or the file has no such column.</summary>
    public string? Optional(string column) => _csv[column] is { Length: > 0 } text ? text : null;

    public RowFault? ReadDay(string column, out DateOnly? day)
    {
        day = null;
        if (Optional(column) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
        {
            return FaultIn(column, "A day is written dd-MM-yyyy or dd/MM/yyyy.");
        }

        day = read;
        return null;
    }

    public RowFault? ReadUrn(string column) =>
        Text(column) is { Length: 6 } urn && urn.All(char.IsAsciiDigit) ? null : FaultIn(column, "A URN has six digits.");

    public RowFault? ReadNeeded(string column) => Optional(column) is null ? FaultIn(column, "This must not be empty.") : null;

    public RowFault FaultIn(string column, string rule) => new(Row, column, Text(column), rule);
}

/// <summary>A row of a file that was not taken: which, for which cell, and by which rule.</summary>
public sealed record RowFault(int Row, string Column, string Value, string Rule);

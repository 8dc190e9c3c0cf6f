using System.Text;

namespace ServiceDefaults.Files;

/// <summary>
/// A table that someone sent as CSV, row by row as it streams in, its cells by the names in its header, whatever the case of these.
/// What refuses the file as a whole stands in <see cref="Fault"/>; then there is no further row.
/// </summary>
/// <param name="declared">The encoding that the sender declares; null lets the bytes decide.</param>
public sealed class CsvRows(Stream body, Encoding? declared = null)
{
    private readonly CsvRecords _records = new(new TextBody(body.ReadAsync, declared));
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private string? _swallowed;

    /// <summary>The names of the columns as the file has them; empty for a file without a row.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The current row as a spreadsheet counts: the header is 1.</summary>
    public int Row => _records.Row;

    public int Cells => _records.Count;

    public string? Fault => _records.Fault ?? _swallowed;

    /// <summary>False for an empty file, and where there is a <see cref="Fault"/>.</summary>
    public async ValueTask<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await ReadRecordAsync(cancellationToken))
        {
            return false;
        }

        Header = [.. Enumerable.Range(0, _records.Count).Select(Cell)];
        foreach (var (at, name) in Header.Index())
        {
            _places.TryAdd(name, at);
        }

        return true;
    }

    public async ValueTask<bool> ReadRowAsync(CancellationToken cancellationToken)
    {
        if (!await ReadRecordAsync(cancellationToken))
        {
            return false;
        }

        _swallowed = WhySwallowed();
        return _swallowed is null;
    }

    /// <summary>Names that the header has more than once.</summary>
    public IEnumerable<string> Twice => Header.Where(name => name.Length > 0)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key);

    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>The cell of the current row without blanks around it; empty where the file has no such column or the row no such cell.</summary>
    public string this[string column] => _places.TryGetValue(column, out var at) && at < _records.Count ? Cell(at) : "";

    /// <summary>Why the row can't be read, by the header; what its cells may hold is another matter.</summary>
    public (string Column, string Rule)? WhyBroken() =>
        _records.Count != Header.Count
            ? (Header[Math.Min(_records.Count, Header.Count - 1)], $"the row has {_records.Count} fields and the header {Header.Count}")
        : StrayQuote() is { } column
            ? (column, "a quote stands inside a cell: put the whole cell in quotes, and write each quote in it twice")
        : null;

    private async ValueTask<bool> ReadRecordAsync(CancellationToken cancellationToken)
    {
        while (!_records.TryRead())
        {
            if (!await _records.FillAsync(cancellationToken))
            {
                return false;
            }
        }

        return Fault is null;
    }

    private string Cell(int at) => Encoding.UTF8.GetString(_records[at]).Trim();

    private string? StrayQuote() => Enumerable.Range(0, _records.Count).Where(_records.HasStrayQuote).Select(at => Header[at]).FirstOrDefault();

    // A quote left open may be closed by one that is left open further down: the rows between them would be one cell.
    private string? WhySwallowed()
    {
        for (var field = 0; field < _records.Count && Header.Count > 1; field++)
        {
            foreach (var line in Lines(_records[field]))
            {
                if (_records[field][line].Count(_records.Shape.Separator) >= Header.Count - 1)
                {
                    return $"Line {_records.Line}: a quote is left open in {Header[Math.Min(field, Header.Count - 1)]}, "
                        + "and whole rows behind it would be lost.";
                }
            }
        }

        return null;
    }

    // Of a cell of several lines each; none of any other.
    private static List<Range> Lines(ReadOnlySpan<byte> cell)
    {
        var lines = new List<Range>();
        for (var from = 0; cell.Contains((byte)'\n') && from < cell.Length;)
        {
            var length = cell[from..].IndexOf((byte)'\n') is >= 0 and var found ? found : cell.Length - from;
            lines.Add(new Range(from, from + length));
            from += length + 1;
        }

        return lines;
    }
}

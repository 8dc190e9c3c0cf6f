using System.Globalization;
using Values;

namespace Recharging.Tests.Reconciliation;

/// <summary>A table as an officer writes it: a header and rows, columns apart by bars.</summary>
internal sealed class Table(string text)
{
    private readonly string[][] _rows =
        [.. text.Split('\n').Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Where(row => row.Length > 1)];

    public IEnumerable<Row> Rows => _rows.Skip(1).Select(row => new Row(_rows[0], row));

    internal sealed class Row(string[] header, string[] cells)
    {
        public string this[string column] => cells[Array.IndexOf(header, column)];

        public string? Maybe(string column) => this[column] is { Length: > 0 } text ? text : null;

        public Money Pounds(string column) =>
            this[column] is { Length: > 0 } text ? Money.Pounds(decimal.Parse(text, CultureInfo.InvariantCulture)) : Money.Zero;
    }
}

using System.Text;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// The lines of a file of separated text or of fixed positions: its header, or its first line where there is none, says which form it
/// has and where each column stands.
/// </summary>
/// <param name="declared">The format that the sender declares, where the file doesn't say it itself.</param>
public sealed class CsvLines(TextBody body, LedgerFormat? declared, string batchId, string sourceSystem) : ILedgerLines
{
    private readonly CsvRecords _records = new(body, LedgerShape.Of(declared));
    private readonly int[] _position = new int[LedgerColumns.Names.Count];
    private MappedRecord? _mapped;
    private int _columns;
    private Refusal? _fault;

    public string Format => _mapped?.Format.Name ?? LedgerFormat.Canonical;

    public string Encoding => body.Encoding;

    public bool CountsRows => _mapped is { Format.CountsRows: true };

    public int Line => _records.Line;

    public int LinesCut => _records.LinesCut;

    public Refusal? Fault => _fault ?? (_records.Fault is { } fault ? Malformed(fault) : null);

    public string WhyEmpty => _columns == 0 ? "The file is empty: not even a header." : "The file has a header and no lines.";

    public ReadOnlySpan<byte> this[LedgerColumn column] =>
        _mapped is not null ? _mapped[column] : _position[(int)column] is >= 0 and var at ? _records[at] : [];

    public ValueTask<bool> FillAsync(CancellationToken cancellationToken) =>
        _fault is null ? _records.FillAsync(cancellationToken) : ValueTask.FromResult(false);

    public bool TryRead()
    {
        while (_fault is null && _records.TryRead())
        {
            var isHeader = _columns == 0;
            _fault = isHeader ? ReadHeader() : null;
            if (_fault is null && (!isHeader || _mapped is { IsByPlace: true }))
            {
                return ReadLine();
            }
        }

        return false;
    }

    public decimal Turned => _mapped?.Turned ?? 0;

    public LedgerRule? Broken(LedgerColumn column) => _mapped?.Broken(column);

    public (string Name, string Value) Shown(LedgerColumn column) =>
        _mapped?.Source(column) ?? (column.Name(), System.Text.Encoding.UTF8.GetString(this[column]));

    private bool ReadLine()
    {
        if (_records.Count != _columns)
        {
            _fault = Malformed($"Line {_records.Line} has {_records.Count} columns, the header {_columns}.");
            return false;
        }

        _mapped?.Translate();
        return true;
    }

    private Refusal? ReadHeader()
    {
        _columns = _records.Count;
        if (_records.Shape == RecordShape.WholeLine)
        {
            return ReadByPosition(declared ?? LedgerFormat.All.First(format => format.IsFixed));
        }

        var found = Enumerable.Range(0, _records.Count)
            .Select(field => System.Text.Encoding.UTF8.GetString(_records[field]).Trim().TrimStart('*')).ToList();
        if (found is ["NEW", ..] && (declared ?? LedgerFormat.Oracle) is { MayLackHeader: true } placed)
        {
            return ReadByPosition(placed);
        }

        var format = declared ?? LedgerFormat.All.MaxBy(format => format.Knows(found))!;
        return declared is null && format.Knows(found) <= found.Count(name => LedgerColumns.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            ? ReadCanonicalHeader(found)
            : ReadHeaderOf(format, found);
    }

    private Refusal? ReadByPosition(LedgerFormat format)
    {
        _mapped = MappedRecord.ByPlace(format, _records, batchId, sourceSystem);
        return null;
    }

    private Refusal? ReadHeaderOf(LedgerFormat format, List<string> found)
    {
        (_mapped, var missing) = MappedRecord.ByHeader(format, _records, found, batchId, sourceSystem);
        if (missing is not null)
        {
            return Malformed($"The header is that of the format {format.Name} and lacks the column {missing}.");
        }

        var twice = found.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Count() > 1
            && format.Fields.Any(field => field.Labels.Contains(name.Key, StringComparer.OrdinalIgnoreCase)));
        return twice is null ? null : Malformed($"The header has the column {twice.Key} twice.");
    }

    private Refusal? ReadCanonicalHeader(List<string> found)
    {
        var missing = LedgerColumns.Required.Except(found, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
        {
            return Malformed($"The header lacks the column{(missing.Count == 1 ? "" : "s")} {string.Join(", ", missing)}.");
        }

        if (found.FirstOrDefault(name => !LedgerColumns.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            return Malformed($"The header has a column '{unknown}' that is not known here.");
        }

        if (found.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Count() > 1) is { } twice)
        {
            return Malformed($"The header has the column {twice.Key} twice.");
        }

        foreach (var (column, name) in LedgerColumns.Names.Index())
        {
            _position[column] = found.FindIndex(own => own.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        return null;
    }

    private static Refusal Malformed(string sentence) => new("ledger-file-format", sentence);
}

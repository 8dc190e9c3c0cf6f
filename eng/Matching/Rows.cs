using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Values;

namespace MatchFiles;

/// <summary>The rows of a CSV file with a header, by the names of their columns; columns that are not asked for are left alone.</summary>
public sealed class Rows
{
    private const int MostKept = 50_000;

    private readonly Dictionary<string, int> _columns;
    private readonly List<(int Line, string[] Cells)> _rows = [];

    private Rows(string file, string[] header)
    {
        File = file;
        _columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < header.Length; at++)
        {
            if (header[at].Trim() is { Length: > 0 } name && !_columns.TryAdd(name.ToLowerInvariant(), at))
            {
                throw new FaultException($"{file}, line 1: column {name} is there twice.");
            }
        }
    }

    public string File { get; }

    public IEnumerable<Row> All => _rows.Select(row => new Row(this, row.Line, row.Cells));

    public static Rows Read(string file)
    {
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180 });
            if (!csv.Read())
            {
                throw new FaultException($"{file} is empty: it needs a header line.");
            }

            var (rows, width) = (new Rows(file, csv.Record!), csv.Record!.Length);
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            while (csv.Read())
            {
                if (csv.Record!.Length != width)
                {
                    throw new FaultException($"{file}, line {csv.RawRow}: {csv.Record.Length} cells where the header has {width}.");
                }

                rows._rows.Add((csv.RawRow, Kept(csv.Record, said)));
            }

            return rows;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException($"{file} can't be read: {fault.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new FaultException($"{file} is not UTF-8. Save it as \"CSV UTF-8\" and try again.");
        }
        catch (CsvHelperException fault)
        {
            throw new FaultException($"{file}, line {fault.Context?.Parser?.RawRow}: this is not CSV: {fault.Message.Split('\n')[0]}");
        }
    }

    // What many cells say is kept once: accounts, periods, days, codes. What a few thousand rows say only once is not looked for again.
    private static string[] Kept(string[] cells, Dictionary<string, string> said)
    {
        for (var at = 0; at < cells.Length; at++)
        {
            if (said.TryGetValue(cells[at], out var same))
            {
                cells[at] = same;
            }
            else if (said.Count < MostKept)
            {
                said.Add(cells[at], cells[at]);
            }
        }

        return cells;
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <exception cref="FaultException">None of the columns is there.</exception>
    public void Need(params IReadOnlyList<string> either)
    {
        if (!either.Any(Has))
        {
            throw new FaultException($"{File}, line 1: column {string.Join(" or ", either)} is missing.");
        }
    }

    /// <summary>A row; an empty cell and a missing column are both nothing.</summary>
    public readonly record struct Row(Rows Rows, int Line, string[] Cells)
    {
        public string? this[string column] =>
            Rows._columns.TryGetValue(column, out var at) && Cells[at].Trim() is { Length: > 0 } said ? said : null;

        public string Must(string column) => this[column] ?? throw Fault(column, "is empty, and it is needed.");

        /// <summary>Debit less credit.</summary>
        public Money Balance()
        {
            var (debit, credit) = (Pounds("debit"), Pounds("credit"));
            return debit == Money.Zero || credit == Money.Zero ? debit - credit : throw Fault("credit", "stands beside a debit: one of the two is 0.");
        }

        public Money Pounds(string column) => this[column] is not { } said ? Money.Zero
            : decimal.TryParse(said, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
                && decimal.Round(pounds, 2, MidpointRounding.ToEven) == pounds && Math.Abs(pounds) < 1_000_000_000_000m
                ? Money.Pounds(pounds)
                : throw Fault(column, "is not an amount such as 1234.56.");

        public int Number(string column) => int.TryParse(Must(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault(column, "is not a whole number.");

        public DateOnly? Day(string column) => this[column] is not { } said ? null
            : DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw Fault(column, "is not a day such as 2023-04-30.");

        /// <summary>As <c>2023/24-P01</c>, as a calendar month <c>2023-04</c> or <c>202304</c>, or else the month of the day.</summary>
        public AccountingPeriod Period(string column, DateOnly? day)
        {
            if (this[column] is not { } said)
            {
                return AccountingPeriod.Of(day ?? throw Fault(column, "is empty, and so is the posting date."));
            }

            return AccountingPeriod.TryParse(said, out var period) ? period
                : DateOnly.TryParseExact(said, ["yyyy-MM", "yyyyMM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                    ? AccountingPeriod.Of(month)
                    : throw Fault(column, "is not a period such as 2023/24-P01 or 2023-04.");
        }

        public FaultException Fault(string column, string rule) => new(Rows.File, Line, column, this[column] ?? "", rule);
    }
}

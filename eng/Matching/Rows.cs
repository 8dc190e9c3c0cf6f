using System.Globalization;
using ServiceDefaults.Files;
using Values;

namespace MatchFiles;

/// <summary>The rows of a CSV file with a header, by the names of their columns; columns that are not asked for are left alone.</summary>
public sealed class Rows
{
    private const int MostKept = 50_000;

    private readonly Dictionary<string, int> _columns;
    private readonly List<(int Line, string[] Cells)> _rows = [];

    private Rows(string file, CsvRows csv)
    {
        File = file;
        if (csv.Twice.FirstOrDefault() is { } twice)
        {
            throw new FaultException($"{file}, line 1: column {twice} is there twice.");
        }

        _columns = csv.Header.Index().Where(column => column.Item.Length > 0)
            .ToDictionary(column => column.Item, column => column.Index, StringComparer.OrdinalIgnoreCase);
    }

    public string File { get; }

    public IEnumerable<Row> All => _rows.Select(row => new Row(this, row.Line, row.Cells));

    public static async Task<Rows> ReadAsync(string file)
    {
        try
        {
            await using var stream = System.IO.File.OpenRead(file);
            var csv = new CsvRows(stream);
            if (!await csv.ReadHeaderAsync(CancellationToken.None))
            {
                throw new FaultException(csv.Fault is { } fault ? $"{file}: {fault}" : $"{file} is empty: it needs a header line.");
            }

            var rows = new Rows(file, csv);
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            while (await csv.ReadRowAsync(CancellationToken.None))
            {
                if (csv.WhyBroken() is { } broken)
                {
                    throw new FaultException($"{file}, line {csv.Row}, column {broken.Column}: {broken.Rule}.");
                }

                rows._rows.Add((csv.Row, [.. csv.Header.Select(column => Kept(csv[column], said))]));
            }

            return csv.Fault is { } late ? throw new FaultException($"{file}: {late}") : rows;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException($"{file} can't be read: {fault.Message}");
        }
    }

    // What many cells say is kept once: accounts, periods, days, codes. What a few thousand rows say only once is not looked for again.
    private static string Kept(string cell, Dictionary<string, string> said)
    {
        if (said.TryGetValue(cell, out var same))
        {
            return same;
        }

        if (said.Count < MostKept)
        {
            said.Add(cell, cell);
        }

        return cell;
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
            Rows._columns.TryGetValue(column, out var at) && Cells[at] is { Length: > 0 } said ? said : null;

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

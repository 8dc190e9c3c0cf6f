using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Values;

namespace Recharging.Uploads;

/// <summary>A CSV file of rates, costs, codes or masters: its rows by column name, or what is wrong with the file as a whole.</summary>
public sealed record CsvUpload(IReadOnlyList<CsvRow> Rows, string? Fault)
{
    /// <summary>Reads the whole file; the columns may come in any order, but all of them and no others. Of the optional ones a file may
    /// leave out any: each of its fields is then empty.</summary>
    public static async Task<CsvUpload> ReadAsync(
        HttpRequest request, string[] columns, CancellationToken cancellationToken, string[]? optional = null)
    {
        string[] all = [.. columns, .. optional ?? []];
        using var text = new StreamReader(request.Body);
        using var csv = new CsvReader(text,
            new CsvConfiguration(CultureInfo.InvariantCulture) 
            {
                TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null,
            });
        if (!await csv.ReadAsync() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            return new CsvUpload([], "The file is empty. Its first row names the columns.");
        }

        if (columns.Except(header, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
        {
            return new CsvUpload([], $"The file lacks the column {string.Join(", ", missing)}.");
        }

        if (header.Except(all, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            return new CsvUpload([], $"There is no column {string.Join(", ", unknown)} here.");
        }

        var rows = new List<CsvRow>();
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new CsvRow(csv.Parser.Row,
                all.ToDictionary(
                    column => column, column => header.Contains(column) ? csv.GetField(column) ?? "" : "", StringComparer.Ordinal));
            if (csv.Parser.Count != header.Length)
            {
                row.Refuse(header[Math.Min(csv.Parser.Count, header.Length - 1)],
                    $"the row has {csv.Parser.Count} fields and the header {header.Length}");
            }

            rows.Add(row);
        }

        return new CsvUpload(rows, null);
    }
}

/// <summary>One row. Reading a field that can't be read as asked leaves its fault; a row with a fault is not taken.</summary>
public sealed class CsvRow(int number, IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The line of the file, the header being 1.</summary>
    public int Number => number;

    public RowNotTaken? Fault { get; private set; }

    public string Text(string column)
    {
        if (fields[column].Length == 0)
        {
            Refuse(column, "must not be empty");
        }

        return fields[column];
    }

    public string? TextOrNone(string column) => fields[column] is { Length: > 0 } text ? text : null;

    public decimal Decimal(string column)
    {
        if (!decimal.TryParse(fields[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value))
        {
            Refuse(column, "must be a number with a decimal point");
        }
        else if (value < 0)
        {
            Refuse(column, "must not be below nil");
        }

        return value;
    }

    public decimal? DecimalOrNone(string column) => fields[column].Length == 0 ? null : Decimal(column);

    public decimal Percent(string column)
    {
        var value = Decimal(column);
        if (value > 100)
        {
            Refuse(column, "must not be above 100 percent");
        }

        return value;
    }

    public decimal? PercentOrNone(string column) => fields[column].Length == 0 ? null : Percent(column);

    /// <summary>Pounds of either sign, with at most two decimals.</summary>
    public decimal Pounds(string column)
    {
        if (!decimal.TryParse(fields[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value) || value * 100 != decimal.Truncate(value * 100) || Math.Abs(value) > 1_000_000_000_000m)
        {
            Refuse(column, "must be pounds with at most two decimals, such as -1234.50");
            return 0;
        }

        return value;
    }

    /// <summary>A month of a financial year, as the ledgers name it.</summary>
    public AccountingPeriod Period(string column)
    {
        if (!AccountingPeriod.TryParse(fields[column], out var period) || period.IsClosingPeriod)
        {
            Refuse(column, "must be a month such as 2023/24-P01");
            return new AccountingPeriod(new FinancialYear(1), 1);
        }

        return period;
    }

    public AccountingPeriod? PeriodOrNone(string column) => fields[column].Length == 0 ? null : Period(column);

    /// <summary>A reference or a name: short, without spaces.</summary>
    public string Code(string column)
    {
        var code = Text(column);
        if (code.Length > 32 || code.Any(char.IsWhiteSpace))
        {
            Refuse(column, "must be at most 32 characters without spaces");
        }

        return code;
    }

    public int Whole(string column)
    {
        if (!int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            Refuse(column, "must be a whole number");
        }

        return value;
    }

    public DateOnly Day(string column)
    {
        if (!DateOnly.TryParseExact(fields[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Refuse(column, "must be a day such as 2023-04-01");
        }

        return day;
    }

    public DateOnly? DayOrNone(string column) => fields[column].Length == 0 ? null : Day(column);

    public string OneOf(string column, params string[] words)
    {
        if (!words.Contains(fields[column]))
        {
            Refuse(column, $"must be one of {string.Join(", ", words)}");
        }

        return fields[column];
    }

    /// <summary>The first fault of a row is the one that is told.</summary>
    public void Refuse(string column, string rule) => Fault ??= new RowNotTaken(number, column, fields[column], rule);
}

/// <summary>Why a row was left out; the other rows are taken.</summary>
public sealed record RowNotTaken(int Row, string Column, string Value, string Rule);

/// <summary>What became of a file.</summary>
public sealed record UploadAnswer(int Rows, int Taken, int Unchanged, IReadOnlyList<RowNotTaken> NotTaken);

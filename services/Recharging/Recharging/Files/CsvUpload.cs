using System.Globalization;
using System.Net.Http.Headers;
using ServiceDefaults;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Files;

/// <summary>A CSV file of rates, costs, codes or masters: its rows by column name, or what is wrong with the file as a whole.</summary>
public sealed record CsvUpload(IReadOnlyList<CsvRow> Rows, string? Fault)
{
    /// <summary>Reads the whole file; the columns may come in any order, but all of them and no others. Of the optional ones a file may
    /// leave out any: each of its fields is then empty.</summary>
    public static async Task<CsvUpload> ReadAsync(
        HttpRequest request, string[] columns, CancellationToken cancellationToken, string[]? optional = null)
    {
        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.CharSet : null;
        if (!TextBody.TryCharset(charset, out var declared))
        {
            return new CsvUpload([], $"The Content-Type says that the file is {charset}. Send it in UTF-8, UTF-16 or Windows-1252.");
        }

        string[] all = [.. columns, .. optional ?? []];
        var csv = new CsvRows(request.Body, declared);
        if (!await csv.ReadHeaderAsync(cancellationToken))
        {
            return new CsvUpload([], csv.Fault ?? "The file is empty. Its first row names the columns.");
        }

        if (WhyNotHeader(csv, columns, all) is { } fault)
        {
            return new CsvUpload([], fault);
        }

        var rows = new List<CsvRow>();
        while (await csv.ReadRowAsync(cancellationToken))
        {
            rows.Add(RowOf(csv, all));
        }

        return csv.Fault is null ? new CsvUpload(rows, null) : new CsvUpload([], csv.Fault);
    }

    private static string? WhyNotHeader(CsvRows csv, string[] columns, string[] all) =>
        columns.Where(column => !csv.Has(column)).ToList() is { Count: > 0 } missing
            ? $"The file lacks the column {string.Join(", ", missing)}."
        : csv.Header.Where(name => name.Length > 0).Except(all, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } unknown
            ? $"There is no column {string.Join(", ", unknown)} here."
        : csv.Twice.ToList() is { Count: > 0 } twice ? $"The file has the column {string.Join(", ", twice)} more than once."
        : null;

    private static CsvRow RowOf(CsvRows csv, string[] columns)
    {
        var row = new CsvRow(csv.Row, columns.ToDictionary(column => column, column => csv[column], StringComparer.OrdinalIgnoreCase));
        if (csv.WhyBroken() is { } broken)
        {
            row.Refuse(broken.Column, broken.Rule);
        }

        foreach (var column in columns)
        {
            if (CellText.WhyNot(csv[column]) is { } rule)
            {
                row.Refuse(column, rule);
            }
        }

        return row;
    }
}

/// <summary>One row. Reading a field that can't be read as asked leaves its fault; a row with a fault is not taken.</summary>
public sealed class CsvRow(int number, IReadOnlyDictionary<string, string> fields)
{
    /// <summary>As a spreadsheet counts, the header being 1.</summary>
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
        else if (value > Unreadable.LargestNumber)
        {
            Refuse(column, string.Create(CultureInfo.InvariantCulture, $"must not be above {Unreadable.LargestNumber:N0}"));
            return 0;
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
            out var value) || value * 100 != decimal.Truncate(value * 100) || Math.Abs(value) > Unreadable.LargestNumber)
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
        else if (day < Unreadable.FirstDay || day > Unreadable.LastDay)
        {
            Refuse(column, $"must be a day between {Unreadable.FirstDay:yyyy-MM-dd} and {Unreadable.LastDay:yyyy-MM-dd}");
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
    public void Refuse(string column, string rule) => Fault ??= new RowNotTaken(number, column, fields.GetValueOrDefault(column, ""), rule);
}

/// <summary>Why a row was left out; the other rows are taken.</summary>
public sealed record RowNotTaken(int Row, string Column, string Value, string Rule);

/// <summary>What became of a file.</summary>
public sealed record UploadAnswer(int Rows, int Taken, int Unchanged, IReadOnlyList<RowNotTaken> NotTaken);

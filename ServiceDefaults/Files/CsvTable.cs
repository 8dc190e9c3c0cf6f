using System.Globalization;
using System.Text;
using CsvHelper;
using Values;

namespace ServiceDefaults.Files;

/// <summary>
/// Writes a table as CSV (RFC 4180, UTF-8): amounts with two decimals at least, days as <c>2023-04-30</c>, instants to the second. In a
/// table for officers no text becomes a formula of their spreadsheet: it gets an apostrophe before it.
/// </summary>
public static class CsvTable
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <param name="columns">The names in the header.</param>
    /// <param name="rows">Of texts, numbers, <see cref="Money"/>, days, instants, yes or no; nothing where there is nothing to say.</param>
    public static string ForOfficers(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, columns, rows.Select(row => row.Select(Cell)));
        return text.ToString();
    }

    /// <summary>The same, row by row as they are read; <paramref name="to"/> stays open.</summary>
    public static async Task WriteForOfficersAsync(
        Stream to, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        WriteFields(csv, columns);
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            WriteFields(csv, row.Select(Cell));
            await csv.NextRecordAsync();
        }
    }

    /// <summary>For a program that takes each text to the letter.</summary>
    public static string ForPrograms(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, columns, rows);
        return text.ToString();
    }

    private static void Write(TextWriter text, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var row in rows.Prepend(columns))
        {
            WriteFields(csv, row);
            csv.NextRecord();
        }
    }

    private static void WriteFields(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string words => WithoutFormula(words),
        Money amount => amount.InPounds.ToString("0.00", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("0.00####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell of a table can't hold a {value.GetType()}.")
    };

    // Spreadsheets take these signs, also full-width, for the start of a formula, with or without white space before.
    private static string WithoutFormula(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        var first = clean.TrimStart().FirstOrDefault();
        return first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '−' || clean is ['\t' or '\r' or '\n', ..]
            ? "'" + clean : clean;
    }
}

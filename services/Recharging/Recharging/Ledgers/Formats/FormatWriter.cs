using System.Globalization;
using System.Text;
using Values;

namespace Recharging.Ledgers;

/// <summary>Writes canonical lines in an ERP's form, by the same mapping by which that form is read.</summary>
public sealed class FormatWriter(LedgerFormat format, bool isReceivable)
{
    private const string LineEnd = "\r\n";

    // Each field once, in its place; several canonical columns may share one.
    private readonly List<IGrouping<string, FormatField>> _fields =
        [.. format.Fields.Where(field => field.How is { IsWritten: true } && field.Name.Length > 0).GroupBy(field => field.Name)];

    /// <summary>The file, or the first value that the ERP's field can't hold. A line's text is cut instead, as the ERP would.</summary>
    public (string? File, Refusal? Refusal) Write(IReadOnlyList<IReadOnlyList<string>> lines)
    {
        var file = new StringBuilder();
        if (format is { IsFixed: false, MayLackHeader: false })
        {
            file.AppendJoin(',', _fields.Select(field => field.Key)).Append(LineEnd);
        }

        foreach (var line in lines)
        {
            var values = new List<(FormatField Field, string Value)>();
            foreach (var field in _fields)
            {
                var (value, refusal) = Fit(field, Value(field, line), line);
                if (refusal is not null)
                {
                    return (null, refusal);
                }

                values.Add((field.First(), value));
            }

            file.Append(format.IsFixed ? Fixed(values) : format.MayLackHeader ? Placed(values) : Separated(values)).Append(LineEnd);
        }

        return (file.ToString(), null);
    }

    private string Value(IGrouping<string, FormatField> fields, IReadOnlyList<string> line)
    {
        var field = fields.First();
        string Of(LedgerColumn column) => line[(int)column];
        string Own() => line[(int)field.Column!.Value];
        return field.How.Means switch
        {
            Means.Always => field.How.Argument,
            Means.TextOfReceivable => isReceivable ? Own() : "",
            Means.TextOfPayable => isReceivable ? "" : Own(),
            Means.Day => Day(Own()).ToString(field.How.Shapes[0], CultureInfo.InvariantCulture),
            Means.PeriodNumber => Period(Own()).Number.ToString("00", CultureInfo.InvariantCulture),
            Means.FinancialYear => Period(Own()).Year.StartYear.ToString("0000", CultureInfo.InvariantCulture),
            Means.YearAndPeriod => string.Create(
                CultureInfo.InvariantCulture, $"{Period(Own()).Year.StartYear:0000}{Period(Own()).Number:00}"),
            Means.Month => Period(Own()).Days.FirstDay.ToString("MMM-yy", CultureInfo.InvariantCulture).ToUpperInvariant(),
            Means.Amount => Own(),
            Means.Pence => Pence(Pounds(Own())),
            Means.DebitOfSigned => (Pounds(Of(LedgerColumn.Debit)) - Pounds(Of(LedgerColumn.Credit)))
                .ToString("0.00", CultureInfo.InvariantCulture),
            Means.DebitOfSignedPence or Means.SignedPence => Pence(Pounds(Of(LedgerColumn.Debit)) - Pounds(Of(LedgerColumn.Credit))),
            Means.Side => Pounds(Of(LedgerColumn.Credit)) == 0 ? "1" : "-1",
            Means.Part => string.Join('-', fields.OrderBy(part => part.How.Argument, StringComparer.Ordinal).Select(part => line[(int)part.Column!.Value]
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal))),
            _ => Own()
        };
    }

    private (string Value, Refusal? Refusal) Fit(IGrouping<string, FormatField> fields, string value, IReadOnlyList<string> line)
    {
        var field = fields.First();
        if (field.Length is not { } longest || SizeOf(field, value) <= longest)
        {
            return (value, null);
        }

        return field is { Column: LedgerColumn.Text, How.Means: Means.Text }
            ? (value[..Lasting(field, value)], null)
            : ("", new Refusal(
                "does-not-fit",
                $"Line {line[(int)LedgerColumn.LineNo]}: '{value}' has {SizeOf(field, value)} {(field.IsInBytes ? "bytes" : "characters")} and "
                + $"{field.Name} of {format.Name} holds {longest}. Recode the line, or take another format."));
    }

    private static int SizeOf(FormatField field, ReadOnlySpan<char> text) => field.IsInBytes ? Encoding.UTF8.GetByteCount(text) : text.Length;

    // How many of its letters fit; none is cut in two.
    private static int Lasting(FormatField field, string value)
    {
        var fits = 0;
        foreach (var sign in value.EnumerateRunes())
        {
            if (SizeOf(field, value.AsSpan(0, fits + sign.Utf16SequenceLength)) > field.Length)
            {
                break;
            }

            fits += sign.Utf16SequenceLength;
        }

        return fits;
    }

    private static string Separated(IEnumerable<(FormatField Field, string Value)> values) =>
        string.Join(',', values.Select(value => Quoted(value.Value)));

    private string Placed(IReadOnlyList<(FormatField Field, string Value)> values)
    {
        var row = Enumerable.Repeat("", format.Fields.Max(field => field.Field ?? 0)).ToArray();
        foreach (var (field, value) in values)
        {
            row[field.Field!.Value - 1] = Quoted(value);
        }

        return string.Join(',', row);
    }

    private string Fixed(IReadOnlyList<(FormatField Field, string Value)> values)
    {
        var line = new StringBuilder().Append(' ', format.Fields.Max(field => field.From!.Value + field.Length!.Value - 1));
        foreach (var (field, value) in values)
        {
            // A line is one record: what would end it becomes a blank.
            var plain = value.Replace('\r', ' ').Replace('\n', ' ');
            line.Remove(field.From!.Value - 1, plain.Length).Insert(field.From!.Value - 1, plain);
        }

        return line.ToString();
    }

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny("\",\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static AccountingPeriod Period(string text) => AccountingPeriod.Parse(text);

    private static decimal Pounds(string text) => text.Length == 0 ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Pence(decimal pounds) => (pounds * 100).ToString("0", CultureInfo.InvariantCulture);
}

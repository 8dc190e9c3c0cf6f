using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Values;

namespace Recharging.Ledgers.Formats;

/// <summary>
/// A record of an ERP's file as the canonical columns that its mapping makes of it. What can't be read stays as it is written, with
/// the rule that it breaks, so that every rule is checked in one place.
/// </summary>
public sealed class MappedRecord
{
    private readonly LedgerFormat _format;
    private readonly CsvRecords _records;
    private readonly byte[] _batchId;
    private readonly byte[] _sourceSystem;
    private readonly (int At, string Name)[] _fields;
    private readonly (int First, int Length)[] _columns = new (int, int)[LedgerColumns.Names.Count];
    private readonly (LedgerRule? Rule, int Field)[] _broken = new (LedgerRule?, int)[LedgerColumns.Names.Count];
    private byte[] _text = new byte[4096];
    private int _length;

    private MappedRecord(
        LedgerFormat format, CsvRecords records, byte[] batchId, byte[] sourceSystem, (int At, string Name)[] fields)
    {
        (_format, _records, _batchId, _sourceSystem, _fields) = (format, records, batchId, sourceSystem, fields);
    }

    public LedgerFormat Format => _format;

    /// <summary>The canonical text of a column of the current record.</summary>
    public ReadOnlySpan<byte> this[LedgerColumn column] =>
        _text.AsSpan(_columns[(int)column].First, _columns[(int)column].Length);

    /// <summary>Fields by the header's names, or the first required name that it lacks.</summary>
    public static (MappedRecord? Record, string? Missing) ByHeader(
        LedgerFormat format, CsvRecords records, IReadOnlyList<string> header, byte[] batchId, byte[] sourceSystem)
    {
        var fields = new (int At, string Name)[format.Fields.Count];
        foreach (var (index, field) in format.Fields.Index())
        {
            var at = header.Index().Where(name => field.Labels.Contains(name.Item, StringComparer.OrdinalIgnoreCase))
                .Select(name => (int?)name.Index).FirstOrDefault();
            if (at is null && field is { IsRequired: true, How.IsRead: true })
            {
                return (null, field.Name);
            }

            fields[index] = at is { } found ? (found, header[found]) : (-1, field.Name);
        }

        return (new MappedRecord(format, records, batchId, sourceSystem, fields), null);
    }

    /// <summary>Fields by their place in the row or in the line.</summary>
    public static MappedRecord ByPlace(LedgerFormat format, CsvRecords records, byte[] batchId, byte[] sourceSystem) => new(
        format, records, batchId, sourceSystem, [.. format.Fields.Select(field => ((field.From ?? field.Field ?? 0) - 1, field.Name))]);

    /// <summary>Makes canonical columns of the record that was cut last.</summary>
    public void Translate()
    {
        _length = 0;
        foreach (var (column, sources) in _format.Sources.Index())
        {
            var first = _length;
            _broken[column] = (null, sources.Length > 0 ? sources[0].Index : -1);
            if (sources.Length > 0)
            {
                Read(column, sources);
            }

            _columns[column] = (first, _length - first);
        }
    }

    /// <summary>The file's own name of what a column is read from, and what stands there; a rule of the format's own, if that is broken.</summary>
    public (string Name, string Value, LedgerRule? Rule) Source(LedgerColumn column)
    {
        var (rule, field) = _broken[(int)column];
        return field < 0 ? (column.Name(), "", rule) : (_fields[field].Name, Encoding.UTF8.GetString(Raw(field)), rule);
    }

    private void Read(int column, (int Index, FormatField Item)[] sources)
    {
        var (index, field) = sources[0];
        var raw = Raw(index);
        var rule = field.How.Means switch
        {
            Means.AsRequested => Take((LedgerColumn)column is LedgerColumn.BatchId ? _batchId : _sourceSystem),
            Means.RowOrder => null,
            Means.Code => Take(IsPaddedNumber(raw, field.Length) ? raw.TrimStart((byte)'0') : raw),
            Means.Number => Take(WithoutDecimals(raw)),
            Means.Day => ReadDay(column, raw, field.How.Shapes, sources),
            Means.PeriodOfDay => ReadPeriodOfDay(raw, field.How.Shapes),
            Means.PeriodNumber => ReadNumberAndYear(column, raw, sources[1].Index),
            Means.YearAndPeriod => ReadPeriod(raw.Length == 6 ? Int(raw[4..]) : null, raw.Length == 6 ? Int(raw[..4]) : null, raw),
            Means.Month => ReadMonth(raw),
            Means.Pence => ReadSigned(raw, isPence: true, side: 0, flag: null),
            Means.DebitOfSigned => ReadSigned(raw, isPence: false, side: 1, flag: null),
            Means.CreditOfSigned => ReadSigned(raw, isPence: false, side: -1, flag: null),
            Means.DebitOfSignedPence => ReadSigned(raw, isPence: true, side: 1, Flag(column, sources)),
            Means.CreditOfSignedPence => ReadSigned(raw, isPence: true, side: -1, Flag(column, sources)),
            Means.Part => TakePart(raw, int.Parse(field.How.Argument, CultureInfo.InvariantCulture)),
            _ => TakeFirst(column, sources)
        };
        if (rule is not null && _broken[column].Rule is null)
        {
            _broken[column].Rule = rule;
        }
    }

    private ReadOnlySpan<byte> Raw(int index)
    {
        var at = _fields[index].At;
        if (at < 0)
        {
            return [];
        }

        if (!_format.IsFixed)
        {
            return at < _records.Count ? _records[at].Trim((byte)' ') : [];
        }

        return LedgerFormat.Place(_records[0], _format.Fields[index]).Trim((byte)' ');
    }

    private LedgerRule? TakeFirst(int column, (int Index, FormatField Item)[] sources)
    {
        foreach (var (index, _) in sources)
        {
            if (Raw(index) is { IsEmpty: false } raw)
            {
                _broken[column].Field = index;
                return Take(raw);
            }
        }

        return null;
    }

    private LedgerRule? ReadDay(int column, ReadOnlySpan<byte> raw, string[] shapes, (int Index, FormatField Item)[] sources)
    {
        if (raw.IsEmpty && sources.Length > 1)
        {
            _broken[column].Field = sources[1].Index;
            raw = Raw(sources[1].Index);
        }

        if (!TryDay(raw, shapes, out var day))
        {
            Take(raw);
            return LedgerRule.NotADay;
        }

        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Take(text);
    }

    private LedgerRule? ReadPeriodOfDay(ReadOnlySpan<byte> raw, string[] shapes) => TryDay(raw, shapes, out var day)
        ? Take(AccountingPeriod.Of(day).ToString())
        : TakeBroken(raw, LedgerRule.NotADay);

    private LedgerRule? ReadMonth(ReadOnlySpan<byte> raw)
    {
        Span<char> text = stackalloc char[16];
        return raw.Length == 6
            && DateOnly.TryParseExact(
                text[..Encoding.UTF8.GetChars(raw, text)], "MMM-yy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? Take(AccountingPeriod.Of(month).ToString())
            : TakeBroken(raw, LedgerRule.NotAPeriod);
    }

    private LedgerRule? ReadNumberAndYear(int column, ReadOnlySpan<byte> number, int year)
    {
        var rule = ReadPeriod(Int(number), Int(Raw(year)), number);
        if (rule is not null && Int(number) is >= 1 and <= 13)
        {
            _broken[column].Field = year;
        }

        return rule;
    }

    private LedgerRule? ReadPeriod(int? number, int? year, ReadOnlySpan<byte> raw) =>
        number is >= 1 and <= 13 && year is >= 1900 and <= 2999
            ? Take(new AccountingPeriod(new FinancialYear(year.Value), number.Value).ToString())
            : TakeBroken(raw, LedgerRule.NotAPeriod);

    // A credit is negative, its minus in front or, as SAP prints it, behind. A flag beside it says the side again.
    private LedgerRule? ReadSigned(ReadOnlySpan<byte> raw, bool isPence, int side, int? flag)
    {
        if (raw.IsEmpty && side == 0)
        {
            return null;
        }

        if (!TrySigned(raw, isPence, out var pounds))
        {
            return TakeBroken(raw, LedgerRule.NotAnAmount);
        }

        // A contradiction refuses the line; the sender's totals still count its amount, on the side that the flag says.
        var rule = flag is 0 ? LedgerRule.NotASide : flag * Math.Sign(pounds) < 0 ? LedgerRule.SignAgainstSide : null;
        var signed = rule == LedgerRule.SignAgainstSide ? -pounds : pounds;
        var amount = side == 0 ? signed : Math.Max(0m, side * signed);
        Span<char> text = stackalloc char[32];
        amount.TryFormat(text, out var written, "0.00##########", CultureInfo.InvariantCulture);
        Take(text[..written]);
        return rule;
    }

    // 0 if the field says neither.
    private int? Flag(int column, (int Index, FormatField Item)[] sources)
    {
        if (sources.Length < 2)
        {
            return null;
        }

        var raw = Raw(sources[1].Index);
        var side = raw.SequenceEqual("1"u8) ? 1 : raw.SequenceEqual("-1"u8) ? -1 : 0;
        if (side == 0)
        {
            _broken[column] = (LedgerRule.NotASide, sources[1].Index);
        }

        return side;
    }

    private static bool TrySigned(ReadOnlySpan<byte> raw, bool isPence, out decimal pounds)
    {
        pounds = 0;
        if (raw.Length is 0 or > 24)
        {
            return false;
        }

        var isBehind = raw[^1] == (byte)'-';
        var number = isBehind ? raw[..^1].TrimEnd((byte)' ') : raw;
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (!decimal.TryParse(number, isBehind ? Plain : Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out pounds)
            || !HasWholeThousands(number))
        {
            return false;
        }

        pounds = (isBehind ? -pounds : pounds) / (isPence && !number.Contains((byte)'.') ? 100 : 1);
        return true;
    }

    // 1,234.56 but not 12,34.56 or 1234,56, which is another country's decimal comma.
    private static bool HasWholeThousands(ReadOnlySpan<byte> number)
    {
        var point = number.IndexOf((byte)'.');
        var whole = point < 0 ? number : number[..point];
        var digits = 0;
        for (var at = whole.Length - 1; at >= 0; at--)
        {
            if (whole[at] == (byte)',')
            {
                if (digits != 3)
                {
                    return false;
                }

                digits = 0;
            }
            else if (whole[at] is >= (byte)'0' and <= (byte)'9')
            {
                digits++;
            }
        }

        return !whole.Contains((byte)',') || digits is >= 1 and <= 3;
    }

    private LedgerRule? TakePart(ReadOnlySpan<byte> raw, int number)
    {
        for (var at = 0; at < raw.Length && number > 0; at++)
        {
            if (raw[at] == (byte)'-')
            {
                number--;
            }
            else if (raw[at] == (byte)'\\' && at + 1 < raw.Length)
            {
                at++;
                Append(raw, at, number);
            }
            else
            {
                Append(raw, at, number);
            }
        }

        return null;
    }

    private void Append(ReadOnlySpan<byte> raw, int at, int number)
    {
        if (number == 1)
        {
            Take(raw.Slice(at, 1));
        }
    }

    private static bool TryDay(ReadOnlySpan<byte> raw, string[] shapes, out DateOnly day)
    {
        day = default;
        Span<char> text = stackalloc char[24];
        if (raw.Length is 0 or > 24)
        {
            return false;
        }

        text = text[..Encoding.UTF8.GetChars(raw, text)];
        foreach (var shape in shapes)
        {
            // The clock beside a day is midnight and means nothing.
            if (DateTime.TryParseExact(text, shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            {
                day = DateOnly.FromDateTime(moment);
                return true;
            }
        }

        return false;
    }

    private static bool IsPaddedNumber(ReadOnlySpan<byte> raw, int? length) =>
        raw.Length == length && raw[0] == (byte)'0' && !raw.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static ReadOnlySpan<byte> WithoutDecimals(ReadOnlySpan<byte> raw)
    {
        var point = raw.IndexOf((byte)'.');
        return point > 0 && !raw[(point + 1)..].ContainsAnyExcept((byte)'0') ? raw[..point] : raw;
    }

    private static int? Int(ReadOnlySpan<byte> raw) =>
        Utf8Parser.TryParse(raw, out int number, out var read) && read == raw.Length ? number : null;

    private LedgerRule? TakeBroken(ReadOnlySpan<byte> raw, LedgerRule rule)
    {
        Take(raw);
        return rule;
    }

    private LedgerRule? Take(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[64];
        return Take(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private LedgerRule? Take(ReadOnlySpan<byte> text)
    {
        if (_text.Length - _length < text.Length)
        {
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + text.Length));
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
        return null;
    }
}

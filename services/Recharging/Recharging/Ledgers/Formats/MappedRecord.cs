using System.Globalization;
using System.Text;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

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
        LedgerFormat format, CsvRecords records, string batchId, string sourceSystem, (int At, string Name)[] fields)
    {
        (_format, _records, _fields) = (format, records, fields);
        (_batchId, _sourceSystem) = (Encoding.UTF8.GetBytes(batchId), Encoding.UTF8.GetBytes(sourceSystem));
    }

    public LedgerFormat Format => _format;

    /// <summary>The file has no header: each field is known by its place.</summary>
    public bool IsByPlace { get; private init; }

    /// <summary>What the current record has as a negative debit, which is a credit, or the other way round.</summary>
    public decimal Turned { get; private set; }

    /// <summary>The canonical text of a column of the current record.</summary>
    public ReadOnlySpan<byte> this[LedgerColumn column] =>
        _text.AsSpan(_columns[(int)column].First, _columns[(int)column].Length);

    /// <summary>Fields by the header's names, or the first required name that it lacks.</summary>
    public static (MappedRecord? Record, string? Missing) ByHeader(
        LedgerFormat format, CsvRecords records, IReadOnlyList<string> header, string batchId, string sourceSystem)
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
    public static MappedRecord ByPlace(LedgerFormat format, CsvRecords records, string batchId, string sourceSystem) => new(
        format, records, batchId, sourceSystem, [.. format.Fields.Select(field => ((field.From ?? field.Field ?? 0) - 1, field.Name))])
    {
        IsByPlace = true
    };

    /// <summary>Makes canonical columns of the record that was cut last.</summary>
    public void Translate()
    {
        (_length, Turned) = (0, 0);
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

    /// <summary>The rule of the format's own that a column breaks.</summary>
    public LedgerRule? Broken(LedgerColumn column) => _broken[(int)column].Rule;

    /// <summary>The file's own name of what a column is read from, and what stands there.</summary>
    public (string Name, string Value) Source(LedgerColumn column) => _broken[(int)column].Field is >= 0 and var field
        ? (_fields[field].Name, Encoding.UTF8.GetString(Raw(field)))
        : (column.Name(), "");

    private void Read(int column, (int Index, FormatField Item)[] sources)
    {
        var (index, field) = sources[0];
        var raw = Raw(index);
        var rule = field.How.Means switch
        {
            Means.AsRequested => Take((LedgerColumn)column is LedgerColumn.BatchId ? _batchId : _sourceSystem),
            Means.RowOrder => null,
            Means.Code => Take(FieldText.IsPaddedNumber(raw, field.Length) ? raw.TrimStart((byte)'0') : raw),
            Means.Number => Take(FieldText.WithoutDecimals(raw)),
            Means.Day => ReadDay(column, raw, field.How.Shapes, sources),
            Means.PeriodOfDay => ReadPeriodOfDay(raw, field.How.Shapes),
            Means.PeriodNumber => ReadNumberAndYear(column, raw, sources[1].Index),
            Means.YearAndPeriod => ReadPeriod(raw.Length == 6 ? FieldText.Int(raw[4..]) : null, raw.Length == 6 ? FieldText.Int(raw[..4]) : null, raw),
            Means.Month => ReadMonth(raw),
            Means.Amount or Means.Pence when (LedgerColumn)column is LedgerColumn.VatAmount => ReadVat(raw, field.How.Means is Means.Pence),
            Means.Amount when sources is [_, { Item.How.Means: Means.OtherSide } other] => ReadWithOtherSide(column, raw, other.Index),
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

        if (!FieldText.TryDay(raw, shapes, out var day))
        {
            Take(raw);
            return LedgerRule.NotADay;
        }

        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Take(text);
    }

    private LedgerRule? ReadPeriodOfDay(ReadOnlySpan<byte> raw, string[] shapes) => FieldText.TryDay(raw, shapes, out var day)
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
        var rule = ReadPeriod(FieldText.Int(number), FieldText.Int(Raw(year)), number);
        if (rule is not null && FieldText.Int(number) is >= 1 and <= 13)
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

        if (!FieldText.TrySigned(raw, isPence, out var pounds))
        {
            return TakeBroken(raw, LedgerRule.NotAnAmount);
        }

        // A contradiction refuses the line; the sender's totals still count its amount, on the side that the flag says.
        var rule = flag is 0 ? LedgerRule.NotASide : flag * Math.Sign(pounds) < 0 ? LedgerRule.SignAgainstSide : null;
        var signed = rule == LedgerRule.SignAgainstSide ? -pounds : pounds;
        var amount = side == 0 ? signed : Math.Max(0m, side * signed);
        Take(amount);
        return rule;
    }

    // A negative debit is a credit. What can't be read stays as it is, and the column where it stands is refused.
    private LedgerRule? ReadWithOtherSide(int column, ReadOnlySpan<byte> raw, int other)
    {
        var own = FieldText.TrySigned(raw, isPence: false, out var stated) ? stated : 0;
        var turned = FieldText.TrySigned(Raw(other), isPence: false, out var opposite) ? Math.Max(0, -opposite) : 0;
        if (own >= 0 && turned == 0)
        {
            return Take(raw);
        }

        if (own == 0 && !raw.IsEmpty && !FieldText.TrySigned(raw, isPence: false, out _))
        {
            return TakeBroken(raw, LedgerRule.NotAnAmount);
        }

        (_broken[column].Field, Turned) = (turned > 0 ? other : _broken[column].Field, Turned + turned);
        return Take(Math.Max(0, own) + turned);
    }

    // The VAT of a credit may be negative as the credit is.
    private LedgerRule? ReadVat(ReadOnlySpan<byte> raw, bool isPence) =>
        FieldText.TrySigned(raw, isPence, out var vat) && vat < 0
            && Amount.Read(this[LedgerColumn.Credit], out var credit, out _) is null && credit > 0
            ? Take(-vat)
            : isPence ? ReadSigned(raw, isPence: true, side: 0, flag: null) : Take(raw);

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

    private LedgerRule? TakeBroken(ReadOnlySpan<byte> raw, LedgerRule rule)
    {
        Take(raw);
        return rule;
    }

    private LedgerRule? Take(decimal amount)
    {
        Span<char> text = stackalloc char[32];
        amount.TryFormat(text, out var written, "0.00##########", CultureInfo.InvariantCulture);
        return Take(text[..written]);
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

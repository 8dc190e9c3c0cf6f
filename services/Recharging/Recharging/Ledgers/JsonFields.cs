using System.Text;
using System.Text.Json;

namespace Recharging.Ledgers;

/// <summary>The values of one JSON object by canonical column. Numbers are kept by their digits, and what is left out or null is empty.</summary>
/// <param name="columns">Those that the object may have.</param>
internal sealed class JsonFields(params LedgerColumn[] columns)
{
    private readonly byte[][] _names = [.. columns.Select(column => Encoding.UTF8.GetBytes(column.Name()))];
    private readonly (int First, int Length)[] _values = new (int, int)[LedgerColumns.Names.Count];
    private readonly bool[] _given = new bool[columns.Length];
    private byte[] _text = new byte[4096];
    private int _length;
    private int _next;

    public ReadOnlySpan<byte> this[LedgerColumn column] => _text.AsSpan(_values[(int)column].First, _values[(int)column].Length);

    /// <summary>Forgets the object before.</summary>
    public void Begin()
    {
        Array.Clear(_values);
        Array.Clear(_given);
        (_length, _next) = (0, 0);
    }

    /// <summary>Takes the property on whose name the reader stands, or says what is wrong with it.</summary>
    /// <param name="isWhole">False when its value is not in the buffer yet.</param>
    public string? WhyNot(ref Utf8JsonReader reader, out bool isWhole)
    {
        isWhole = true;
        var at = Find(ref reader);
        if (at < 0)
        {
            return $"there is no column '{Shown(ref reader)}' here.";
        }

        if (_given[at])
        {
            return $"the column {columns[at].Name()} stands there twice.";
        }

        _given[at] = true;
        isWhole = reader.Read();
        return !isWhole || TryTake(columns[at], ref reader) ? null : $"{columns[at].Name()} is a text, a number or null.";
    }

    // Senders write the columns of every line in the same order, nearly always.
    private int Find(ref Utf8JsonReader reader)
    {
        for (var tried = 0; tried < _names.Length; tried++)
        {
            var at = (_next + tried) % _names.Length;
            if (reader.ValueTextEquals(_names[at]))
            {
                _next = at + 1;
                return at;
            }
        }

        return -1;
    }

    private bool TryTake(LedgerColumn column, ref Utf8JsonReader reader)
    {
        var first = _length;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String when reader.ValueIsEscaped:
                if (!TryUnescape(ref reader))
                {
                    return false;
                }

                break;
            case JsonTokenType.String or JsonTokenType.Number:
                reader.ValueSpan.CopyTo(Room(reader.ValueSpan.Length));
                _length += reader.ValueSpan.Length;
                break;
            default:
                return false;
        }

        _values[(int)column] = (first, _length - first);
        return true;
    }

    // Half a character, such as \uD800 alone, is no text.
    private bool TryUnescape(ref Utf8JsonReader reader)
    {
        try
        {
            _length += reader.CopyString(Room(reader.ValueSpan.Length));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (_text.Length - _length < bytes)
        {
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + bytes));
        }

        return _text.AsSpan(_length);
    }

    private static string Shown(ref Utf8JsonReader reader)
    {
        const int Longest = 50;
        return LineCheck.Shown(Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(Longest, reader.ValueSpan.Length)]));
    }
}

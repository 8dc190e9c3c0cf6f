using System.Globalization;
using System.Text.Unicode;

namespace ServiceDefaults.Files;

/// <summary>
/// Cuts a stream of separated text (RFC 4180 with any usual separator), or of lines with fixed positions, into records inside one
/// buffer, so that a file of any length takes the same memory. A file that can't be cut says why in <see cref="Fault"/> and gives no
/// further record.
/// </summary>
/// <param name="shapeOf">How the file's first line says that it is cut; by the separator that it has most of, if nobody else knows.</param>
public sealed class CsvRecords(TextBody body, ShapeOf? shapeOf = null)
{
    /// <summary>Longer records are refused: no line of a table is this long, and an unclosed quote would swallow the file.</summary>
    public const int LongestRecord = 64 * 1024;

    private const byte Quote = (byte)'"';
    private readonly byte[] _buffer = new byte[4 * LongestRecord];
    private (int First, int Length, bool Escaped)[] _fields = new (int, int, bool)[32];
    private int _start;
    private int _end;
    private bool _ended;
    private bool _begun;
    private int _nextLine = 1;
    private int _linesInRows;
    private RecordShape _shape = RecordShape.Comma;
    private bool _isShaped;

    /// <summary>Fields in the current record.</summary>
    public int Count { get; private set; }

    /// <summary>The line of the file on which the current record starts; the first is 1.</summary>
    public int Line { get; private set; }

    /// <summary>The row on which it stands in a spreadsheet, where a cell of several lines is one row and <c>sep=</c> none.</summary>
    public int Row { get; private set; }

    /// <summary>A quote stands inside a field that is not quoted as a whole.</summary>
    public bool HasStrayQuote(int field) => _shape.HasQuotes && this[field].Contains(Quote) && !IsQuoted(field);

    /// <summary>Lines of the file that were cut so far.</summary>
    public int LinesCut => _nextLine - 1;

    public RecordShape Shape => _shape;

    /// <summary>Why the file can't be read on, in a sentence.</summary>
    public string? Fault { get; private set; }

    /// <summary>A field of the current record, without its quotes.</summary>
    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(_fields[field].First, _fields[field].Length);

    /// <summary>Reads on in the stream. False at its end, when <see cref="TryRead"/> has given every record.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended || Fault is not null)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _ended = read == 0;
        Fault = body.WhyNoText;
        if (!_begun && (_end >= 3 || _ended))
        {
            _begun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        }

        return true;
    }

    /// <summary>The next record that is whole in the buffer; lines that are empty, or have nothing but separators, are passed over.</summary>
    public bool TryRead()
    {
        while (_begun && Fault is null && _start < _end && (_isShaped || TryShape()))
        {
            var first = _start;
            if (!TryCut(out var next, out var lines))
            {
                if (Fault is null && _end - _start > LongestRecord)
                {
                    RefuseAsTooLong(_nextLine);
                }

                return false;
            }

            (Line, Row) = (_nextLine, _nextLine - _linesInRows);
            _nextLine += lines;
            _linesInRows += lines - 1;
            _start = next;
            if (next - first > LongestRecord)
            {
                RefuseAsTooLong(Line);
                return false;
            }

            if (IsBlank())
            {
                continue;
            }

            Unescape(_buffer.AsSpan(first, next - first));
            return Fault is null;
        }

        return false;
    }

    private bool IsQuoted(int field) => _fields[field].First > 0 && _buffer[_fields[field].First - 1] == Quote;

    private bool IsBlank()
    {
        for (var field = 0; field < Count; field++)
        {
            if (IsQuoted(field) || this[field].ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }

    // By the first line that is not empty.
    private bool TryShape()
    {
        var waiting = _buffer.AsSpan(_start, _end - _start);
        var rest = waiting.TrimStart("\r\n"u8);
        _nextLine += waiting[..^rest.Length].Count((byte)'\n');
        _start = _end - rest.Length;
        var length = rest.IndexOf((byte)'\n');
        if (rest.IsEmpty || (length < 0 && !_ended && rest.Length <= LongestRecord))
        {
            return false;
        }

        var line = length < 0 ? rest : rest[..length];
        _isShaped = true;
        if (RecordShape.Declared(line) is { } declared)
        {
            _shape = declared;
            _start += Math.Min(line.Length + 1, rest.Length);
            _nextLine++;
            _linesInRows++;
            return _start < _end;
        }

        _shape = shapeOf?.Invoke(line) ?? RecordShape.Of(line);
        return true;
    }

    private bool TryCut(out int next, out int lines)
    {
        next = 0;
        lines = 1;
        Count = 0;
        for (var at = _start; ;)
        {
            var blanks = _shape.HasQuotes ? BlanksAt(at) : 0;
            var rest = _buffer.AsSpan(at + blanks, _end - at - blanks);
            var quoted = _shape.HasQuotes && rest.Length > 0 && rest[0] == Quote;
            var length = quoted ? CutQuoted(rest, out var escaped, ref lines) : CutPlain(rest, out escaped);
            if (length < 0)
            {
                return false;
            }

            var end = at + blanks + length;
            Keep(quoted ? (at + blanks + 1, length - 2, escaped) : (at, blanks + length, false));
            end += quoted ? BlanksAt(end) : 0;
            if (quoted && end == _end && !_ended)
            {
                return false;
            }

            if (EndsRecord(end, quoted) is { } lineEnd)
            {
                next = Math.Min(end + lineEnd, _end);
                return lineEnd == 1 || _ended || end + 1 < _end;
            }

            if (_buffer[end] != _shape.Separator)
            {
                Refuse($"Line {_nextLine + lines - 1}: after a closing quote comes a {SeparatorName} or the end of the line."
                    + (lines > 1 ? $" It was opened in line {_nextLine}." : ""));
                return false;
            }

            at = end + 1;
            if (at == _end && !_ended)
            {
                return false;
            }
        }
    }

    private int BlanksAt(int at)
    {
        var rest = _buffer.AsSpan(at, _end - at);
        var letter = rest.IndexOfAnyExcept((byte)' ');
        return letter < 0 ? rest.Length : letter;
    }

    // How many bytes end the record here; null when it goes on.
    private int? EndsRecord(int end, bool quoted)
    {
        if (end == _end || _buffer[end] == (byte)'\n')
        {
            TrimCarriageReturn(quoted);
            return 1;
        }

        return quoted && _buffer[end] == (byte)'\r' && (end + 1 == _end || _buffer[end + 1] == (byte)'\n') ? 2 : null;
    }

    private int CutPlain(ReadOnlySpan<byte> rest, out bool escaped)
    {
        escaped = false;
        var length = rest.IndexOfAny(_shape.Separator, (byte)'\n');
        return length >= 0 ? length : _ended ? rest.Length : -1;
    }

    private int CutQuoted(ReadOnlySpan<byte> rest, out bool escaped, ref int lines)
    {
        escaped = false;
        for (var at = 1; ;)
        {
            var found = rest[at..].IndexOfAny(Quote, (byte)'\n');
            if (found < 0)
            {
                if (_ended)
                {
                    Refuse($"Line {_nextLine}: a quote is opened and never closed.");
                }

                return -1;
            }

            at += found + 1;
            if (rest[at - 1] == (byte)'\n')
            {
                lines++;
                continue;
            }

            if (at == rest.Length)
            {
                return _ended ? at : -1;
            }

            if (rest[at] != Quote)
            {
                return at;
            }

            escaped = true;
            at++;
        }
    }

    private void Keep((int First, int Length, bool Escaped) field)
    {
        if (Count == _fields.Length)
        {
            Array.Resize(ref _fields, 2 * Count);
        }

        _fields[Count++] = field;
    }

    private void TrimCarriageReturn(bool quoted)
    {
        ref var last = ref _fields[Count - 1];
        if (!quoted && last.Length > 0 && _buffer[last.First + last.Length - 1] == (byte)'\r')
        {
            last.Length--;
        }
    }

    private void Unescape(ReadOnlySpan<byte> record)
    {
        if (!Utf8.IsValid(record))
        {
            Refuse($"Line {Line} has a character that is not {body.Encoding}, as which the file is read. Send it in UTF-8.");
            return;
        }

        for (var field = 0; field < Count; field++)
        {
            if (_fields[field].Escaped)
            {
                Unescape(ref _fields[field]);
            }
        }
    }

    private void Unescape(ref (int First, int Length, bool Escaped) field)
    {
        var bytes = _buffer.AsSpan(field.First, field.Length);
        var kept = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[kept++] = bytes[at];
            if (bytes[at] == Quote)
            {
                at++;
            }
        }

        field.Length = kept;
    }

    private string SeparatorName => _shape.Separator switch
    {
        (byte)';' => "semicolon",
        (byte)'|' => "pipe",
        (byte)'\t' => "tab",
        _ => "comma"
    };

    private void RefuseAsTooLong(int line) =>
        Refuse(string.Create(CultureInfo.InvariantCulture, $"Line {line} is longer than {LongestRecord:N0} bytes. Is a quote left open?"));

    private void Refuse(string sentence) => Fault = sentence;
}

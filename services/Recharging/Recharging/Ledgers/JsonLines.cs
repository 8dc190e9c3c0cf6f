using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using ServiceDefaults.Files;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// The lines of a batch in JSON: an object with <c>batch_id</c> and <c>source_system</c>, then <c>lines</c>, each an object of the other
/// canonical columns. Lines count from 1. Memory does not grow with the batch.
/// </summary>
/// <param name="read">The body, in UTF-8.</param>
public sealed class JsonLines(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : ILedgerLines
{
    private const int Deepest = 4;
    private readonly byte[] _buffer = new byte[4 * CsvRecords.LongestRecord];
    private readonly JsonFields _head = new(LedgerColumn.BatchId, LedgerColumn.SourceSystem);
    private readonly JsonFields _fields = new(
        [.. Enum.GetValues<LedgerColumn>().Except([LedgerColumn.BatchId, LedgerColumn.SourceSystem])]);
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = Deepest });
    private Place _place = Place.Head;
    private int _start;
    private int _end;
    private bool _begun;
    private bool _ended;

    private enum Place
    {
        Head,
        Lines,
        Tail,
        End
    }

    public string Format => "json";

    public string Encoding => "utf-8";

    public bool CountsRows => false;

    public int Line { get; private set; }

    public int LinesCut => Line;

    public Refusal? Fault { get; private set; }

    public string WhyEmpty => "The batch has no lines.";

    public ReadOnlySpan<byte> this[LedgerColumn column] => column is LedgerColumn.BatchId or LedgerColumn.SourceSystem
        ? _head[column] : _fields[column];

    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended || Fault is not null)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var length = await read(_buffer.AsMemory(_end), cancellationToken);
        _end += length;
        _ended = length == 0;
        if (!_begun && (_end >= 3 || _ended))
        {
            _begun = true;
            _start = _buffer.AsSpan(0, _end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        }

        return true;
    }

    public bool TryRead()
    {
        if (!_begun || Fault is not null || _place is Place.End)
        {
            return false;
        }

        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        try
        {
            return TryRead(ref reader) && Fault is null;
        }
        catch (JsonException exception)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"After {Line} lines of the batch, line {exception.LineNumber + 1} of the body is not JSON."));
            return false;
        }
    }

    public decimal Turned => 0;

    public LedgerRule? Broken(LedgerColumn column) => null;

    public (string Name, string Value) Shown(LedgerColumn column) => (column.Name(), System.Text.Encoding.UTF8.GetString(this[column]));

    // What is not wholly in the buffer is read again from its beginning, once more of it is there.
    private bool TryRead(ref Utf8JsonReader reader)
    {
        var from = reader;
        if (_place is Place.Head && TryReadHead(ref reader))
        {
            _place = Place.Lines;
            from = reader;
        }

        var isLine = false;
        if (_place is Place.Lines && Fault is null && TryReadLine(ref reader, out isLine))
        {
            _place = isLine ? Place.Lines : Place.Tail;
            from = reader;
        }

        if (_place is Place.Tail && TryReadTail(ref reader))
        {
            _place = Place.End;
            from = reader;
        }

        _state = from.CurrentState;
        CheckLength((int)from.BytesConsumed);
        _start += (int)from.BytesConsumed;
        return isLine;
    }

    private bool TryReadHead(ref Utf8JsonReader reader)
    {
        _head.Begin();
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            Refuse("The body is no JSON object with batch_id, source_system and lines.");
            return false;
        }

        while (Fault is null && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                Refuse("The object has no lines.");
            }
            else if (reader.ValueTextEquals("lines"u8))
            {
                return reader.Read() && IsArray(reader.TokenType);
            }
            else if (_head.WhyNot(ref reader, out var isWhole) is { } fault)
            {
                Refuse($"Before the lines, {fault}");
            }
            else if (!isWhole)
            {
                return false;
            }
        }

        return false;
    }

    private bool IsArray(JsonTokenType token)
    {
        if (token is not JsonTokenType.StartArray)
        {
            Refuse("The lines are an array of objects.");
        }

        return token is JsonTokenType.StartArray;
    }

    // False also at the end of the lines, which is read then.
    private bool TryReadLine(ref Utf8JsonReader reader, out bool isLine)
    {
        isLine = false;
        _fields.Begin();
        var first = reader.BytesConsumed;
        if (!reader.Read() || reader.TokenType is JsonTokenType.EndArray)
        {
            return reader.TokenType is JsonTokenType.EndArray;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            Refuse($"Line {Line + 1} is no object.");
            return false;
        }

        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                Line++;
                isLine = true;
                if (!Utf8.IsValid(_buffer.AsSpan(_start + (int)first, (int)(reader.BytesConsumed - first))))
                {
                    Refuse($"Line {Line} has a character that is not UTF-8.");
                }

                return true;
            }

            if (_fields.WhyNot(ref reader, out var isWhole) is { } fault)
            {
                Refuse($"Line {Line + 1}: {fault}");
                return false;
            }

            if (!isWhole)
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadTail(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.EndObject && !reader.Read())
        {
            return false;
        }

        if (reader.TokenType is not JsonTokenType.EndObject)
        {
            Refuse("After the lines comes nothing.");
            return false;
        }

        return !reader.Read() && _ended;
    }

    private void CheckLength(int consumed)
    {
        if (_end - _start - consumed > CsvRecords.LongestRecord && consumed == 0)
        {
            Refuse(string.Create(CultureInfo.InvariantCulture, $"Line {Line + 1} is longer than {CsvRecords.LongestRecord:N0} bytes."));
        }
    }

    private void Refuse(string sentence) => Fault ??= new Refusal("ledger-file-format", sentence);
}

using System.Buffers.Binary;
using System.Text;

namespace Recharging.Ledgers;

/// <summary>
/// Writes rows of the staging table in PostgreSQL's binary COPY format into one buffer: a text goes from the file's bytes to the
/// wire without becoming a string. Format: https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format".
/// </summary>
public sealed class StagedRows(Stream copy)
{
    private const int FlushAt = 128 * 1024;
    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private byte[] _buffer = new byte[2 * FlushAt];
    private int _length;

    public bool IsFull => _length >= FlushAt;

    public void Begin()
    {
        Append("PGCOPY\n"u8);
        Append([0xFF, 0x0D, 0x0A, 0x00]);
        Append([0, 0, 0, 0, 0, 0, 0, 0]);
    }

    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Take(2), columns);

    public void Null() => Length(-1);

    public void Int(int value)
    {
        Length(4);
        Length(value);
    }

    public void Day(DateOnly day) => Int(day.DayNumber - FirstDay);

    public void Text(ReadOnlySpan<byte> text)
    {
        Length(text.Length);
        Append(text);
    }

    public void TextOrNull(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            Null();
        }
        else
        {
            Text(text);
        }
    }

    public void Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    public void Pence(long pence)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), pence);
    }

    public void PenceOrNull(long? pence)
    {
        if (pence is { } amount)
        {
            Pence(amount);
        }
        else
        {
            Null();
        }
    }

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await copy.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        _length = 0;
    }

    private void Length(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + bytes));
        }

        _length += bytes;
        return _buffer.AsSpan(_length - bytes, bytes);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ServiceDefaults.Files;

/// <summary>
/// A file's bytes as UTF-8. A byte order mark decides, and UTF-16 is known by its noughts without one; else it is UTF-8 until the first
/// byte above ASCII, which decides between UTF-8 and Windows-1252 for good. What the encoding does not have comes out as a byte that
/// UTF-8 does not have either, so that whoever cuts the lines can say in which one it stands.
/// </summary>
/// <param name="declared">What the sender says that it is; null lets the bytes decide.</param>
public sealed class TextBody(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, Encoding? declared = null)
{
    /// <summary>In no UTF-8 text.</summary>
    private const byte Impossible = 0xFF;
    private const int Piece = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _text = new();
    private byte[] _raw = [];
    private int _rawLength;
    private int _given;
    private Kind _kind = Kind.Unread;
    private bool _ended;

    private enum Kind
    {
        Unread,
        Ascii,
        Utf8,
        Windows1252,
        Utf16,
        Utf16BigEndian
    }

    /// <summary>What the file was read as: for the officer who wonders about a character.</summary>
    public string Encoding => _kind switch
    {
        Kind.Windows1252 => "windows-1252",
        Kind.Utf16 or Kind.Utf16BigEndian => "utf-16",
        _ => "utf-8"
    };

    /// <summary>What the file is when it is no text at all; then it gives no bytes.</summary>
    public string? WhyNoText { get; private set; }

    /// <summary>What a Content-Type may declare; false for an encoding that is not read here. UTF-16 says itself which one it is.</summary>
    public static bool TryCharset(string? charset, out Encoding? declared)
    {
        var name = charset?.Trim('"').ToLowerInvariant();
        declared = name switch
        {
            "utf-8" => System.Text.Encoding.UTF8,
            "windows-1252" or "iso-8859-1" => System.Text.Encoding.Latin1,
            _ => null
        };
        return declared is not null || name is null or "utf-16" or "us-ascii";
    }

    /// <summary>0 at the end. Gives at least one byte otherwise.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_kind is Kind.Utf8)
        {
            return Give(buffer) is > 0 and var rest ? rest : await read(buffer, cancellationToken);
        }

        while (_given == _text.WrittenCount && !_ended)
        {
            _text.ResetWrittenCount();
            _given = 0;
            if (_rawLength == 0 && _kind is Kind.Ascii && await ReadAsciiAsync(buffer, cancellationToken) is > 0 and var ascii)
            {
                return ascii;
            }

            await FillAsync(cancellationToken);
            Transcode();
        }

        return Give(buffer);
    }

    private int Give(Memory<byte> buffer)
    {
        var given = Math.Min(buffer.Length, _text.WrittenCount - _given);
        _text.WrittenSpan.Slice(_given, given).CopyTo(buffer.Span);
        _given += given;
        return given;
    }

    // Nearly every file is ASCII nearly throughout: it goes straight into the caller's buffer, and only the rest is looked at twice.
    private async ValueTask<int> ReadAsciiAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = await read(buffer, cancellationToken);
        _ended = length == 0;
        var ascii = buffer.Span[..length].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        if (ascii < 0)
        {
            return length;
        }

        _raw = buffer.Span[ascii..length].ToArray();
        _rawLength = length - ascii;
        Transcode();
        return ascii;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return;
        }

        if (_raw.Length < _rawLength + Piece)
        {
            Array.Resize(ref _raw, _rawLength + Piece);
        }

        var length = await read(_raw.AsMemory(_rawLength), cancellationToken);
        _rawLength += length;
        _ended = length == 0;
    }

    private void Transcode()
    {
        if (_kind is Kind.Unread)
        {
            Begin();
        }

        if (_kind is Kind.Ascii)
        {
            Decide();
        }

        var raw = _raw.AsSpan(0, _rawLength);
        var taken = _kind switch
        {
            Kind.Utf8 => TakeUtf8(raw),
            Kind.Windows1252 => TakeWindows1252(raw),
            Kind.Utf16 => TakeUtf16(raw, isBigEndian: false),
            Kind.Utf16BigEndian => TakeUtf16(raw, isBigEndian: true),
            _ => 0
        };
        raw[taken..].CopyTo(raw);
        _rawLength -= taken;
    }

    private void Begin()
    {
        if (_rawLength < ForeignFile.Looked && !_ended)
        {
            return;
        }

        var start = _raw.AsSpan(0, _rawLength);
        WhyNoText = ForeignFile.WhyNoText(start);
        if (WhyNoText is not null)
        {
            (_kind, _rawLength, _ended) = (Kind.Ascii, 0, true);
            return;
        }

        _kind = KindOf(start);
        if (_kind is Kind.Utf16 or Kind.Utf16BigEndian && (start[0], start[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            start[2..].CopyTo(start);
            _rawLength -= 2;
        }
    }

    private Kind KindOf(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => Kind.Utf16,
        [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => Kind.Utf16BigEndian,
        [0xEF, 0xBB, 0xBF, ..] => Kind.Utf8,
        _ => declared is null ? Kind.Ascii : declared is UTF8Encoding ? Kind.Utf8 : Kind.Windows1252
    };

    private void Decide()
    {
        var raw = _raw.AsSpan(0, _rawLength);
        var ascii = raw.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        var status = ascii < 0 ? OperationStatus.Done : Rune.DecodeFromUtf8(raw[ascii..], out _, out _);
        if (ascii >= 0 && (status is not OperationStatus.NeedMoreData || _ended))
        {
            _kind = status is OperationStatus.Done ? Kind.Utf8 : Kind.Windows1252;
            return;
        }

        // All ASCII, or a character that is not whole yet and waits for the next bytes.
        var sure = ascii < 0 ? raw.Length : ascii;
        _text.Write(raw[..sure]);
        raw[sure..].CopyTo(raw);
        _rawLength -= sure;
    }

    private int TakeUtf8(ReadOnlySpan<byte> raw)
    {
        _text.Write(raw);
        return raw.Length;
    }

    private int TakeWindows1252(ReadOnlySpan<byte> raw)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var letter in raw)
        {
            if (letter < 0x80)
            {
                _text.Write([letter]);
            }
            else if (Windows1252.RuneOf(letter) is { } rune)
            {
                _text.Write(utf8[..rune.EncodeToUtf8(utf8)]);
            }
            else
            {
                _text.Write([Impossible]);
            }
        }

        return raw.Length;
    }

    private int TakeUtf16(ReadOnlySpan<byte> raw, bool isBigEndian)
    {
        var text = new char[raw.Length / 2];
        for (var at = 0; at < text.Length; at++)
        {
            text[at] = (char)(isBigEndian ? raw[2 * at] << 8 | raw[2 * at + 1] : raw[2 * at] | raw[2 * at + 1] << 8);
        }

        var taken = 0;
        while (taken < text.Length)
        {
            var to = _text.GetSpan(3 * (text.Length - taken) + 4);
            var status = Utf8.FromUtf16(
                text.AsSpan(taken), to, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: _ended);
            _text.Advance(written);
            taken += read;
            if (status is OperationStatus.NeedMoreData)
            {
                break;
            }

            if (status is OperationStatus.InvalidData)
            {
                _text.Write([Impossible]);
                taken++;
            }
        }

        if (_ended && raw.Length % 2 == 1)
        {
            _text.Write([Impossible]);
            return raw.Length;
        }

        return 2 * taken;
    }
}

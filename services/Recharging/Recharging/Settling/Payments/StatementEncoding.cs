using System.Text;
using System.Text.RegularExpressions;
using ServiceDefaults.Files;

namespace Recharging.Settling;

/// <summary>In which encoding a bank has written its XML: by its byte order mark, its first letters, or what it says itself.</summary>
internal static partial class StatementEncoding
{
    /// <summary>The declaration stands within so many bytes.</summary>
    public const int Looked = 256;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The encoding, or why there is none, in a sentence.</summary>
    public static (Encoding? Encoding, string? Fault) Of(ReadOnlySpan<byte> start) =>
        ForeignFile.WhyNoText(start) is { } fault ? (null, fault) : start switch
        {
            [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), null),
            [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), null),
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, null),
            _ => Declared(Encoding.Latin1.GetString(start))
        };

    // What a bank calls ISO-8859-1 is Windows-1252 where the two differ: ISO-8859-1 has nothing there that is written.
    private static (Encoding?, string?) Declared(string start) =>
        Declaration().Match(start) is not { Success: true } says ? (Utf8, null) : says.Groups["encoding"].Value.ToLowerInvariant() switch
        {
            "utf-8" or "us-ascii" => (Utf8, null),
            "iso-8859-1" or "windows-1252" => (
                CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), null),
            var other => (null, $"The message says that it is {other}, and is not, or it is not read here: send it in UTF-8, UTF-16 or ISO-8859-1.")
        };

    [GeneratedRegex("^\\s*<\\?xml\\s[^>]*encoding\\s*=\\s*[\"'](?<encoding>[A-Za-z0-9._-]+)[\"']", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}

using System.Text;
using System.Text.RegularExpressions;

namespace Recharging.Agreeing;

/// <summary>
/// Which files are papers: those that show something and run nothing, whose content is what the end of the name says. A colleague in the
/// other council opens them, so what a program could take for an order is refused whatever it is called.
/// </summary>
public static partial class FileContent
{
    public const string Allowed = "PDF, PNG, JPEG, CSV or plain text in UTF-8, XLSX and DOCX without macros";

    private const string Office = "application/vnd.openxmlformats-officedocument.";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Found by every virus scanner, and so by the one of whoever opens the paper.</summary>
    private static readonly byte[] VirusTest = [.. "EICAR-STANDARD-ANTIVIRUS"u8, .. "-TEST-FILE"u8];

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = new("application/pdf", "a PDF", content => content.AsSpan().StartsWith("%PDF-"u8), OrderInPdf),
        [".png"] = new("image/png", "a PNG", content => content is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..], NoOrder),
        [".jpg"] = new("image/jpeg", "a JPEG", content => content is [0xFF, 0xD8, 0xFF, ..], NoOrder),
        [".jpeg"] = new("image/jpeg", "a JPEG", content => content is [0xFF, 0xD8, 0xFF, ..], NoOrder),
        [".txt"] = new("text/plain", "text in UTF-8", content => TextOf(content) is not null, OrderInText),
        [".csv"] = new("text/csv", "text in UTF-8", content => TextOf(content) is not null, OrderInTable),
        [".xlsx"] = new($"{Office}spreadsheetml.sheet", "an Excel workbook",
            content => OfficeFile.Holds(content, "xl/workbook.xml"), OfficeFile.WhatRuns),
        [".docx"] = new($"{Office}wordprocessingml.document", "a Word document",
            content => OfficeFile.Holds(content, "word/document.xml"), OfficeFile.WhatRuns),
    };

    /// <param name="Is">Whether the content is of this kind, by how it begins or what it holds.</param>
    /// <param name="Runs">What in it would run, null when nothing would.</param>
    private sealed record Kind(string ContentType, string Words, Predicate<byte[]> Is, Func<byte[], string?> Runs);

    /// <summary>Of all that are not refused.</summary>
    public static string[] ContentTypes { get; } = [.. Kinds.Values.Select(kind => kind.ContentType).Distinct(StringComparer.Ordinal)];

    /// <summary>Of a file that is not refused.</summary>
    public static string TypeOf(string name) => Kinds[Path.GetExtension(name)].ContentType;

    /// <summary>Why the file is not taken, in a sentence; null when it is.</summary>
    public static string? WhyNot(byte[] content, string name)
    {
        if (!Kinds.TryGetValue(Path.GetExtension(name), out var kind))
        {
            return $"{name} is not taken: papers are {Allowed}, and their names end so.";
        }

        return !kind.Is(content) ? $"What is in {name} is not {kind.Words}, as its name says."
            : HoldsVirusTest(content) ? $"{name} holds what virus scanners take for a virus."
            : kind.Runs(content) is { } order ? $"{name} holds {order}. Papers must not hold what runs."
            : null;
    }

    internal static bool HoldsVirusTest(ReadOnlySpan<byte> content) => content.IndexOf(VirusTest) >= 0;

    private static string? NoOrder(byte[] content) => null;

    // Names in a PDF may be written with #xx for any letter.
    private static string? OrderInPdf(byte[] content)
    {
        var names = Escaped().Replace(
            Encoding.Latin1.GetString(content), letter => ((char)Convert.ToByte(letter.Groups["code"].Value, 16)).ToString());
        return PdfOrder().Match(names) is { Success: true } order ? $"{order.Value} (an action or a file inside)" : null;
    }

    private static string? OrderInText(byte[] content) =>
        Script().Match(TextOf(content)!) is { Success: true } script
            ? $"'{script.Value.Trim()}', the beginning of a program or page"
            : null;

    private static string? OrderInTable(byte[] content) => OrderInText(content)
        ?? (Formula().IsMatch(TextOf(content)!) ? "a cell that begins as a formula does" : null);

    private static string? TextOf(byte[] content)
    {
        try
        {
            var text = Utf8.GetString(content);
            return text.Any(letter => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex("#(?<code>[0-9A-Fa-f]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Escaped();

    [GeneratedRegex("/(JavaScript|Launch|EmbeddedFile|RichMedia)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PdfOrder();

    [GeneratedRegex(
        @"<(script|html|svg|iframe|object|embed|hta:)|<!doctype|\b(java|vb)script:|\bwscript\.|\bactivexobject\b|\A\W*(@echo\b|#!/)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Script();

    [GeneratedRegex("""(^|[,;\t"])[ ]*[=@]""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Formula();
}

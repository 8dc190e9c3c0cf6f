using System.IO.Compression;
using System.Text;

namespace Recharging.Talks;

/// <summary>What a file is, by its bytes: a name can say anything.</summary>
public static class FileContent
{
    public const string Allowed = "PDF, PNG, JPEG, CSV or plain text in UTF-8, XLSX and DOCX without macros";

    private const string Office = "application/vnd.openxmlformats-officedocument.";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The content type, or null for what is not allowed.</summary>
    /// <param name="name">Only tells CSV from other text.</param>
    public static string? TypeOf(byte[] content, string name) => content switch
    {
        _ when content.AsSpan().StartsWith("%PDF-"u8) => "application/pdf",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x50, 0x4B, 0x03, 0x04, ..] => OfficeTypeOf(content),
        _ when IsText(content) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain",
        _ => null,
    };

    // Only the list of what the zip holds is read; nothing of it is unpacked.
    private static string? OfficeTypeOf(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            var parts = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return !parts.Contains("[Content_Types].xml")
                || parts.Any(part => part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                ? null
                : parts.Contains("xl/workbook.xml") ? $"{Office}spreadsheetml.sheet"
                : parts.Contains("word/document.xml") ? $"{Office}wordprocessingml.document" : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsText(byte[] content)
    {
        try
        {
            return !Utf8.GetString(content).Any(letter => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

namespace ServiceDefaults.Files;

/// <summary>Knows by its first bytes a file that is no text, so that whoever sent it is told what it is.</summary>
public static class ForeignFile
{
    /// <summary>As many bytes as are looked at.</summary>
    public const int Looked = 8;

    /// <summary>What the file is instead of text, in a sentence; null when nothing speaks against text.</summary>
    public static string? WhyNoText(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8)
            ? "This is a zip, or an Excel workbook, and no text. Unpack it, or save the sheet as CSV, and send that."
        : start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            ? "This is an Excel or Word file of the old kind, and no text. Save the sheet as CSV and send that."
        : start.StartsWith("%PDF"u8) ? "This is a PDF, and no text. Send the file from which it was made."
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "This is a gzip, and no text. Unpack it and send what is in it."
        : null;
}

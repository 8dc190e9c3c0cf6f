using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Recharging.Agreeing;

/// <summary>What a Word document or an Excel workbook, which is a zip, holds besides what it shows.</summary>
internal static partial class OfficeFile
{
    private const long MostUnpacked = 100 * 1024 * 1024;

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        ".xml", ".rels", ".vml", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".ttf", ".odttf",
    };

    /// <summary>Whether it is such a file at all.</summary>
    public static bool Holds(byte[] content, string part)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            return zip.Entries.Any(entry => entry.FullName == "[Content_Types].xml") && zip.Entries.Any(entry => entry.FullName == part);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>What in it would run or would be fetched to run, null when nothing would.</summary>
    public static string? WhatRuns(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            var left = MostUnpacked;
            return zip.Entries.Select(entry => WhatRuns(entry, ref left)).FirstOrDefault(order => order is not null);
        }
        catch (InvalidDataException)
        {
            return "a part that can't be unpacked";
        }
    }

    private static string? WhatRuns(ZipArchiveEntry entry, ref long left)
    {
        if (entry.FullName.EndsWith('/'))
        {
            return null;
        }

        // Settings of a printer are the only part without a kind of its own that ordinary files have.
        if (!Shown.Contains(Path.GetExtension(entry.Name)) && !entry.FullName.StartsWith("xl/printerSettings/", StringComparison.Ordinal))
        {
            return $"{entry.FullName} (a macro, a program or another file inside)";
        }

        using var part = new MemoryStream();
        using (var packed = entry.Open())
        {
            var buffer = new byte[81920];
            for (var read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
            {
                if ((left -= read) < 0)
                {
                    return $"more than {MostUnpacked / 1024 / 1024} MB when it is unpacked";
                }

                part.Write(buffer, 0, read);
            }
        }

        var bytes = part.GetBuffer().AsSpan(0, (int)part.Length);
        return FileContent.HoldsVirusTest(bytes) ? "what virus scanners take for a virus"
            : Order().Match(Encoding.UTF8.GetString(bytes)) is { Success: true } order ? $"'{order.Value}' in {entry.FullName}"
            : null;
    }

    [GeneratedRegex(
        @"macroEnabled|<ddeLink\b|\bDDEAUTO\b|<w:instrText[^>]*>\s*DDE\b|"
        + """relationships/(attachedTemplate|oleObject|frame|subDocument|package|control)"[^>]*TargetMode="External""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Order();
}

using System.Text;

namespace ServiceDefaults.Files;

/// <summary>What Windows-1252 has above ASCII. Five bytes have no character: a file that holds one is in no encoding known here.</summary>
public static class Windows1252
{
    private const string From80To9F =
        "\u20AC\0\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\0\u017D\0"
        + "\0\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\0\u017E\u0178";

    public static Rune? RuneOf(byte letter)
    {
        var character = letter is >= 0x80 and <= 0x9F ? From80To9F[letter - 0x80] : (char)letter;
        return character == '\0' && letter != 0 ? null : new Rune(character);
    }
}

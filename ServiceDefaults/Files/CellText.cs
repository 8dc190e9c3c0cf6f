using System.Text.RegularExpressions;

namespace ServiceDefaults.Files;

/// <summary>What no cell of a table may hold, because it was lost or made into something else before the file came here.</summary>
public static partial class CellText
{
    public const string Unprintable = "has a line break or another character that can't be printed; is a quote left open?";

    public const string Lost = "has a character that was lost when the file was saved: save it as CSV UTF-8";

    public const string Mangled =
        "was made into another value by a spreadsheet, such as 1.9E+09 or ####: format the column as text, enter it again and save the file";

    /// <summary>The rule that the cell breaks; null when there is none.</summary>
    public static string? WhyNot(string cell) =>
        cell.Any(char.IsControl) ? Unprintable
        : cell.Contains('\uFFFD') ? Lost
        : IsMangled(cell) ? Mangled
        : null;

    /// <summary>A long number or an error as a spreadsheet shows it: what stood there before nobody can tell.</summary>
    public static bool IsMangled(string cell) => AsShown().IsMatch(cell);

    [GeneratedRegex(@"^(-?[0-9]([.,][0-9]+)?[Ee][+-][0-9]{2,3}|#+|#(N/A|REF!|NAME\?|VALUE!|NUM!|NULL!|DIV/0!))$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AsShown();
}

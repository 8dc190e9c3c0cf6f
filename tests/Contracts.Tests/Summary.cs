using System.Text.RegularExpressions;

namespace Contracts.Tests;

/// <summary>The documentation comments of an event's source file.</summary>
internal static partial class Summary
{
    public static string? OfEvent(string source) => Before(source, @"public sealed record \w+");

    public static string? OfProperty(string source, string property) => Before(source, $@"public required \S+ {property} ");

    private static string? Before(string source, string declaration)
    {
        var found = Regex.Match(
            source, @"/// <summary>(?<text>(?:(?!</summary>)[\s\S])*)</summary>\s*" + declaration, RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Success ? Plain(found.Groups["text"].Value) : null;
    }

    private static string Plain(string comment) =>
        Spaces().Replace(Tags().Replace(comment.Replace("///", "", StringComparison.Ordinal), "${cref}${text}"), " ").Trim();

    [GeneratedRegex("""<see cref="(?<cref>\w+)" ?/>|<c>(?<text>[^<]*)</c>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}

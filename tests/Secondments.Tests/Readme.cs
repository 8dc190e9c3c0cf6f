namespace Secondments.Tests;

/// <summary>The tables of the service's README, row by row and cell by cell.</summary>
internal static class Readme
{
    public static IReadOnlyList<string[]> Table(string heading) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Secondments.README.md"))
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
}

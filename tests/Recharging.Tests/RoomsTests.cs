using System.Text.RegularExpressions;
using Orchestration;
using Shouldly;
using Xunit;

namespace Recharging.Tests;

/// <summary>Each room uses only those above it in the page's list: the code itself is read.</summary>
public sealed partial class RoomsTests
{
    private static readonly string Service = SourceTree.Folder("services/Recharging");
    private static readonly string[] Beside = ["CodedWords.cs", "Program.cs", "Readers.cs", "RechargingDb.cs", "RechargingMeasures.cs"];

    private static readonly List<string> Rooms = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recharging.README.md"))
        .SkipWhile(line => line != "## Rooms").TakeWhile(line => line != "## Read on")
        .Select(line => RoomOfPage().Match(line)).Where(match => match.Success).Select(match => match.Groups["room"].Value)];

    private static readonly List<Source> Sources = [.. Directory.EnumerateFiles(Service, "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Service, file).Split('/'))
        .Where(path => !path.Intersect(["bin", "obj", "Migrations", "Recharging.Contracts"]).Any())
        .Select(path => new Source(
            path[0] == "Recharging" ? path.Length == 2 ? "" : path[1] : path[0],
            Path.Combine(path),
            Comments().Replace(File.ReadAllText(Path.Combine(Service, Path.Combine(path))), "")))];

    // Entities are reached by the context's sets, too, without a word of their room.
    private static readonly Dictionary<string, string> RoomOfSet = SetOfContext()
        .Matches(Sources.Single(source => source.File.EndsWith("RechargingDb.cs", StringComparison.Ordinal)).Text)
        .ToDictionary(set => set.Groups["set"].Value, set => RoomOfType(set.Groups["type"].Value));

    private sealed record Source(string Room, string File, string Text)
    {
        public string Namespace => Room.StartsWith("Recharging", StringComparison.Ordinal) ? Room : $"Recharging.{Room}";
    }

    [Fact]
    public void EveryFolder_IsARoomOfThePage() =>
        Sources.Select(source => source.Room).Where(room => room.Length > 0).Distinct().ShouldBe(Rooms, ignoreOrder: true);

    [Fact]
    public void BesideTheRooms_StandsWhatServesAllOfThem() =>
        Sources.Where(source => source.Room.Length == 0).Select(source => Path.GetFileName(source.File)).ShouldBe(Beside, ignoreOrder: true);

    [Fact]
    public void EachFile_IsInTheNamespaceOfItsRoom() => Sources.Where(source => source.Room.Length > 0
            && Declared().Match(source.Text).Groups["space"].Value is var space
            && space != source.Namespace && !space.StartsWith($"{source.Namespace}.", StringComparison.Ordinal))
        .Select(source => source.File).ShouldBeEmpty();

    [Fact]
    public void EachRoom_UsesOnlyThoseAboveIt()
    {
        // What a project of its own uses, the compiler holds.
        var used = Sources.Where(source => source.Room.Length > 0 && source.Room != source.Namespace).SelectMany(source => UsedBy(source)
            .Select(room => (source.File, source.Room, Uses: room))).ToList();
        used.Count.ShouldBeGreaterThan(100);
        used.Where(use => Rooms.IndexOf(use.Uses) > Rooms.IndexOf(use.Room)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Recharging.Engine")]
    [InlineData("Recharging.Matching")]
    public void PureProjects_KnowNoPackage_AndNoProjectButValuesAndContracts(string project)
    {
        var text = File.ReadAllText(Path.Combine(Service, project, $"{project}.csproj"));
        text.ShouldContain("Sdk=\"Microsoft.NET.Sdk\"");
        text.ShouldNotContain("PackageReference");
        text.ShouldNotContain("FrameworkReference");
        ReferencedProject().Matches(text).Select(match => Path.GetFileNameWithoutExtension(match.Groups["path"].Value))
            .ShouldAllBe(name => name == "Values" || name.EndsWith(".Contracts"));
    }

    private static IEnumerable<string> UsedBy(Source source) => NamedRooms().Matches(source.Text).Select(match => match.Groups["room"].Value)
        .Select(room => room is "Engine" or "Matching" ? $"Recharging.{room}" : room)
        .Concat(UsedSets().Matches(source.Text).Select(match => match.Groups["set"].Value).Where(RoomOfSet.ContainsKey).Select(set => RoomOfSet[set]))
        .Where(room => Rooms.Contains(room) && room != source.Room)
        .Distinct();

    private static string RoomOfType(string type) => Sources.FirstOrDefault(source =>
        DeclaredType().Matches(source.Text).Any(declared => declared.Groups["type"].Value == type))?.Room ?? "";

    [GeneratedRegex("^\\| `(?<room>[A-Za-z.]+)` \\|", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RoomOfPage();

    [GeneratedRegex("//[^\\n]*", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comments();

    [GeneratedRegex("^namespace (?<space>[A-Za-z.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declared();

    [GeneratedRegex(@"^public (sealed )?(class|record) (?<type>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex DeclaredType();

    [GeneratedRegex("ProjectReference Include=\"(?<path>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ReferencedProject();

    [GeneratedRegex(@"DbSet<(?<type>\w+)> (?<set>\w+) =>", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SetOfContext();

    // By a using, by its whole name, or from Recharging on.
    [GeneratedRegex(
        @"(?<![\w.])(using (static )?|global::)?Recharging\.(?<room>[A-Z]\w+)|(?<![\w.""])(?<room>[A-Z]\w+)\.(?=[A-Z]\w+[.(<;\s])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NamedRooms();

    [GeneratedRegex(@"\bdb\.(?<set>[A-Z]\w+)\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex UsedSets();
}

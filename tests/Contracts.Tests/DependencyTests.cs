using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Contracts.Tests;

public sealed partial class DependencyTests
{
    [Fact]
    public void EveryPackage_IsExplainedInTheReadme_AndNoOtherIs()
    {
        var versions = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Root.README.md"));
        var table = readme[readme.IndexOf("## What each dependency is for", StringComparison.Ordinal)..];

        var explained = table.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(row => Named().Matches(row.Split('|')[1])).Select(match => match.Groups["name"].Value);

        explained.Order(StringComparer.Ordinal).ShouldBe(versions.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}

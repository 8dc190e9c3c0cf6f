using Governance.Agreements;

namespace Governance.Tests.Agreements;

/// <summary>A parameter that takes one or some of a list takes nothing else: a slip of the pen is refused when the clause is proposed.</summary>
public sealed class EnumeratedParameterTests
{
    [Theory]
    [InlineData("exactReference", true)]
    [InlineData("exactReference nearReference subsetSum", true)]
    [InlineData("exactRefrence", false)]
    [InlineData("ExactReference", false)]
    [InlineData("exactReference exactReference", false)]
    [InlineData("exactReference  nearReference", false)]
    [InlineData("decided", false)]
    [InlineData("", false)]
    public void MatchRules_AreThoseThatRechargingKnows_EachOnce(string rules, bool isTaken) =>
        Faults("matchRules", rules).ShouldBe(isTaken ? [] : ["matchRules"]);

    [Fact]
    public void MatchRules_AreThoseOfRechargingsTable_InItsOrder()
    {
        var table = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Matching.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        var parameter = ClauseKind.Settlement.Parameters.Single(parameter => parameter.Name == "matchRules");
        parameter.Form.ShouldBe($"some of {string.Join(", ", table)}, each once, with a space between");
    }

    [Theory]
    [InlineData("other-council", true)]
    [InlineData("either-council", true)]
    [InlineData("own-council", false)]
    public void ReviewedBy_IsOneOfTwo(string whom, bool isTaken) => Faults("reviewedBy", whom).ShouldBe(isTaken ? [] : ["reviewedBy"]);

    [Fact]
    public void EveryParameterThatNamesItsValues_RefusesAnyOther()
    {
        foreach (var kind in ClauseKind.All)
        {
            foreach (var parameter in kind.Parameters.Where(parameter => parameter.Form.StartsWith("one of ", StringComparison.Ordinal)
                || parameter.Form.StartsWith("some of ", StringComparison.Ordinal) || !parameter.Form.Contains(' ', StringComparison.Ordinal)))
            {
                kind.Faults(new Dictionary<string, string> { [parameter.Name] = "mispelt" }).Keys.ShouldContain(parameter.Name);
            }
        }
    }

    private static IEnumerable<string> Faults(string name, string text)
    {
        var given = new Dictionary<string, string>
        {
            ["paymentTermsDays"] = "30", ["acknowledgeDays"] = "5", ["resolveDays"] = "10", ["autoToleranceGbp"] = "0.00",
            ["acceptToleranceGbp"] = "1.00", ["matchWindowDays"] = "7", [name] = text,
        };
        return ClauseKind.Settlement.Faults(given).Keys;
    }
}

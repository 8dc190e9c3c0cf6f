using System.Text.Json.Nodes;
using Demonstration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The table that another program works out from stated inputs passes the month as it is, and nothing that is near it.</summary>
[Collection(AprilGroup.Name)]
public sealed class IndependentTableTests(AprilSystem april)
{
    [Fact]
    public async Task MonthAsRead_Passes()
    {
        var (exitCode, said) = await EvaluateAsync(await Figures.ReadAsync(april.Told));

        exitCode.ShouldBe(0, said);
    }

    [Theory]
    [InlineData("statement", "grossToHccGbp", "grossToIwcGbp")]
    [InlineData("balances", "HCC", "IWC")]
    [InlineData("ledger", "hccLines", "iwcLines")]
    [InlineData("matching", "unmatchedHcc", "unmatchedIwc")]
    public async Task CouncilsExchanged_Fail(string of, string one, string other)
    {
        var figures = await Figures.ReadAsync(april.Told);
        var part = figures[of]!.AsObject();
        (part[one], part[other]) = (part[other]!.DeepClone(), part[one]!.DeepClone());

        var (exitCode, said) = await EvaluateAsync(figures);

        exitCode.ShouldBe(1, said);
        said.ShouldContain($"{of}.{one}:");
        said.ShouldContain($"{of}.{other}:");
    }

    [Theory]
    [InlineData("statement", "grossToHccGbp")]
    [InlineData("statement", "netGbp")]
    [InlineData("lines", "SEC-2022-0001")]
    [InlineData("lines", "shared-management")]
    [InlineData("balances", "IWC")]
    [InlineData("journals", "debitsGbp")]
    [InlineData("", "differenceGbp")]
    [InlineData("", "unexplainedGbp")]
    public async Task PennyMoved_Fails(string of, string name)
    {
        var figures = await Figures.ReadAsync(april.Told);
        var part = of.Length == 0 ? figures : figures[of]!.AsObject();
        part[name] = part[name]!.GetValue<decimal>() + 0.01m;

        var (exitCode, said) = await EvaluateAsync(figures);

        exitCode.ShouldBe(1, said);
        said.ShouldContain($"{name}:");
    }

    private static Task<(int ExitCode, string Said)> EvaluateAsync(JsonObject figures) => IndependentTable.EvaluateAsync(figures, "april-2023");
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Demonstration;
using LocalHost;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The table that another program works out from stated inputs passes the month as it is, and nothing that is near it.</summary>
[Collection(AprilGroup.Name)]
public sealed class IndependentTableTests(AprilSystem april)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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

    private static async Task<(int ExitCode, string Said)> EvaluateAsync(JsonObject figures)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "figures.json");
        await File.WriteAllTextAsync(file, figures.ToJsonString(), Cancelled);
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(SourceTree.Folder("eng/expected"), "evaluate.mjs"), file },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var said = await Task.WhenAll(node.StandardOutput.ReadToEndAsync(Cancelled), node.StandardError.ReadToEndAsync(Cancelled));
        await node.WaitForExitAsync(Cancelled);
        return (node.ExitCode, string.Concat(said));
    }
}

using System.Diagnostics;
using Orchestration;
using Xunit;

namespace Platform.Tests;

/// <summary>Each service's OpenAPI document, as the gateway gives it to anyone, passes the linter without an error.</summary>
[Collection(AprilGroup.Name)]
public sealed class ApiDescriptionTests(AprilSystem april)
{
    [Theory]
    [InlineData("governance")]
    [InlineData("secondments")]
    [InlineData("school-support")]
    [InlineData("recharging")]
    public async Task Document_IsLinted_WithoutErrors(string service)
    {
        using var anyone = new HttpClient { BaseAddress = april.System.Gateway };
        var document = await anyone.GetStringAsync($"api/{service}/v1/openapi.json", TestContext.Current.CancellationToken);
        var file = Path.Combine(Directory.CreateTempSubdirectory("openapi-").FullName, $"{service}.json");
        await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);

        using var linter = Process.Start(new ProcessStartInfo(Path.Combine(SourceTree.Folder("eng"), "node_modules/.bin/spectral"))
        {
            ArgumentList = { "lint", "--ruleset", Path.Combine(SourceTree.Folder("eng"), ".spectral.yaml"), "--fail-severity", "error", file },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var findings = await linter.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await linter.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(linter.ExitCode == 0, findings);
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Orchestration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The AppHost's map as others read it.</summary>
public sealed class MapTests
{
    private static readonly string[] Services = ["governance", "secondments", "school-support", "recharging"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryService_StartsAfterTheStepsOfAll_SoNobodyTellsWhatAQueueThatIsNotThereWouldMiss()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Port=0"], Cancelled);
        foreach (var service in Services)
        {
            Services.Select(step => $"{step}-migrations").ShouldBeSubsetOf(WaitsOf(service), service);
            WaitsOf($"{service}-migrations").ShouldContain("bus");
        }

        IEnumerable<string> WaitsOf(string name) =>
            builder.Resources.Single(resource => resource.Name == name).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name);
    }

    [Fact]
    public void BrokerUsers_HaveThePasswordsOfTheParameters()
    {
        using var definitions = Json("AppHost/Broker/definitions.json");
        using var settings = Json("AppHost/appsettings.json");
        var parameters = settings.RootElement.GetProperty("Parameters");

        foreach (var user in definitions.RootElement.GetProperty("users").EnumerateArray())
        {
            var name = user.GetProperty("name").GetString()!;
            var password = parameters.GetProperty(name == parameters.GetProperty("bus-user").GetString() ? "bus-password" : $"{name}-password");
            var stored = user.GetProperty("password_hash").GetBytesFromBase64();
            stored.ShouldBe([.. stored[..4], .. SHA256.HashData([.. stored[..4], .. Encoding.UTF8.GetBytes(password.GetString()!)])], name);
        }
    }

    [Fact]
    public async Task Manifest_DeploysServersAsContainers_AndServicesAsProjects()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "manifest.json");
        using var host = AppHostProcess.Start("--publisher", "manifest", "--output-path", file);
        var said = await host.StandardOutput.ReadToEndAsync(Cancelled);
        await host.WaitForExitAsync(Cancelled);

        host.ExitCode.ShouldBe(0, said);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancelled));
        var kinds = manifest.RootElement.GetProperty("resources").EnumerateObject()
            .ToDictionary(it => it.Name, it => it.Value.GetProperty("type").GetString()!, StringComparer.Ordinal);
        kinds["postgres"].ShouldStartWith("container.");
        kinds["bus"].ShouldStartWith("container.");
        foreach (var service in Services.Concat(["gateway", "portal"]))
        {
            kinds[service].ShouldStartWith("project.");
        }
    }

    private static JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllText(SourceTree.Folder(file)));
}

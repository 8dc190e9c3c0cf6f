using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LocalHost;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>AppHost.cs and the local map are one map: what Aspire starts and what local processes run is told apart by nothing.</summary>
public sealed partial class SystemMapTests
{
    // npm ci: eng/setup.sh does it where there is no Aspire.
    private const string PackagesStep = "identity-packages";

    public static TheoryData<string> Names => [.. SystemMap.Resources.Select(resource => resource.Name)];

    [Fact]
    public void BothMaps_NameTheSameResources_InTheSameOrder() =>
        Aspire().Select(resource => resource.Name).ShouldBe(SystemMap.Resources.Select(resource => resource.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Resource_HasTheSameReferencesWaitsAndSettings_InBothMaps(string name)
    {
        var local = SystemMap.Named(name);

        Described(Aspire().Single(resource => resource.Name == name)).ShouldBe(Described(local with { Folder = ProjectOf(local) }));
    }

    [Fact]
    public void EveryService_StartsAfterTheStepsOfAll_SoNobodyTellsWhatAQueueThatIsNotThereWouldMiss()
    {
        foreach (var service in SystemMap.Services)
        {
            SystemMap.Services.Select(step => $"{step}-migrations").ShouldBeSubsetOf(SystemMap.Named(service).WaitsFor, service);
            SystemMap.Named($"{service}-migrations").WaitsFor.ShouldContain("bus");
        }
    }

    [Fact]
    public void Variables_AreNamedAlikeByBothHosts()
    {
        var aspire = VariablesIn("AppHost/Connections.cs");
        var local = VariablesIn("AppHost/LocalHost/Wiring.cs");

        aspire.Except(local).ShouldBeEmpty();
        // Aspire gives these by itself: owner's connection and addresses from WithReference, the others from endpoints and its dashboard.
        local.Except(aspire).ShouldBe(
            ["PORT", "ASPNETCORE_URLS", "ConnectionStrings__{}-owner", "services__{}__http__0",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME"],
            ignoreOrder: true);
    }

    [Fact]
    public void BrokerUsersUnderAspire_HaveThePasswordsOfTheParameters()
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

    internal static JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllText(SourceTree.Folder(file)));

    private static List<Resource> Aspire() =>
    [
        .. AspireMap.Read(File.ReadAllText(SourceTree.Folder("AppHost/AppHost.cs")))
            .Where(resource => resource.Name != PackagesStep)
            .Select(resource => resource with { WaitsFor = [.. resource.WaitsFor.Where(awaited => awaited != PackagesStep)] })
    ];

    // AppHost.cs says Projects.Governance where the local map says the folder.
    private static string ProjectOf(Resource resource) => resource.Kind is ResourceKind.Service or ResourceKind.Step
        ? Path.GetFileNameWithoutExtension(Directory.GetFiles(SourceTree.Folder(resource.Folder), "*.csproj").Single())
        : resource.Folder;

    private static string Described(Resource resource) => JsonSerializer.Serialize(resource with
    {
        Calls = [.. resource.Calls.Order(StringComparer.Ordinal)],
        WaitsFor = [.. resource.WaitsFor.Order(StringComparer.Ordinal)]
    });

    private static HashSet<string> VariablesIn(string file) =>
    [
        .. VariablePattern().Matches(File.ReadAllText(SourceTree.Folder(file)))
            .Select(match => Placeholder().Replace(match.Groups["it"].Value, "{}"))
    ];

    [GeneratedRegex("(WithEnvironment\\(|environment\\[)\\$?\"(?<it>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}

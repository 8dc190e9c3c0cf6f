using System.Net.Http.Headers;
using Demonstration;
using Npgsql;
using Orchestration;
using Testing;
using Xunit;

namespace Platform.Tests;

/// <summary>
/// A durable system of its own on which the story of April 2023 was told once. The tests look at what came of it; whoever breaks
/// a part of it mends it again, so their order does not matter.
/// </summary>
public sealed class AprilSystem : IAsyncLifetime
{
    private static readonly string[] Services = ["governance", "secondments", "school-support", "recharging"];
    private readonly Dictionary<string, string> governanceSettings = new(StringComparer.Ordinal);
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private PlatformApp? system;
    private HttpClient? gateway;
    private Telling? told;
    private Cast? cast;

    public PlatformApp System => system ?? throw NotStarted();

    internal Telling Told => told ?? throw NotStarted();

    internal Cast Cast => cast ?? throw NotStarted();

    public async ValueTask InitializeAsync()
    {
        system = await PlatformApp.StartAsync(new PlatformOptions
        {
            Only = ["identity", "gateway"],
            Settings = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal) { ["governance"] = governanceSettings }
        });
        gateway = Described.Client(system.Gateway);
        var signIn = new SignIn(system.Identity);
        cast = new Cast(gateway, signIn);
        foreach (var council in (string[])["HCC", "IWC"])
        {
            tokens[council] = await signIn.OfficerAsync(council, $"{council.ToLowerInvariant()}.finance", "development");
        }

        tokens["operator"] = await signIn.OfficerAsync("HCC", "hcc.operator", "development");
        told = await Telling.ToAsync(gateway, system.Identity, TextWriter.Null);
    }

    public async ValueTask DisposeAsync()
    {
        gateway?.Dispose();
        if (system is not null)
        {
            await system.DisposeAsync();
        }
    }

    /// <summary>What a council's finance officer gets, to the byte.</summary>
    public Task<(int Status, byte[] Body, string? Tag)> ReadAsync(string council, string path) => ReadWithAsync(tokens[council], path);

    private async Task<(int Status, byte[] Body, string? Tag)> ReadWithAsync(string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await gateway!.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag?.Tag);
    }

    /// <summary>Ends it by SIGKILL.</summary>
    public async Task KillAsync(string resource)
    {
        broken.Add(resource);
        await System.KillAsync(resource);
    }

    public async Task BringBackAsync(string resource)
    {
        await System.RestartAsync(resource);
        broken.Remove(resource);
    }

    /// <summary>Starts Governance again; if asked, so that it dies once it has committed an event, before it sends it.</summary>
    public async Task RestartGovernanceAsync(bool crashesBeforePublishing)
    {
        governanceSettings.Clear();
        if (crashesBeforePublishing)
        {
            broken.Add("governance");
            governanceSettings["CRASH_POINT"] = "after-commit-before-publish";
            await System.RestartAsync("governance");
        }
        else
        {
            await BringBackAsync("governance");
        }
    }

    /// <summary>Brings back what a test has broken and, since it failed, not brought back itself.</summary>
    public async ValueTask MendAsync()
    {
        governanceSettings.Clear();
        foreach (var resource in broken.ToList())
        {
            await BringBackAsync(resource);
        }
    }

    /// <summary>Returns when every service serves again and every event has had its effect at every subscriber.</summary>
    public async Task ComesToRestAsync()
    {
        foreach (var service in Services)
        {
            await Eventually.BecomesAsync(
                async () => (await ReadWithAsync(tokens["operator"], $"{service}/v1/messaging")).Status, status => status == 200);
        }

        await Told.Services.QuietAsync();
    }

    /// <summary>Looks behind the API, into a service's own tables.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string service, string sql, Func<NpgsqlDataReader, T> row, params object[] values)
    {
        // No pool: its connections would be those of a server that was killed meanwhile.
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(System.Database(service)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static InvalidOperationException NotStarted() => new("The system has not been started.");
}

/// <summary>The start and the story are paid once for all who look at April.</summary>
[CollectionDefinition(Name)]
public sealed class AprilGroup : ICollectionFixture<AprilSystem>
{
    public const string Name = "April 2023";
}

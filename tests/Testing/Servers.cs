using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Orchestration;
using Xunit;

namespace Testing;

/// <summary>The real servers of one test run: the AppHost's PostgreSQL on throw-away data, two councils' issuers, and its RabbitMQ when a test asks.</summary>
public sealed class Servers : IAsyncLifetime
{
    internal const string Administrator = "administrator";
    private readonly string _definitions = Path.Combine(Directory.CreateTempSubdirectory("shared-services-broker-").FullName, "definitions.json");
    private readonly Lazy<Task> _bus;
    private PlatformApp? _system;
    private PostgresServer? _postgres;
    private TestIssuers? _issuers;

    public Servers() => _bus = new(() => System.RestartAsync("bus"));

    /// <summary>Every name that has a user on the broker; <c>sample</c> and <c>listener</c> are the platform's own tests.</summary>
    public static IReadOnlyList<string> Services { get; } =
        ["governance", "secondments", "school-support", "recharging", "sample", "listener"];

    /// <summary>A suite has a virtual host of its own, so that what one leaves on the broker reaches no other.</summary>
    public static IReadOnlyList<string> VirtualHosts { get; } =
        ["BrokerTests", "CrashTests", "FirstStartTests", "ForgedEventTests", "MeasuresTests", "TraceTests"];

    public PostgresServer Postgres => _postgres ?? throw new InvalidOperationException("The servers have not been started.");

    public TestIssuers Issuers => _issuers ?? throw new InvalidOperationException("The servers have not been started.");

    private PlatformApp System => _system ?? throw new InvalidOperationException("The servers have not been started.");

    /// <summary>Started by the first test that asks.</summary>
    public async Task<RabbitServer> RabbitAsync(string virtualHost)
    {
        await _bus.Value;
        return new RabbitServer(System, virtualHost);
    }

    /// <summary>An empty database of that name and a number, so that hosts of one service don't meet.</summary>
    public async Task<string> CreateDatabaseAsync(string service)
    {
        var database = $"{service}_{Guid.NewGuid():N}";
        await Postgres.CreateDatabaseAsync(database);
        return database;
    }

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_definitions, JsonSerializer.Serialize(Definitions()));
        _system = await PlatformApp.StartAsync(new PlatformOptions { Only = ["postgres"], ThrowAway = true, Definitions = _definitions });
        _postgres = new PostgresServer(_system.ConnectionString("postgres"));
        _issuers = await TestIssuers.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        if (_issuers is not null)
        {
            await _issuers.DisposeAsync();
        }

        Directory.Delete(Path.GetDirectoryName(_definitions)!, recursive: true);
    }

    internal static string PasswordOf(string user) => $"{user}-development";

    // As AppHost/Broker/definitions.json has it for the services, for every virtual host.
    private static object Definitions() => new
    {
        vhosts = VirtualHosts.Select(name => new { name }),
        users = Services.Append(Administrator).Select(user => new
        {
            name = user,
            password_hash = PasswordHash(PasswordOf(user)),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = user == Administrator ? "administrator" : ""
        }),
        permissions = VirtualHosts.SelectMany(host => Services
            .Select(service => Permission(service, host, write: $@"^{service}\..*$", read: $@"^({service}\..*|[a-z-]+\.events)$"))
            .Append(Permission(Administrator, host, write: ".*", read: ".*")))
    };

    private static object Permission(string user, string vhost, string write, string read) =>
        new { user, vhost, configure = ".*", write, read };

    private static string PasswordHash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}

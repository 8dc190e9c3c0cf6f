using LocalHost;
using Xunit;

namespace Testing;

/// <summary>The real servers of one test run: PostgreSQL on throw-away data, two councils' issuers, and RabbitMQ when a test asks for it.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shared-services-tests-").FullName;
    private readonly Lazy<Task<RabbitServer>> _rabbit;
    private PostgresServer? _postgres;
    private TestIssuers? _issuers;

    public Servers() =>
        _rabbit = new(() => RabbitServer.StartAsync(Path.Combine(_folder, "rabbitmq"), Services));

    /// <summary>Every name that has a user on the broker; <c>sample</c> and <c>listener</c> are the platform's own tests.</summary>
    public static IReadOnlyList<string> Services { get; } =
        ["governance", "secondments", "school-support", "recharging", "sample", "listener"];

    public PostgresServer Postgres => _postgres ?? throw new InvalidOperationException("The servers have not been started.");

    public TestIssuers Issuers => _issuers ?? throw new InvalidOperationException("The servers have not been started.");

    /// <summary>Started by the first test that asks.</summary>
    public Task<RabbitServer> RabbitAsync() => _rabbit.Value;

    /// <summary>An empty database of that name and a number, so that hosts of one service don't meet.</summary>
    public async Task<string> CreateDatabaseAsync(string service)
    {
        var database = $"{service}_{Guid.NewGuid():N}";
        await Postgres.CreateDatabaseAsync(database);
        return database;
    }

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync(Path.Combine(_folder, "postgresql"), Durability.ThrowAway);
        _issuers = await TestIssuers.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_rabbit is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _rabbit.Value).DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        if (_issuers is not null)
        {
            await _issuers.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}

using System.Diagnostics;
using LocalHost;
using Npgsql;
using Shouldly;
using Xunit;

namespace Platform.Tests;

public sealed class PostgresServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KilledAndRestarted_KeepsWhatWasCommitted()
    {
        using var folder = new TemporaryFolder();
        await using var server = await PostgresServer.StartAsync(folder.Path, Durability.Durable, Cancelled);
        await server.CreateDatabaseAsync("ledger", Cancelled);
        await ExecuteAsync(server, "CREATE TABLE lines AS SELECT 42 AS amount");

        await server.KillAsync();
        await server.RestartAsync(Cancelled);

        (await ExecuteAsync(server, "SELECT amount FROM lines")).ShouldBe(42);
    }

    [Fact]
    public async Task Stopped_LeavesNoProcess()
    {
        using var folder = new TemporaryFolder();
        var server = await PostgresServer.StartAsync(folder.Path, Durability.ThrowAway, Cancelled);
        var pid = server.Pid;

        await server.DisposeAsync();

        Should.Throw<ArgumentException>(() => Process.GetProcessById(pid));
        File.Exists(Path.Combine(folder.Path, "data", "postmaster.pid")).ShouldBeFalse();
    }

    private static async Task<object?> ExecuteAsync(PostgresServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.OwnerConnectionString("ledger") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}

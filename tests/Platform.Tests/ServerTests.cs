using Npgsql;
using Orchestration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The AppHost's PostgreSQL and RabbitMQ, durable and with nothing else beside them.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private PlatformApp? _servers;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private PlatformApp Servers => _servers ?? throw new InvalidOperationException("The servers have not been started.");

    public async ValueTask InitializeAsync() =>
        _servers = await PlatformApp.StartAsync(new PlatformOptions { Only = ["postgres", "bus"] }, Cancelled);

    public ValueTask DisposeAsync() => _servers?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task PostgresKilledAndRestarted_KeepsWhatWasCommitted()
    {
        await ExecuteAsync("CREATE TABLE lines AS SELECT 42 AS amount");

        await Servers.KillAsync("postgres");
        await Servers.RestartAsync("postgres", Cancelled);

        (await ExecuteAsync("SELECT amount FROM lines")).ShouldBe(42);
    }

    [Fact]
    public async Task AService_PublishesUnderItsOwnNameOnly()
    {
        await using var connection = await ConnectAsync("governance");

        await PublishAsync(connection, "governance.events");
        var forged = await Should.ThrowAsync<OperationInterruptedException>(() => PublishAsync(connection, "recharging.events"));

        forged.ShutdownReason!.ReplyText.ShouldContain("access to exchange 'recharging.events' in vhost '/' refused for user 'governance'");
    }

    [Fact]
    public async Task BrokerKilledAndRestarted_KeepsDurableMessages()
    {
        await using (var connection = await ConnectAsync("governance"))
        await using (var channel = await ConfirmingChannelAsync(connection))
        {
            await channel.QueueDeclareAsync(
                "governance.inbox", durable: true, exclusive: false, autoDelete: false,
                arguments: new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: Cancelled);
            await channel.ExchangeDeclareAsync("governance.events", ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
            await channel.QueueBindAsync("governance.inbox", "governance.events", "", cancellationToken: Cancelled);
        }

        // This broker writes a new queue's name half a second late (rabbitmq/ra#443); the crash under test is one of an old queue.
        await Servers.RestartAsync("bus", Cancelled);
        await using (var connection = await ConnectAsync("governance"))
        {
            await PublishAsync(connection, "governance.events");
        }

        await Servers.KillAsync("bus");
        await Servers.RestartAsync("bus", Cancelled);

        await using var again = await ConnectAsync("governance");
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancelled);
        (await reader.BasicGetAsync("governance.inbox", autoAck: true, Cancelled)).ShouldNotBeNull();
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Servers.ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancelled);
    }

    private Task<IConnection> ConnectAsync(string service)
    {
        var server = new Uri(Servers.ConnectionString("bus"));
        return new ConnectionFactory { HostName = server.Host, Port = server.Port, UserName = service, Password = $"{service}-development" }
            .CreateConnectionAsync(Cancelled);
    }

    private static Task<IChannel> ConfirmingChannelAsync(IConnection connection) =>
        connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);

    private static async Task PublishAsync(IConnection connection, string exchange)
    {
        await using var channel = await ConfirmingChannelAsync(connection);
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
        await channel.BasicPublishAsync(
            exchange, "", mandatory: false, new BasicProperties { Persistent = true }, "{}"u8.ToArray(), Cancelled);
    }
}

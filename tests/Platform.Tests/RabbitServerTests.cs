using System.Text.Json;
using LocalHost;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Xunit;

namespace Platform.Tests;

public sealed class RabbitServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AService_PublishesUnderItsOwnNameOnly()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RabbitServer.StartAsync(folder.Path, ["governance", "recharging"], Cancelled);
        await using var connection = await ConnectAsync(server, "governance");

        await PublishAsync(connection, "governance.events");
        var forged = await Should.ThrowAsync<OperationInterruptedException>(() => PublishAsync(connection, "recharging.events"));

        forged.ShutdownReason!.ReplyText.ShouldContain("access to exchange 'recharging.events' in vhost '/' refused for user 'governance'");
    }

    [Fact]
    public async Task KilledAndRestarted_KeepsDurableMessages()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RabbitServer.StartAsync(folder.Path, ["governance"], Cancelled);
        await using (var connection = await ConnectAsync(server, "governance"))
        await using (var channel = await ConfirmingChannelAsync(connection))
        {
            await channel.QueueDeclareAsync(
                "governance.inbox", durable: true, exclusive: false, autoDelete: false,
                arguments: new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }, cancellationToken: Cancelled);
            await channel.ExchangeDeclareAsync("governance.events", ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
            await channel.QueueBindAsync("governance.inbox", "governance.events", "", cancellationToken: Cancelled);
        }

        // This broker writes a new queue's name half a second late (rabbitmq/ra#443); the crash under test is one of an old queue.
        await server.StopAsync();
        await server.RestartAsync(Cancelled);
        await using (var connection = await ConnectAsync(server, "governance"))
        {
            await PublishAsync(connection, "governance.events");
        }

        await server.KillAsync();
        await server.RestartAsync(Cancelled);

        await using var again = await ConnectAsync(server, "governance");
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancelled);
        (await reader.BasicGetAsync("governance.inbox", autoAck: true, Cancelled)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Permissions_AreThoseOfTheBrokerUnderAspire()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RabbitServer.StartAsync(folder.Path, SystemMap.Services, Cancelled);

        using var local = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "definitions.json"), Cancelled));
        using var aspire = SystemMapTests.Json("AppHost/Broker/definitions.json");

        Permissions(local).ShouldBe(Permissions(aspire), ignoreOrder: true);

        static IEnumerable<string> Permissions(JsonDocument definitions) =>
            definitions.RootElement.GetProperty("permissions").EnumerateArray()
                .Select(permission => string.Join(' ', permission.EnumerateObject()
                    .OrderBy(property => property.Name, StringComparer.Ordinal)
                    .Select(property => property.Value.GetString())));
    }

    private static Task<IConnection> ConnectAsync(RabbitServer server, string user) =>
        new ConnectionFactory { Uri = new Uri(server.ConnectionString(user)) }.CreateConnectionAsync(Cancelled);

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

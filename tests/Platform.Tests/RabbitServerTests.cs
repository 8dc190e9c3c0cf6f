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

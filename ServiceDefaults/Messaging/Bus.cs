using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ServiceDefaults.Messaging;

/// <summary>
/// Joins a service to the bus: its own exchange for what it tells, one quorum queue for whole streams of those it listens to.
/// </summary>
public static class Bus
{
    private const int Deliveries = 20;
    private const int Together = 32;
    private static readonly TimeSpan WaitForMore = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan DeclareWithin = TimeSpan.FromMinutes(2);

    public static WebApplicationBuilder AddMessaging<TDb>(
        this WebApplicationBuilder builder, string service, Action<EventMap<TDb>> events)
        where TDb : DbContext
    {
        var map = new EventMap<TDb>();
        events(map);
        builder.Services.AddSingleton(map);
        builder.Services.AddSingleton(new PublishedTypes(map.Published));
        builder.Services.AddSingleton<RelaySignal>();
        builder.Services.AddSingleton<IInbox, Inbox<TDb>>();
        builder.Services.AddMessagingMeasures();

        // Tests of single slices put events in by hand and read the outbox; everything else has a broker.
        if (builder.Configuration["Messaging:Transport"] == "none")
        {
            return builder;
        }

        builder.Services.AddMessagingHealth();
        builder.Services.AddHostedService<OutboxRelay>();
        builder.Services.AddHostedService<InboxSweep>();
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((context, rabbit) => Join(rabbit, service, map.Publishers, context)));
        return builder;
    }

    /// <summary>Where a service tells its events.</summary>
    internal static string ExchangeOf(string publisher) => $"{publisher}.events";

    /// <summary>
    /// Makes the service's queue and binds it to those that it listens to, without listening yet: what they tell from now on waits for
    /// it. Part of the step before a service starts.
    /// </summary>
    internal static async Task DeclareAsync<TDb>(ServiceName service, IServiceProvider services)
        where TDb : DbContext
    {
        // The bus of the process would listen; this one is configured alike and only declares.
        var declaring = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.DeployTopologyOnly = true;
            Join(rabbit, service.Name, services.GetRequiredService<EventMap<TDb>>().Publishers, services);
        });
        using var limit = new CancellationTokenSource(DeclareWithin);
        await declaring.DeployAsync(limit.Token);
    }

    private static void Join(
        IRabbitMqBusFactoryConfigurator rabbit, string service, IReadOnlyList<string> publishers, IServiceProvider services)
    {
        LogContext.ConfigureCurrentLogContext(services.GetRequiredService<ILoggerFactory>());
        var address = new Uri(services.GetRequiredService<IConfiguration>().GetConnectionString("bus")
            ?? throw new InvalidOperationException("ConnectionStrings:bus is missing: where is the broker?"));
        var user = address.UserInfo.Split(':', 2);
        rabbit.Host(new UriBuilder(address) { UserName = "", Password = "" }.Uri, host =>
        {
            host.Username(Uri.UnescapeDataString(user[0]));
            host.Password(Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""));
        });
        rabbit.Publish<EventEnvelope>(publish => publish.Exclude = true);
        if (publishers.Count > 0)
        {
            rabbit.ReceiveEndpoint($"{service}.inbox", queue => Listen(queue, service, publishers, services));
        }
    }

    private static void Listen(
        IRabbitMqReceiveEndpointConfigurator queue, string service, IReadOnlyList<string> publishers, IServiceProvider services)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", Deliveries);
        queue.BindDeadLetterQueue($"{service}.inbox.dead", $"{service}.inbox.dead", dead => dead.SetQuorumQueue());
        queue.ConfigureConsumeTopology = false;
        queue.PublishFaults = false;
        // While some are applied, the next are collected.
        queue.PrefetchCount = 2 * Together;
        queue.ConcurrentMessageLimit = 2 * Together;
        foreach (var publisher in publishers)
        {
            queue.Bind(ExchangeOf(publisher), exchange => exchange.ExchangeType = "fanout");
        }

        var inbox = services.GetRequiredService<IInbox>();
        queue.Batch<EventEnvelope>(batch =>
        {
            batch.MessageLimit = Together;
            batch.TimeLimit = WaitForMore;
            batch.ConcurrencyLimit = 1;
            batch.Consumer(() => new Arrivals(inbox));
        });
    }

    private sealed class Arrivals(IInbox inbox) : IConsumer<Batch<EventEnvelope>>
    {
        public Task Consume(ConsumeContext<Batch<EventEnvelope>> context) => inbox.ReceiveAsync(
            // The exchange is the broker's word: only the service whose name it bears may write to it.
            [
                .. context.Message.Select(arrived => new Arrival(
                    arrived.Message, arrived.GetPayload<RabbitMqBasicConsumeContext>().Exchange))
            ],
            context.CancellationToken);
    }
}

/// <summary>The closed list of what this service tells.</summary>
internal sealed record PublishedTypes(IReadOnlySet<string> Names);

using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Messaging;

/// <summary>What an operator watches of a service's events: whether they leave, and whether they arrive.</summary>
internal static class MessagingMeasures
{
    public static void AddMessagingMeasures(this IServiceCollection services)
    {
        services.AddSingleton(Measure.OfTable(
            "outbox.unsent", "{event}", "Events that wait to be sent", "SELECT count(*) FROM outbox WHERE sent_at IS NULL"));
        services.AddSingleton(Measure.OfTable(
            "outbox.oldest", "s", "How long the oldest unsent event has waited",
            "SELECT coalesce(extract(epoch FROM now() - min(stored_at)), 0) FROM outbox WHERE sent_at IS NULL"));
        services.AddSingleton(Measure.OfTable(
            "inbox.waiting", "{event}", "Events that wait here for an earlier one", "SELECT count(*) FROM inbox WHERE state = 'Waiting'"));
        services.AddSingleton(Measure.OfTable(
            "inbox.parked", "{event}", "Events that broke here and wait for an operator", "SELECT count(*) FROM inbox WHERE state = 'Parked'"));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Messaging;

/// <summary>Joins a service to the bus.</summary>
public static class Bus
{
    public static WebApplicationBuilder AddMessaging<TDb>(
        this WebApplicationBuilder builder, string service, Action<EventMap<TDb>> events)
        where TDb : DbContext
    {
        var map = new EventMap<TDb>();
        events(map);
        builder.Services.AddSingleton(map);
        builder.Services.AddSingleton<RelaySignal>();
        return builder;
    }
}

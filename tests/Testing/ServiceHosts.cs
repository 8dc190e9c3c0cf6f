using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Testing;

/// <summary>Starts a service on the run's servers.</summary>
public static class ServiceHosts
{
    /// <summary>On a database of its own and without a broker.</summary>
    public static async Task<ServiceHost<TDb>> StartAsync<TDb>(
        this Servers servers, string service, params IEnumerable<KeyValuePair<string, string>> settings)
        where TDb : DbContext =>
        await servers.StartAsync<TDb>(service, await servers.CreateDatabaseAsync(service), broker: null, settings);

    /// <summary>On a database that may have been used before, and on a broker when one is given.</summary>
    public static async Task<ServiceHost<TDb>> StartAsync<TDb>(
        this Servers servers,
        string service,
        string database,
        RabbitServer? broker,
        params IEnumerable<KeyValuePair<string, string>> settings)
        where TDb : DbContext
    {
        KeyValuePair<string, string> bus = broker is null
            ? new("Messaging:Transport", "none")
            : new("ConnectionStrings:bus", broker.ConnectionString(service));
        await Migrations.MigrateAsync<TDb>(
            new ServiceName(service),
            servers.Postgres.OwnerConnectionString(database),
            servers.Postgres.ConnectionString(database, service));
        var host = new ServiceHost<TDb>(servers, service, database, [bus, .. settings]);
        _ = host.Services;
        return host;
    }
}

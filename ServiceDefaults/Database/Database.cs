using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDefaults.Messaging;

namespace ServiceDefaults;

/// <summary>The service's own database.</summary>
public static class Database
{
    public static WebApplicationBuilder AddDatabase<TDb>(this WebApplicationBuilder builder, string service)
        where TDb : DbContext
    {
        // Whoever writes a migration needs the model and no database: only a service that starts must know where its own is.
        var connectionString = builder.Configuration.GetConnectionString(service);
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString ?? "Host=nowhere") { Name = service }.Build());
        builder.Services.AddSingleton<Tenancy>();
        builder.Services.AddSingleton<UploadsPerClient>();
        builder.Services.AddDatabaseHealth();
        builder.Services.AddHostedService<StoredAnswerExpiry>();
        builder.Services.AddSingleton<Measures>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Measures>());
        builder.Services.AddScoped<OutboxSignal>();
        builder.Services.AddScoped<Idempotency>();
        builder.Services.AddDbContext<TDb>((provider, options) =>
        {
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>());
            options.AddInterceptors(provider.GetRequiredService<OutboxSignal>());
        });
        builder.Services.AddScoped<DbContext>(provider => provider.GetRequiredService<TDb>());
        return builder;
    }
}

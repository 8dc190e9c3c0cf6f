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
        builder.Services.AddSingleton(provider =>
        {
            var connectionString = provider.GetRequiredService<IConfiguration>().GetConnectionString(service)
                ?? throw new InvalidOperationException($"ConnectionStrings:{service} is missing: where is this service's database?");
            return new NpgsqlDataSourceBuilder(connectionString) { Name = service }.Build();
        });
        builder.Services.AddSingleton<Tenancy>();
        builder.Services.AddDatabaseHealth();
        builder.Services.AddHostedService<StoredAnswerExpiry>();
        builder.Services.AddScoped<OutboxSignal>();
        builder.Services.AddScoped<Idempotency>();
        builder.Services.AddDbContext<TDb>((provider, options) =>
        {
            // Whoever writes a migration needs the model and no database.
            if (provider.GetRequiredService<IConfiguration>().GetConnectionString(service) is null)
            {
                options.UseNpgsql("Host=nowhere");
                return;
            }

            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>());
            options.AddInterceptors(provider.GetRequiredService<OutboxSignal>());
        });
        builder.Services.AddScoped<DbContext>(provider => provider.GetRequiredService<TDb>());
        return builder;
    }
}

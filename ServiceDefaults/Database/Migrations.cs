using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDefaults.Messaging;

namespace ServiceDefaults;

/// <summary>
/// The step before a service starts: roles, tables, who may do what to which row, and the queue in which events wait for it.
/// </summary>
public static class Migrations
{
    /// <summary>Once it is done for every service, nothing that one of them tells is lost, whichever starts first.</summary>
    public static async Task MigrateAsync<TDb>(this WebApplication app)
        where TDb : DbContext
    {
        var service = app.Services.GetRequiredService<ServiceName>();
        var configuration = app.Services.GetRequiredService<IConfiguration>();
        await MigrateAsync<TDb>(
            service, ConnectionString(configuration, $"{service.Name}-owner"), ConnectionString(configuration, service.Name));
        await Bus.DeclareAsync<TDb>(service, app.Services);
    }

    /// <summary>Brings one database up to date; <paramref name="login"/> is how the service itself will sign in.</summary>
    public static async Task MigrateAsync<TDb>(ServiceName service, string owner, string login)
        where TDb : DbContext
    {
        await using var source = new NpgsqlDataSourceBuilder(owner).Build();
        await using var connection = await source.OpenConnectionAsync();
        await CreateRolesAsync(connection, owner, service, new NpgsqlConnectionStringBuilder(login));

        // Not the owner's to create, and needed to forbid overlapping date ranges.
        await RunAsync(connection, "CREATE EXTENSION IF NOT EXISTS btree_gist");
        await RunAsync(connection, $"SET ROLE {service.OwnerRole}");

        var options = new DbContextOptionsBuilder<TDb>().UseNpgsql(connection).Options;
        await using (var db = (TDb)Activator.CreateInstance(typeof(TDb), options)!)
        {
            await db.Database.MigrateAsync();
        }

        var platform = Embedded(typeof(Migrations).Assembly, "PlatformAccess.sql")
            .Replace("service_owner", service.OwnerRole, StringComparison.Ordinal)
            .Replace("service_api", service.ApiRole, StringComparison.Ordinal)
            .Replace("service_worker", service.WorkerRole, StringComparison.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, platform);
        await RunAsync(connection, Embedded(typeof(TDb).Assembly, "Access.sql"));
        foreach (var view in typeof(TDb).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && !name.EndsWith("Access.sql", StringComparison.Ordinal)))
        {
            await RunAsync(connection, Embedded(typeof(TDb).Assembly, view));
        }

        await transaction.CommitAsync();
    }

    private static async Task CreateRolesAsync(
        NpgsqlConnection connection, string owner, ServiceName service, NpgsqlConnectionStringBuilder login)
    {
        // Roles are the server's and two steps at once must not both create them; an advisory lock is a database's, so all steps take it
        // in the one database that every server has.
        await using var everyones = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(owner) { Database = "postgres", Pooling = false }.ConnectionString);
        await everyones.OpenAsync();
        await RunAsync(everyones, "SELECT pg_advisory_lock(hashtext('shared-services-roles'))");
        foreach (var role in new[] { service.OwnerRole, service.ApiRole, service.WorkerRole })
        {
            await CreateAsync(connection, role, $"CREATE ROLE {Quoted(role)} NOLOGIN");
        }

        await CreateAsync(
            connection,
            login.Username!,
            $"CREATE ROLE {Quoted(login.Username!)} LOGIN NOINHERIT PASSWORD '{login.Password?.Replace("'", "''", StringComparison.Ordinal)}'");
        await RunAsync(connection, $"GRANT {service.ApiRole}, {service.WorkerRole} TO {Quoted(login.Username!)}");
        await RunAsync(connection, $"GRANT CREATE, USAGE ON SCHEMA public TO {service.OwnerRole}");
        await RunAsync(connection, $"GRANT CREATE ON DATABASE {Quoted(connection.Database)} TO {service.OwnerRole}");
        await RunAsync(connection, $"GRANT {service.OwnerRole} TO CURRENT_USER");
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string role, string statement)
    {
        await using var command = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection)
        {
            Parameters = { new() { Value = role } }
        };
        if (await command.ExecuteScalarAsync() is null)
        {
            await RunAsync(connection, statement);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string ConnectionString(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is missing: the migration step needs it.");

    private static string Embedded(Assembly assembly, string name)
    {
        var resource = assembly.GetManifestResourceNames().SingleOrDefault(candidate => candidate.EndsWith(name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} embeds no {name}: who may do what to its tables?");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

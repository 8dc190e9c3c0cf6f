using Npgsql;

namespace Testing;

/// <summary>The run's PostgreSQL, by the connection of its owner.</summary>
public sealed class PostgresServer(string owner)
{
    public string ConnectionString(string database, string user) =>
        new NpgsqlConnectionStringBuilder(owner) { Database = database, Username = user, Password = Servers.PasswordOf(user) }.ConnectionString;

    /// <summary>For migrations and for looking behind the API only: may do anything.</summary>
    public string OwnerConnectionString(string database) => new NpgsqlConnectionStringBuilder(owner) { Database = database }.ConnectionString;

    public async Task CreateDatabaseAsync(string database)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        await create.ExecuteNonQueryAsync();
    }
}

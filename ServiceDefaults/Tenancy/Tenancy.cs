using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ServiceDefaults;

/// <summary>
/// Opens transactions in which PostgreSQL itself shows one council's rows only. Role and council are set for the transaction
/// and end with it, so a pooled connection carries nothing over.
/// </summary>
public sealed class Tenancy(ServiceName service, BusinessClock clock, IHostEnvironment environment)
{
    public Task<IDbContextTransaction> BeginAsync(DbContext db, Caller caller, CancellationToken cancellationToken = default) =>
        BeginAsync(db, service.ApiRole, caller.Council, cancellationToken);

    /// <summary>For what serves no caller: consumers, runs, the relay.</summary>
    public Task<IDbContextTransaction> BeginAsWorkerAsync(DbContext db, CancellationToken cancellationToken = default) =>
        BeginAsync(db, service.WorkerRole, council: "", cancellationToken);

    public Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection, Caller caller, CancellationToken cancellationToken = default) =>
        BeginAsync(connection, service.ApiRole, caller.Council, cancellationToken);

    public Task<NpgsqlTransaction> BeginAsWorkerAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default) =>
        BeginAsync(connection, service.WorkerRole, council: "", cancellationToken);

    private async Task<IDbContextTransaction> BeginAsync(
        DbContext db, string role, string council, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await ActAsync(
                (NpgsqlConnection)db.Database.GetDbConnection(),
                (NpgsqlTransaction)transaction.GetDbTransaction(),
                role,
                council,
                cancellationToken);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }

        return transaction;
    }

    private async Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection, string role, string council, CancellationToken cancellationToken)
    {
        if (connection.State is not ConnectionState.Open)
        {
            await connection.OpenAsync(cancellationToken);
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ActAsync(connection, transaction, role, council, cancellationToken);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }

        return transaction;
    }

    // The business clock rides along: every replica follows a change from its next transaction on, for no extra round trip.
    private async Task ActAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string role, string council, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"SET LOCAL ROLE {role}"),
                new("SELECT set_config('app.council', $1, true)") { Parameters = { new() { Value = council } } }
            }
        };

        if (environment.IsProduction())
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return;
        }

        batch.BatchCommands.Add(new("SELECT now FROM business_clock"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        clock.Set(await reader.ReadAsync(cancellationToken) ? await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken) : null);
    }
}

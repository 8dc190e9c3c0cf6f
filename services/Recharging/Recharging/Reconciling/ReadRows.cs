using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Values;

namespace Recharging.Reconciling;

/// <summary>Reads rows as they come, for what has hundreds of thousands of them and needs no entity of one.</summary>
internal static class ReadRows
{
    /// <param name="db">In whose transaction, and as whom.</param>
    /// <param name="sql">With <c>$1</c>, <c>$2</c> … for the values.</param>
    /// <param name="read">Makes one thing of the row that the reader stands on.</param>
    /// <param name="values">A null is a list of texts that is not given.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<List<T>> RowsAsync<T>(
        this RechargingDb db, string sql, Func<NpgsqlDataReader, T> read, object?[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value });
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    public static string? Maybe(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Money? MaybePence(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new Money(row.GetInt64(column));
}

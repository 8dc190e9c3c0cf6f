using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace ServiceDefaults.Messaging;

/// <summary>What the inbox asks of its tables, each in one round trip.</summary>
internal static class InboxStreams
{
    /// <summary>The savepoint from which an event's effect can be undone; <see cref="NextAsync"/> sets it.</summary>
    public const string Effect = "effect";

    /// <summary>
    /// Locks the aggregate's stream, keeps the event that arrived unless it is an old one, and returns the one whose turn it is.
    /// </summary>
    public static async Task<InboxMessage?> NextAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Turn turn,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (publisher, aggregate, arrived) = turn;
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new(
            """
            INSERT INTO inbox_stream AS stream (publisher, aggregate, version) VALUES ($1, $2, 0)
            ON CONFLICT (publisher, aggregate) DO UPDATE SET version = stream.version
            """)
        {
            Parameters = { new() { Value = publisher }, new() { Value = aggregate } }
        });
        if (arrived is not null)
        {
            batch.BatchCommands.Add(Keep(arrived, now));
        }

        batch.BatchCommands.Add(new($"SAVEPOINT {Effect}"));
        batch.BatchCommands.Add(new(
            """
            SELECT event_id, inbox.version, type, occurred_at, payload::text, trace_parent, received_at, state
            FROM inbox JOIN inbox_stream USING (publisher, aggregate)
            WHERE publisher = $1 AND aggregate = $2 AND inbox.version = inbox_stream.version + 1
            """)
        {
            Parameters = { new() { Value = publisher }, new() { Value = aggregate } }
        });

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        return new InboxMessage
        {
            EventId = reader.GetGuid(0),
            Publisher = publisher,
            Aggregate = aggregate,
            Version = reader.GetInt64(1),
            Type = reader.GetString(2),
            OccurredAt = reader.GetFieldValue<DateTimeOffset>(3),
            Payload = reader.GetString(4),
            TraceParent = await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5),
            ReceivedAt = reader.GetFieldValue<DateTimeOffset>(6),
            State = Enum.Parse<InboxState>(reader.GetString(7))
        };
    }

    /// <summary>
    /// Checks what its effect owes at the transaction's end, and says what became of the event; the stream moves on unless it is
    /// parked. Returns whether the stream's next event waits already.
    /// </summary>
    public static async Task<bool> MarkAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        InboxMessage message,
        InboxState state,
        string? reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("SET CONSTRAINTS ALL IMMEDIATE"),
                new("SET CONSTRAINTS ALL DEFERRED"),
                new($"RELEASE SAVEPOINT {Effect}")
            }
        };
        batch.BatchCommands.Add(new("UPDATE inbox SET state = $2, reason = $3, handled_at = $4 WHERE event_id = $1")
        {
            Parameters =
            {
                new() { Value = message.EventId }, new() { Value = state.ToString() },
                new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = now }
            }
        });
        if (state is not InboxState.Parked)
        {
            batch.BatchCommands.Add(new("UPDATE inbox_stream SET version = $3 WHERE publisher = $1 AND aggregate = $2")
            {
                Parameters = { new() { Value = message.Publisher }, new() { Value = message.Aggregate }, new() { Value = message.Version } }
            });
        }

        batch.BatchCommands.Add(new(
            """
            SELECT EXISTS (
                SELECT FROM inbox JOIN inbox_stream USING (publisher, aggregate)
                WHERE publisher = $1 AND aggregate = $2 AND state = 'Waiting' AND inbox.version = inbox_stream.version + 1)
            """)
        {
            Parameters = { new() { Value = message.Publisher }, new() { Value = message.Aggregate } }
        });
        return await batch.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>
    /// Keeps an event whose publisher is not who it says, beside all streams: it takes the place of nobody's version and is never
    /// applied.
    /// </summary>
    public static async Task ParkAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Arrival forged, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (arrived, exchange) = forged;

        // Not the id that it says: that may be one of the publisher's own, which is still to come.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{exchange}/{arrived.EventId}")).AsSpan(0, 16));
        var parked = With(
            """
            INSERT INTO inbox
                (event_id, publisher, aggregate, version, type, occurred_at, payload, trace_parent, received_at, handled_at, state, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 'Parked', $10)
            ON CONFLICT DO NOTHING
            """,
            arrived with { EventId = id, Publisher = $"{exchange} as {arrived.Publisher}" },
            now);
        parked.Parameters.Add(new() { Value = $"It says that {arrived.Publisher} told it, and came from {exchange}." });
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { parked } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Keep(EventEnvelope arrived, DateTimeOffset now) => With(
        """
        INSERT INTO inbox (event_id, publisher, aggregate, version, type, occurred_at, payload, trace_parent, received_at, state)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 'Waiting'
        WHERE $4 > (SELECT version FROM inbox_stream WHERE publisher = $2 AND aggregate = $3)
        ON CONFLICT DO NOTHING
        """,
        arrived,
        now);

    private static NpgsqlBatchCommand With(string sql, EventEnvelope arrived, DateTimeOffset now) => new(sql)
    {
        Parameters =
        {
            new() { Value = arrived.EventId }, new() { Value = arrived.Publisher }, new() { Value = arrived.Aggregate },
            new() { Value = arrived.Version }, new() { Value = arrived.Type }, new() { Value = arrived.OccurredAt.ToUniversalTime() },
            new() { Value = arrived.Payload, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = (object?)arrived.TraceParent ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = now }
        }
    };
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ServiceDefaults;

/// <summary>
/// Does a keyed request once. Key, effect, events and answer are one transaction; a repetition gets the first answer's bytes.
/// While it runs, its key is locked in the same transaction, so a crash frees it at once.
/// </summary>
public sealed class Idempotency(IHttpContextAccessor accessor, Tenancy tenancy, TimeProvider clock)
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";
    internal const int LongestKey = 255;
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly string[] StoredHeaders = ["Content-Type", "Location", "ETag"];

    /// <summary>Null when the key is there and well formed.</summary>
    public static ProblemHttpResult? Check(HttpRequest request)
    {
        var keys = request.Headers[KeyHeader];
        return keys.Count switch
        {
            0 => Problems.Invalid(KeyHeader, "Send an Idempotency-Key header, so that sending this again can't do it twice."),
            1 when keys[0] is { Length: > 0 and <= LongestKey } key && key.All(letter => letter is >= ' ' and <= '~') => null,
            _ => Problems.Invalid(KeyHeader, $"One Idempotency-Key of 1 to {LongestKey} printable ASCII characters, please.")
        };
    }

    /// <summary>
    /// For an endpoint that streams its body in by itself (<see cref="ApiEndpoints.WithOwnTransaction{T}"/>): opens the transaction,
    /// unless one is open on <paramref name="db"/>, gives the first answer again or runs the effect, and commits.
    /// </summary>
    /// <param name="contentDigest">SHA-256 of the body as it arrived.</param>
    public async Task<IResult> OnceAsync(
        DbContext db, byte[] contentDigest, Func<CancellationToken, Task<IResult>> effect, CancellationToken cancellationToken)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("Idempotency keys belong to requests.");
        await AnswerAsync(
            context,
            db,
            contentDigest,
            async () => await (await effect(cancellationToken)).ExecuteAsync(context),
            cancellationToken);
        return TypedResults.Empty;
    }

    internal async Task AnswerAsync(
        HttpContext context, DbContext db, byte[] contentDigest, Func<Task> respond, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var key = context.Request.Headers[KeyHeader].ToString();
        var fingerprint = Fingerprint(context.Request, contentDigest);
        await using var transaction = db.Database.CurrentTransaction ?? await tenancy.BeginAsync(db, caller, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();

        if (!await LockAsync(connection, transaction, caller, key, cancellationToken))
        {
            context.Response.Headers.RetryAfter = "1";
            await Problems.Conflict("still-running", "The first request with this Idempotency-Key is still running. Try again.")
                .ExecuteAsync(context);
            return;
        }

        if (await FindAsync(connection, caller, key, cancellationToken) is { } first)
        {
            await (CryptographicOperations.FixedTimeEquals(first.Fingerprint, fingerprint)
                ? ReplayAsync(context, first)
                : Problems.KeyReused().ExecuteAsync(context));
            return;
        }

        var body = await BufferedAsync(context, respond);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            await StoreAsync(connection, caller, key, fingerprint, context.Response, body, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
        }
        else
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }

        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body, cancellationToken);
        }
    }

    // The lock ends with the transaction: after a crash the key is free again, without a lease to wait for.
    private static async Task<bool> LockAsync(
        NpgsqlConnection connection, IDbContextTransaction transaction, Caller caller, string key, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction)transaction.GetDbTransaction())
        {
            BatchCommands =
            {
                new("SET LOCAL lock_timeout = '2s'"),
                new("SELECT pg_advisory_xact_lock($1)") { Parameters = { new() { Value = LockNumber(caller, key) } } },
                new("SET LOCAL lock_timeout = 0")
            }
        };
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return false;
        }
    }

    private static long LockNumber(Caller caller, string key) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Issuer}\n{ClientOf(caller)}\n{key}")));

    private static string ClientOf(Caller caller) =>
        caller.IsOfficer ? $"person {caller.Subject}" : $"client {caller.Client ?? caller.Subject}";

    private async Task<StoredAnswer?> FindAsync(
        NpgsqlConnection connection, Caller caller, string key, CancellationToken cancellationToken)
    {
        await using (var expire = new NpgsqlCommand(
            "DELETE FROM idempotency WHERE issuer = $1 AND client = $2 AND key = $3 AND stored_at < $4", connection)
        {
            Parameters =
            {
                new() { Value = caller.Issuer }, new() { Value = ClientOf(caller) }, new() { Value = key },
                new() { Value = clock.GetUtcNow() - Kept }
            }
        })
        {
            await expire.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var find = new NpgsqlCommand(
            "SELECT council, fingerprint, status, headers::text, body, stored_at FROM idempotency WHERE issuer = $1 AND client = $2 AND key = $3",
            connection)
        {
            Parameters = { new() { Value = caller.Issuer }, new() { Value = ClientOf(caller) }, new() { Value = key } }
        };
        await using var reader = await find.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredAnswer
            {
                Issuer = caller.Issuer,
                Client = ClientOf(caller),
                Key = key,
                Council = reader.GetString(0),
                Fingerprint = reader.GetFieldValue<byte[]>(1),
                Status = reader.GetInt32(2),
                Headers = reader.GetString(3),
                Body = reader.GetFieldValue<byte[]>(4),
                StoredAt = reader.GetFieldValue<DateTimeOffset>(5)
            }
            : null;
    }

    private async Task StoreAsync(
        NpgsqlConnection connection,
        Caller caller,
        string key,
        byte[] fingerprint,
        HttpResponse response,
        byte[] body,
        CancellationToken cancellationToken)
    {
        var headers = StoredHeaders.Where(response.Headers.ContainsKey)
            .ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal);
        await using var store = new NpgsqlCommand(
            """
            INSERT INTO idempotency (issuer, client, key, council, fingerprint, status, headers, body, stored_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = caller.Issuer }, new() { Value = ClientOf(caller) }, new() { Value = key },
                new() { Value = caller.Council }, new() { Value = fingerprint }, new() { Value = response.StatusCode },
                new() { Value = JsonSerializer.Serialize(headers), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = body }, new() { Value = clock.GetUtcNow() }
            }
        };
        await store.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(answer.Headers)!)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[ReplayedHeader] = "true";
        if (answer.Body.Length > 0)
        {
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static async Task<byte[]> BufferedAsync(HttpContext context, Func<Task> respond)
    {
        var wire = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await respond();
        }
        finally
        {
            context.Response.Body = wire;
        }

        return buffer.ToArray();
    }

    private static byte[] Fingerprint(HttpRequest request, byte[] contentDigest) => SHA256.HashData(
        [.. Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n"), .. contentDigest]);
}

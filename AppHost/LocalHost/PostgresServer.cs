using System.Diagnostics;
using Npgsql;

namespace LocalHost;

/// <summary>Whether a commit must survive a crash of the machine; throw-away data need not, and is faster.</summary>
public enum Durability
{
    Durable,
    ThrowAway
}

/// <summary>A private PostgreSQL in a data folder of its own, on 127.0.0.1 and a free port.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const string Account = "postgres";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private readonly string folder;
    private readonly Durability durability;
    private readonly Secrets secrets;
    private LocalProcess? process;

    private PostgresServer(string folder, Durability durability)
    {
        this.folder = Path.GetFullPath(folder);
        this.durability = durability;
        secrets = Secrets.Of(this.folder);
    }

    public int Port { get; private set; }

    public int Pid => process?.Pid ?? throw new InvalidOperationException("PostgreSQL has not been started.");

    private string Data => Path.Combine(folder, "data");

    private string LogFile => Path.Combine(folder, "postgres.log");

    /// <summary>Starts a server on the folder's data, which are created when there are none, and waits until it answers.</summary>
    public static async Task<PostgresServer> StartAsync(
        string folder, Durability durability = Durability.Durable, CancellationToken cancellationToken = default)
    {
        var server = new PostgresServer(folder, durability);
        await server.CreateDataAsync(cancellationToken);
        await Leftover.GoneAsync(Path.Combine(server.Data, "postmaster.pid"), server.Data, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            server.Port = Ports.Free();
            try
            {
                await server.RestartAsync(cancellationToken);
                return server;
            }
            catch (LocalHostException) when (attempt < 3 && !Ports.IsFree(server.Port))
            {
                // Another process took the port between the choice and the start: choose again.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    public string ConnectionString(string database, string user) => ConnectionString(database, user, secrets.PasswordOf(user));

    /// <summary>For migrations and tests only: may do anything.</summary>
    public string OwnerConnectionString(string database) => ConnectionString(database, Superuser);

    public async Task CreateDatabaseAsync(string database, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
        exists.Parameters.AddWithValue(database);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return;
        }

        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>SIGKILL: what a crash leaves behind is what the next start finds.</summary>
    public Task KillAsync() => process?.KillAsync() ?? Task.CompletedTask;

    public Task StopAsync() => process?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Starts it again on the same data and port.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        process = await LocalProcess.StartAsync(Plan("postgres", [Programs.Postgres("postgres"), "-D", Data, .. Settings()]));
        await WaitUntilItAnswersAsync(process, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
            process = null;
        }
    }

    private async Task CreateDataAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(Data, "PG_VERSION")))
        {
            return;
        }

        Directory.CreateDirectory(Data);
        var passwordFile = Path.Combine(folder, "superuser-password");
        await File.WriteAllTextAsync(passwordFile, secrets.PasswordOf(Superuser), cancellationToken);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Environment.IsPrivilegedProcess)
        {
            await LocalProcess.RunAsync(
                new ProgramPlan("chown", LogFile, ["chown", "-R", $"{Account}:", Data, passwordFile]), cancellationToken);
        }

        await LocalProcess.RunAsync(
            Plan("initdb", [
                Programs.Postgres("initdb"), "-D", Data, "--username", Superuser, "--pwfile", passwordFile,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"]),
            cancellationToken);
        File.Delete(passwordFile);
    }

    private IEnumerable<string> Settings()
    {
        string[] settings =
        [
            $"port={Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", "timezone=UTC", "log_timezone=UTC",
            .. durability is Durability.ThrowAway ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : Array.Empty<string>()
        ];
        return settings.SelectMany(setting => new[] { "-c", setting });
    }

    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients to leave.
    private ProgramPlan Plan(string name, IReadOnlyList<string> command) => new(name, LogFile, command)
    {
        CleanEnvironment = true,
        StopSignal = Signal.Interrupt,
        User = Environment.IsPrivilegedProcess ? Account : null,
        ReachesClosedFolders = Environment.IsPrivilegedProcess && !IsOpenToOthers(folder)
    };

    private static bool IsOpenToOthers(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private async Task WaitUntilItAnswersAsync(LocalProcess starting, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var withoutPool = new NpgsqlConnectionStringBuilder(OwnerConnectionString("postgres")) { Pooling = false, Timeout = 5 };
        while (true)
        {
            if (starting.HasExited)
            {
                throw new LocalHostException($"PostgreSQL ended while it started.\n{starting.LogTail()}");
            }

            try
            {
                await using var connection = new NpgsqlConnection(withoutPool.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < StartLimit)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private string ConnectionString(string database, string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = password
    }.ConnectionString;
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LocalHost;

/// <summary>A private RabbitMQ in a data folder of its own, with one user per service that may write to its own exchange only.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private const string Administrator = "administrator";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private readonly string folder;
    private readonly IReadOnlyList<string> services;
    private readonly Secrets secrets;
    private LocalProcess? portMapper;
    private LocalProcess? broker;

    private RabbitServer(string folder, IReadOnlyList<string> services)
    {
        this.folder = Path.GetFullPath(folder);
        this.services = services;
        secrets = Secrets.Of(this.folder);
    }

    public int Port { get; private set; }

    public int Pid => broker?.Pid ?? throw new InvalidOperationException("RabbitMQ has not been started.");

    /// <summary>For tests only: may do anything.</summary>
    public string AdministratorConnectionString => ConnectionString(Administrator);

    private int PortMapperPort { get; set; }

    private int DistributionPort { get; set; }

    private string PidFile => Path.Combine(folder, "broker.pid");

    private string LogFile => Path.Combine(folder, "rabbitmq.log");

    /// <summary>Starts a broker on the folder's data with a user for each of the services, and waits until it is ready.</summary>
    public static async Task<RabbitServer> StartAsync(
        string folder, IReadOnlyList<string> services, CancellationToken cancellationToken = default)
    {
        var server = new RabbitServer(folder, services);
        await Leftover.GoneAsync(server.PidFile, server.folder, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            (server.Port, server.PortMapperPort, server.DistributionPort) = (Ports.Free(), Ports.Free(), Ports.Free());
            try
            {
                await server.StartPortMapperAsync(cancellationToken);
                await server.RestartAsync(cancellationToken);
                return server;
            }
            catch (LocalHostException) when (attempt < 3 && server.APortWasTaken())
            {
                // Another process took a port between the choice and the start: choose again.
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    public string ConnectionString(string user) => $"amqp://{user}:{secrets.PasswordOf(user)}@127.0.0.1:{Port}";

    /// <summary>SIGKILL: what a crash leaves behind is what the next start finds.</summary>
    public Task KillAsync() => broker?.KillAsync() ?? Task.CompletedTask;

    public Task StopAsync() => broker?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Starts it again on the same data and port.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (broker is not null)
        {
            await broker.DisposeAsync();
        }

        await WriteConfigurationAsync(cancellationToken);
        var logBefore = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
        broker = await LocalProcess.StartAsync(new ProgramPlan("rabbitmq", LogFile, [Programs.RabbitServer, "-noinput"])
        {
            CleanEnvironment = true,
            Environment = ServerEnvironment(),
            WorkingDirectory = folder
        });
        await File.WriteAllTextAsync(PidFile, $"{broker.Pid}\n", cancellationToken);
        await WaitForLineAsync("Server startup complete", logBefore, broker, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (LocalProcess?[])[broker, portMapper])
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        (broker, portMapper) = (null, null);
    }

    private async Task StartPortMapperAsync(CancellationToken cancellationToken)
    {
        portMapper = await LocalProcess.StartAsync(new ProgramPlan(
            "epmd", Path.Combine(folder, "epmd.log"), [Programs.Epmd, "-port", $"{PortMapperPort}", "-address", "127.0.0.1"])
        {
            CleanEnvironment = true
        });
        var clock = Stopwatch.StartNew();
        while (Ports.IsFree(PortMapperPort))
        {
            if (portMapper.HasExited || clock.Elapsed > StartLimit)
            {
                throw new LocalHostException($"Erlang's port mapper did not start.\n{portMapper.LogTail()}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private bool APortWasTaken() =>
        broker is not { HasExited: false } && !(Ports.IsFree(Port) && Ports.IsFree(DistributionPort));

    private Dictionary<string, string> ServerEnvironment() => new(StringComparer.Ordinal)
    {
        ["HOME"] = folder,
        ["ERL_EPMD_PORT"] = $"{PortMapperPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_ALLOW_INPUT"] = "1",  // makes the script replace itself by the broker
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_NODENAME"] = "dev@localhost",  // part of the data folder's identity: never changes
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
        ["RABBITMQ_MNESIA_DIR"] = Path.Combine(folder, "data", "node"),
        ["RABBITMQ_LOG_BASE"] = folder,
        ["RABBITMQ_DIST_PORT"] = $"{DistributionPort}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none"
    };

    private async Task WriteConfigurationAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n", cancellationToken);
        var definitions = Path.Combine(folder, "definitions.json");
        await File.WriteAllTextAsync(definitions, JsonSerializer.Serialize(Definitions()), cancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "rabbitmq.conf"),
            [$"listeners.tcp.1 = 127.0.0.1:{Port}", "log.console = true", "log.file = false", $"load_definitions = {definitions}"],
            cancellationToken);
    }

    // A service declares what it needs and reads what others tell, but it writes to what bears its own name only:
    // that is what lets a subscriber trust the publisher of an event.
    private object Definitions() => new
    {
        vhosts = new[] { new { name = "/" } },
        users = services.Append(Administrator).Select(user => new
        {
            name = user,
            password_hash = PasswordHash(secrets.PasswordOf(user)),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = user == Administrator ? "administrator" : ""
        }),
        permissions = services
            .Select(service => Permission(service, write: $@"^{service}\..*$", read: $@"^({service}\..*|[a-z-]+\.events)$"))
            .Append(Permission(Administrator, write: ".*", read: ".*"))
    };

    private static object Permission(string user, string write, string read) =>
        new { user, vhost = "/", configure = ".*", write, read };

    private static string PasswordHash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }

    private async Task WaitForLineAsync(string line, long from, LocalProcess starting, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await LogHasAsync(line, from, cancellationToken))
        {
            if (starting.HasExited || clock.Elapsed > StartLimit)
            {
                throw new LocalHostException($"RabbitMQ did not start.\n{starting.LogTail()}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task<bool> LogHasAsync(string line, long from, CancellationToken cancellationToken)
    {
        if (!File.Exists(LogFile))
        {
            return false;
        }

        await using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(cancellationToken)).Contains(line, StringComparison.Ordinal);
    }
}

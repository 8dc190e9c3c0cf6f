using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Orchestration;

/// <summary>
/// The AppHost's own system on throw-away data and free ports. Everything in it can be killed, stopped and started again by its name;
/// when it is disposed, or its process dies, nothing of it is left.
/// </summary>
public sealed partial class PlatformApp : IAsyncDisposable
{
    private const int SigKill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly string _folder;
    private readonly DistributedApplication _app;

    private PlatformApp(string folder, DistributedApplication app) => (_folder, _app) = (folder, app);

    public Uri Gateway => Address("gateway");

    public Uri Portal => Address("portal");

    public Uri Identity => Address("identity");

    public StartSeconds Seconds { get; private set; } = new(0, 0);

    /// <summary>Starts what is asked for and returns when all of it answers.</summary>
    public static async Task<PlatformApp> StartAsync(PlatformOptions options, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("shared-services-").FullName;
        string[] arguments =
        [
            $"--Data={folder}", "--Port=0", $"--Restart={options.Restart}", "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:AppHost.Resources=None",
            "--Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks=None",
            .. options.Containers ? Array.Empty<string>() : ["--Containers=false"],
            .. options.Definitions is { } definitions ? [$"--Definitions={definitions}"] : Array.Empty<string>()
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, cancellationToken);
        Model.Narrow(builder, options);
        var system = new PlatformApp(folder, await builder.BuildAsync(cancellationToken));
        try
        {
            await system.StartAsync(options.Only, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public Uri Address(string resource) => _app.GetEndpoint(resource, "http");

    /// <summary>The owner's connection to a service's database, for those who look behind the API.</summary>
    public string Database(string service) => ConnectionString($"{service}-db");

    public string ConnectionString(string resource) =>
        _app.GetConnectionStringAsync(resource).AsTask().GetAwaiter().GetResult()
        ?? throw new InvalidOperationException($"{resource} has no connection string yet.");

    public int Pid(string resource) =>
        _app.ResourceNotifications.TryGetCurrentState(ProgramOf(resource), out var now)
        && now.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } pid
            ? Convert.ToInt32(pid, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{resource} does not run.");

    /// <summary>Whether the resource runs now, as the dashboard says it.</summary>
    public string? State(string resource) =>
        _app.ResourceNotifications.TryGetCurrentState(ProgramOf(resource), out var now) ? now.Snapshot.State?.Text : null;

    /// <summary>SIGKILL, as a crash would. Returns when the host has noticed.</summary>
    public async Task KillAsync(string resource)
    {
        _ = SendSignal(Pid(resource), SigKill);
        await EndedAsync(resource);
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    public async Task StopAsync(string resource)
    {
        await CommandAsync(resource, KnownResourceCommands.StopCommand);
        await EndedAsync(resource);
    }

    /// <summary>Returns when it has ended, whoever ended it.</summary>
    public async Task EndedAsync(string resource, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await _app.ResourceNotifications.WaitForResourceAsync(ProgramOf(resource), KnownResourceStates.TerminalStates, limit.Token);
    }

    /// <summary>Starts it again at its old address and waits until it is ready.</summary>
    public async Task RestartAsync(string resource, CancellationToken cancellationToken = default)
    {
        if (State(resource) == KnownResourceStates.Running)
        {
            await StopAsync(resource);
        }

        await CommandAsync(resource, KnownResourceCommands.StartCommand);
        await ReadyAsync(resource, cancellationToken);
    }

    /// <summary>Returns when it runs and answers. The host's own opinion of its health may be of the time before a crash.</summary>
    public async Task ReadyAsync(string resource, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        while (State(resource) != KnownResourceStates.Running || !await AnswersAsync(resource, cancellationToken))
        {
            if (clock.Elapsed > Patience || State(resource) == KnownResourceStates.FailedToStart)
            {
                throw new InvalidOperationException($"{resource} did not become ready: it is {State(resource)}.\n{await LogAsync(resource)}");
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await _app.StartAsync(limit.Token);
        await _app.ResourceNotifications.WaitForResourceAsync(ProgramOf("postgres"), KnownResourceStates.Running, limit.Token);
        await ReadyAsync("postgres", limit.Token);
        var servers = clock.Elapsed;
        foreach (var resource in wanted)
        {
            await ReadyAsync(resource, limit.Token);
        }

        Seconds = new StartSeconds(servers.TotalSeconds, (clock.Elapsed - servers).TotalSeconds);
    }

    private async Task<bool> AnswersAsync(string resource, CancellationToken cancellationToken)
    {
        try
        {
            switch (resource)
            {
                case "postgres":
                    await using (var connection = new NpgsqlConnection($"{ConnectionString(resource)};Pooling=false;Timeout=5"))
                    {
                        await connection.OpenAsync(cancellationToken);
                    }

                    return true;
                case "bus":
                    await using (await new ConnectionFactory { Uri = new Uri(ConnectionString(resource)) }.CreateConnectionAsync(cancellationToken))
                    {
                        return true;
                    }

                default:
                    using (var answer = await Http.GetAsync(new Uri(Address(resource), "health"), cancellationToken))
                    {
                        return answer.IsSuccessStatusCode;
                    }
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or BrokerUnreachableException or HttpRequestException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task CommandAsync(string resource, string command)
    {
        var answer = await _app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(ProgramOf(resource), command);
        if (!answer.Success)
        {
            throw new InvalidOperationException($"{resource} does not {command}: {answer.Message}");
        }
    }

    private async Task<string> LogAsync(string resource)
    {
        var lines = new List<string>();
        await foreach (var some in _app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(ProgramOf(resource)))
        {
            lines.AddRange(some.Select(line => line.Content));
        }

        return string.Join('\n', lines.TakeLast(20));
    }

    // Where a server is a program of this machine, that is what runs and dies.
    private string ProgramOf(string resource)
    {
        var program = $"{resource}-program";
        var model = _app.Services.GetRequiredService<DistributedApplicationModel>();
        return model.Resources.Any(it => it.Name == program) ? program : resource;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}

using System.Collections.Concurrent;
using System.Diagnostics;

namespace LocalHost;

/// <summary>
/// The whole system on local processes. Every process can be stopped, killed and started again by its name;
/// when the system is disposed, or its host dies, none is left.
/// </summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(5);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly LocalSystemOptions options;
    private readonly DataFolder folder;
    private readonly ConcurrentDictionary<string, LocalProcess> processes = new(StringComparer.Ordinal);
    private PostgresServer? postgres;
    private RabbitServer? bus;
    private Wiring? wiring;

    private LocalSystem(LocalSystemOptions options)
    {
        this.options = options;
        folder = DataFolder.Hold(options.DataFolder);
    }

    public Uri Gateway => Address("gateway");

    public Uri Portal => Address("portal");

    public Uri Identity => Address("identity");

    /// <summary>Where the Aspire dashboard is, when it runs.</summary>
    public Uri? Dashboard { get; private set; }

    public StartSeconds Seconds { get; private set; } = new(0, 0);

    /// <summary>Where each process writes its log.</summary>
    public string LogFolder => Path.Combine(folder.Path, "logs");

    public PostgresServer Postgres => postgres ?? throw NotStarted();

    public RabbitServer Bus => bus ?? throw NotStarted();

    /// <summary>Starts everything and returns when all of it answers; what was started is stopped again when a part fails.</summary>
    public static async Task<LocalSystem> StartAsync(LocalSystemOptions options, CancellationToken cancellationToken = default)
    {
        var system = new LocalSystem(options);
        try
        {
            await system.StartAllAsync(cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public Uri Address(string resource) => (wiring ?? throw NotStarted()).AddressOf(resource);

    /// <summary>The owner's connection to a service's database, for tests and benchmarks that look behind the API.</summary>
    public string Database(string service) => Postgres.OwnerConnectionString(Wiring.DatabaseOf($"{service}-db"));

    public int Pid(string resource) => resource switch
    {
        "postgres" => Postgres.Pid,
        "bus" => Bus.Pid,
        _ => Running(resource).Pid
    };

    /// <summary>SIGKILL, as a crash would.</summary>
    public Task KillAsync(string resource) => resource switch
    {
        "postgres" => Postgres.KillAsync(),
        "bus" => Bus.KillAsync(),
        _ => Running(resource).KillAsync()
    };

    /// <summary>Asks it to stop and waits until it has.</summary>
    public Task StopAsync(string resource) => resource switch
    {
        "postgres" => Postgres.StopAsync(),
        "bus" => Bus.StopAsync(),
        _ => Running(resource).StopAsync()
    };

    /// <summary>Starts it again at its old address and waits until it is ready.</summary>
    public async Task RestartAsync(string resource, CancellationToken cancellationToken = default)
    {
        switch (resource)
        {
            case "postgres":
                await Postgres.RestartAsync(cancellationToken);
                break;
            case "bus":
                await Bus.RestartAsync(cancellationToken);
                break;
            default:
                await Running(resource).DisposeAsync();
                await StartProcessAsync(SystemMap.Named(resource), cancellationToken);
                break;
        }
    }

    /// <summary>Runs a step of the map to its end, and shows what it says while it says it.</summary>
    public async Task<int> RunStepAsync(string step, TextWriter output, CancellationToken cancellationToken = default)
    {
        var plan = Plan(SystemMap.Named(step));
        File.Delete(plan.LogFile);
        await using var process = await LocalProcess.StartAsync(plan);
        await process.CopyLogAsync(output, cancellationToken);
        return process.ExitCode;
    }

    /// <summary>The processes that ended although nobody stopped them.</summary>
    public async Task<string> UnexpectedEndAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (processes.Values.FirstOrDefault(process => process.HasExited) is { } ended)
            {
                return $"{ended.Name} ended with {ended.ExitCode}.\n{ended.LogTail()}";
            }

            await Task.Delay(500, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Values.Select(process => process.DisposeAsync().AsTask()));
        processes.Clear();
        await Task.WhenAll(
            bus?.DisposeAsync().AsTask() ?? Task.CompletedTask,
            postgres?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        folder.Dispose();
    }

    private static InvalidOperationException NotStarted() => new("The system has not been started.");

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var startedPostgres = StartPostgresAsync(cancellationToken);
        var startedBus = StartBusAsync(cancellationToken);
        await Task.WhenAll(startedPostgres, startedBus);
        wiring = new Wiring(options, Postgres, Bus);
        var wanted = Wanted();
        if (options.Dashboard)
        {
            await StartDashboardAsync(cancellationToken);
        }

        await Task.WhenAll(wanted.Where(r => r.Kind is ResourceKind.Node).Select(r => StartProcessAsync(r, cancellationToken)));
        var serversReady = clock.Elapsed;
        await StartInOrderAsync([.. wanted.Where(r => r.Kind is ResourceKind.Step or ResourceKind.Service)], cancellationToken);
        Seconds = new StartSeconds(serversReady.TotalSeconds, (clock.Elapsed - serversReady).TotalSeconds);
    }

    private async Task StartPostgresAsync(CancellationToken cancellationToken)
    {
        postgres = await PostgresServer.StartAsync(Path.Combine(folder.Path, "postgres"), options.Durability, cancellationToken);
        foreach (var database in SystemMap.Resources.Where(resource => resource.Kind is ResourceKind.Database))
        {
            await postgres.CreateDatabaseAsync(Wiring.DatabaseOf(database.Name), cancellationToken);
        }
    }

    private async Task StartBusAsync(CancellationToken cancellationToken) =>
        bus = await RabbitServer.StartAsync(Path.Combine(folder.Path, "bus"), SystemMap.Services, cancellationToken);

    private async Task StartDashboardAsync(CancellationToken cancellationToken)
    {
        var (plan, frontend, telemetry) = LocalHost.Dashboard.Plan(LogFile("dashboard"), options.KnownPorts);
        var process = processes["dashboard"] = await LocalProcess.StartAsync(plan);
        await WaitUntilReadyAsync(process, frontend, cancellationToken);
        (Dashboard, wiring!.Telemetry) = (frontend, telemetry);
    }

    // Each starts as soon as what it waits for is ready: the map's arrows are the order.
    private async Task StartInOrderAsync(IReadOnlyList<Resource> resources, CancellationToken cancellationToken)
    {
        using var oneFailed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ready = new Dictionary<string, Task>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            Task[] awaited = [.. resource.WaitsFor.Where(ready.ContainsKey).Select(name => ready[name])];
            ready[resource.Name] = StartAfterAsync(resource, awaited, oneFailed);
        }

        try
        {
            await Task.WhenAll(ready.Values);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The others were called off; the one that failed says why.
            await ready.Values.First(task => task.IsFaulted);
        }
    }

    private async Task StartAfterAsync(Resource resource, Task[] awaited, CancellationTokenSource oneFailed)
    {
        try
        {
            await Task.WhenAll(awaited);
            await (resource.Kind is ResourceKind.Step
                ? LocalProcess.RunAsync(Plan(resource), oneFailed.Token)
                : StartProcessAsync(resource, oneFailed.Token));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await oneFailed.CancelAsync();
            throw;
        }
    }

    private async Task StartProcessAsync(Resource resource, CancellationToken cancellationToken)
    {
        var process = processes[resource.Name] = await LocalProcess.StartAsync(Plan(resource));
        await WaitUntilReadyAsync(process, new Uri(Address(resource.Name), "health"), cancellationToken);
    }

    private static async Task WaitUntilReadyAsync(LocalProcess process, Uri address, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(address, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (
                exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not listening yet.
            }

            if (process.HasExited || clock.Elapsed > ReadyLimit)
            {
                throw new LocalHostException($"{process.Name} did not become ready.\n{process.LogTail()}");
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    // Without a choice everything but the demonstration, which is asked for by name once the system stands.
    private HashSet<Resource> Wanted()
    {
        var wanted = new HashSet<Resource>();
        foreach (var name in options.Only ?? ["identity", "gateway", "portal"])
        {
            Add(SystemMap.Named(name));
        }

        return [.. SystemMap.Resources.Where(wanted.Contains)];

        void Add(Resource resource)
        {
            if (wanted.Add(resource))
            {
                foreach (var name in resource.WaitsFor)
                {
                    Add(SystemMap.Named(name));
                }
            }
        }
    }

    private ProgramPlan Plan(Resource resource) => new(resource.Name, LogFile(resource.Name), Command(resource))
    {
        Environment = wiring!.EnvironmentOf(resource),
        WorkingDirectory = SourceTree.Folder(resource.Folder)
    };

    private static string[] Command(Resource resource)
    {
        if (resource.Kind is not ResourceKind.Node)
        {
            return [Programs.DotNet, SourceTree.Program(resource.Folder), .. resource.Arguments];
        }

        return Directory.Exists(Path.Combine(SourceTree.Folder(resource.Folder), "node_modules"))
            ? [Programs.Node, .. resource.Arguments]
            : throw new LocalHostException($"The packages of {resource.Folder} are not installed: run eng/setup.sh, which installs them.");
    }

    private string LogFile(string name) => Path.Combine(LogFolder, $"{name}.log");

    private LocalProcess Running(string resource) =>
        processes.GetValueOrDefault(resource) ?? throw new ArgumentException($"{resource} has not been started.", nameof(resource));
}

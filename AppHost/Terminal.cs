using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SharedServices.AppHost;

/// <summary>What the person at the terminal reads: the month that the demonstration tells, then where everything is, and nothing after it.</summary>
internal sealed class Terminal(
    DistributedApplicationModel model, ResourceNotificationService resources, ResourceLoggerService logs, IConfiguration settings) : BackgroundService
{
    private int _read;
    private bool _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (model.Resources.FirstOrDefault(resource => resource.Name == "demonstration") is not { } demonstration)
        {
            return;
        }

        Console.WriteLine("Starting SharedServices ...");
        using var following = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var telling = PrintAsync(logs.WatchAsync(demonstration), following.Token);
        await resources.WaitForResourceAsync(demonstration.Name, KnownResourceStates.TerminalStates, stoppingToken);
        await following.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await PrintAsync(logs.GetAllAsync(demonstration), stoppingToken);
        var gateway = model.Resources.OfType<IResourceWithEndpoints>().Single(resource => resource.Name == "gateway").GetEndpoint("http").Url;
        Console.WriteLine($"""

              Portal          {gateway}
              API reference   {gateway}/docs
              Dashboard       {settings["ASPNETCORE_URLS"] ?? "left out"}
              Sign in as      hcc.finance or iwc.finance, password "development" (synthetic officers)

            Ctrl-C stops everything.
            """);
    }

    // Of the log, what the program itself says, without Aspire's own lines before it and the time before each.
    private async Task PrintAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> log, CancellationToken cancellationToken)
    {
        await foreach (var line in log.SelectMany(lines => lines).Where(line => line.LineNumber > _read).WithCancellation(cancellationToken))
        {
            _read = line.LineNumber;
            if (_told && !line.Content.Contains("[sys] ", StringComparison.Ordinal))
            {
                Console.WriteLine(line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            }

            _told |= line.Content.Contains("[sys] Starting process", StringComparison.Ordinal);
        }
    }
}

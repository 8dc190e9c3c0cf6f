using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SharedServices.AppHost;

/// <summary>
/// What fails or dies is said at the terminal; a service or server that dies is started again, later each time. What somebody stops
/// stays stopped, and <c>--Restart=false</c> leaves the dead alone.
/// </summary>
internal sealed class Supervision(
    ResourceNotificationService resources, ResourceCommandService commands, IConfiguration settings, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var states = new Dictionary<string, string?>(StringComparer.Ordinal);
        var deaths = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var change in resources.WatchAsync(stoppingToken))
        {
            var (name, now, exitCode) = (change.Resource.Name, change.Snapshot.State?.Text, change.Snapshot.ExitCode);
            var before = states.GetValueOrDefault(name);
            states[name] = now;
            // Who is stopped by hand is Stopping first, and only a step, which ends by itself, has no endpoint.
            var ended = KnownResourceStates.TerminalStates.Contains(now) && !KnownResourceStates.TerminalStates.Contains(before)
                && before != KnownResourceStates.Stopping && !lifetime.ApplicationStopping.IsCancellationRequested;
            var lasting = change.Resource.TryGetEndpoints(out _);
            if (!ended || change.Resource is not (ProjectResource or ExecutableResource) || (!lasting && exitCode is 0))
            {
                continue;
            }

            Console.Error.WriteLine($"FAILED: {name} has ended (exit code {exitCode}). Its log and its start button are in the dashboard.");
            if (lasting && before == KnownResourceStates.Running && settings.GetValue("Restart", defaultValue: true))
            {
                deaths[name] = deaths.GetValueOrDefault(name) + 1;
                _ = StartAgainAsync(name, Math.Min(deaths[name], 30), stoppingToken);
            }
        }
    }

    private async Task StartAgainAsync(string name, int seconds, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        var answer = await commands.ExecuteCommandAsync(name, KnownResourceCommands.StartCommand, cancellationToken);
        Console.Error.WriteLine(answer.Success ? $"{name} is started again." : $"FAILED: {name} is down and can't be started again: {answer.Message}");
    }
}

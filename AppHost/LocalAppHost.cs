using System.Runtime.InteropServices;
using LocalHost;

// The map of AppHost.cs on local processes, where there is no container runtime.
// --no-dashboard leaves the Aspire dashboard out; --data DIR keeps the data elsewhere; --only NAME starts a part, and no demonstration.
if (HostArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync("Usage: AppHost [--no-dashboard] [--data DIR] [--only NAME]...");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
_ = Launcher.CancelWhenGoneAsync(stop);

try
{
    await Console.Out.WriteLineAsync("Starting SharedServices on local processes ...");
    await using var system = await LocalSystem.StartAsync(arguments.Options, stop.Token);
    await Announcement.WriteAsync(system, Console.Out);
    if (arguments.Options.Only is null)
    {
        await system.RunStepAsync("demonstration", Console.Out, stop.Token);
    }

    await Console.Out.WriteLineAsync("\nCtrl-C stops everything.");
    throw new LocalHostException(await system.UnexpectedEndAsync(stop.Token));
}
catch (OperationCanceledException)
{
    await Console.Out.WriteLineAsync("Stopped.");
    return 0;
}
catch (LocalHostException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

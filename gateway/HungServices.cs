using System.Collections.Concurrent;

namespace Gateway;

/// <summary>
/// Gives a service up that has stopped answering anything, and only then: who waits longer than a moment has the service asked whether
/// it is alive, so long work and long uploads go on, and nobody waits two seconds for a process that hangs.
/// </summary>
public sealed class HungServices : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(1500);

    // Connections of their own: those of the requests may all be waiting.
    private readonly HttpMessageInvoker _probes = new(
        new SocketsHttpHandler { ConnectTimeout = ServiceDown.ConnectTimeout, UseProxy = false });
    private readonly ConcurrentDictionary<string, Task<bool>> _asked = new(StringComparer.Ordinal);

    /// <summary>Forwards a request. True when it was given up because its service hangs.</summary>
    public async Task<bool> ForwardAsync(HttpContext context, RequestDelegate next)
    {
        var caller = context.RequestAborted;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(caller);
        context.RequestAborted = patience.Token;
        var forwarding = next(context);
        var hangs = false;
        while (!hangs && !context.Response.HasStarted && await Task.WhenAny(forwarding, Task.Delay(Moment, caller)) != forwarding)
        {
            hangs = !caller.IsCancellationRequested && AddressOf(context) is { } address && !await AnswersAsync(address)
                && !forwarding.IsCompleted && !context.Response.HasStarted;
            if (hangs)
            {
                await patience.CancelAsync();
            }
            else if (caller.IsCancellationRequested)
            {
                break;
            }
        }

        await forwarding;
        context.RequestAborted = caller;
        return hangs;
    }

    public void Dispose() => _probes.Dispose();

    private static string? AddressOf(HttpContext context) => context.GetReverseProxyFeature().ProxiedDestination?.Model.Config.Address;

    // One question at a time, however many wait for its answer.
    private async Task<bool> AnswersAsync(string address)
    {
        var asking = _asked.GetOrAdd(address, AskAsync);
        var answers = await asking;
        _asked.TryRemove(new KeyValuePair<string, Task<bool>>(address, asking));
        return answers;
    }

    private async Task<bool> AskAsync(string address)
    {
        using var silence = new CancellationTokenSource(LongestSilence);
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), "/alive"));
        try
        {
            using var answer = await _probes.SendAsync(question, silence.Token);
            return true;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}

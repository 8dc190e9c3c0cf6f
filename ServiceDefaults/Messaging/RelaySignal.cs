using System.Threading.Channels;

namespace ServiceDefaults.Messaging;

/// <summary>Tells the relay that something may wait for it. Many wakes before it looks are one.</summary>
internal sealed class RelaySignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Returns when woken, or after the time when no one did.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(atMost);
        try
        {
            await _wakes.Reader.ReadAsync(timed.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody woke us: time for the sweep.
        }
    }
}

namespace Testing;

/// <summary>Waits for something to become so, as long as it may take on a busy machine, and says what it was if it does not.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> expected)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var value = await read();
            if (expected(value))
            {
                return value;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"After {Limit.TotalSeconds:F0} s it was still {value}.");
            }

            await ticks.WaitForNextTickAsync();
        }
    }
}

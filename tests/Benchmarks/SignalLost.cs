using System.Diagnostics;
using Npgsql;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// E3: an event that lies in the outbox without its service having been told, as after a crash between commit and signal, until its
/// effect in another service: only the sweep finds it.
/// </summary>
internal static class SignalLost
{
    private const int Events = 20;

    public static async Task<Result> MeasureAsync(PlatformApp system)
    {
        await using var governance = new NpgsqlConnection(system.Database("governance"));
        await governance.OpenAsync();
        await using var recharging = new NpgsqlConnection(system.Database("recharging"));
        await recharging.OpenAsync();
        var runs = new List<Pair>();
        for (var number = 0; number < Events; number++)
        {
            runs.Add(new Pair(await OneAsync(governance, recharging, $"LOST-{number}"), Peer: null));
        }

        var slowest = runs.Max(run => run.Ours);
        return new Result(
            "E3", $"an event whose signal was lost, stored to handled by another service, the slowest of {Events}", slowest, Peer: null,
            "s", Ratio: null, 2, slowest <= 2, runs);
    }

    private static async Task<double> OneAsync(NpgsqlConnection governance, NpgsqlConnection recharging, string about)
    {
        await using var store = new NpgsqlCommand(
            """
            INSERT INTO outbox (event_id, aggregate, type, payload, occurred_at, stored_at)
            SELECT gen_random_uuid(), $1, type, payload, occurred_at, now()
            FROM outbox WHERE aggregate LIKE 'D-%' ORDER BY position LIMIT 1
            """, governance)
        {
            Parameters = { new() { Value = about } }
        };
        await store.ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(10);
            await using var handled = new NpgsqlCommand(
                "SELECT EXISTS (SELECT FROM inbox WHERE publisher = 'governance' AND aggregate = $1 AND handled_at IS NOT NULL)",
                recharging)
            {
                Parameters = { new() { Value = about } }
            };
            if ((bool)(await handled.ExecuteScalarAsync())!)
            {
                return watch.Elapsed.TotalSeconds;
            }
        }

        throw new InvalidOperationException($"{about} had no effect in a minute.");
    }
}

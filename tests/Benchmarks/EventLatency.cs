using System.Text.Json.Nodes;
using Demonstration;
using Npgsql;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// E1: from the moment that Governance stores an event in its transaction to the moment that Recharging has handled it, at a steady
/// rate. E2: the same for the first event after a minute of silence.
/// </summary>
internal static class EventLatency
{
    private const int PerSecond = 100;
    private const int Seconds = 20;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system)
    {
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var told = await Telling.ToAsync(gateway, system.Identity, TextWriter.Null);
        var officer = await told.Cast.NamedAsync("IWC governance");
        await SteadilyAsync(officer, "WARM", 5 * PerSecond);
        await told.Services.QuietAsync();

        await SteadilyAsync(officer, "E1", Seconds * PerSecond);
        await told.Services.QuietAsync();
        var steady = (await TookAsync(system, "D-E1-%")).Order().ToList();

        await Task.Delay(Silence);
        await SteadilyAsync(officer, "E2", 1);
        await told.Services.QuietAsync();
        var first = (await TookAsync(system, "D-E2-%")).Single();
        return
        [
            At("E1a", "p50", steady, 0.50, 8),
            At("E1b", "p99", steady, 0.99, 40),
            new Result("E2", "first event after a minute of silence, stored to handled by another service", first, Peer: null, "ms", Ratio: null,
                15, first <= 15, [new Pair(first, Peer: null)])
        ];
    }

    private static Result At(string goal, string name, List<double> took, double part, double target)
    {
        var ours = took[(int)Math.Ceiling(part * took.Count) - 1];
        return new Result(goal, $"event stored to handled by another service, {PerSecond} requests a second, {name} of {took.Count:N0}", ours,
            Peer: null, "ms", Ratio: null, target, ours <= target, [new Pair(ours, Peer: null)]);
    }

    private static async Task SteadilyAsync(SignedIn officer, string about, int count)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var requests = new List<Task>();
        for (var number = 0; number < count; number++)
        {
            requests.Add(officer.PostJsonAsync("governance/v1/decisions", Decision($"D-{about}-{number:00000}")));
            await pace.WaitForNextTickAsync();
        }

        await Task.WhenAll(requests);
    }

    private static JsonObject Decision(string reference) => new()
    {
        ["reference"] = reference,
        ["body"] = "IWC-CYP-SCRUTINY",
        ["title"] = $"Progress report {reference}",
        ["decidedOn"] = "2023-05-02",
        ["publishedOn"] = "2023-05-04",
        ["keyDecision"] = false,
        ["reasons"] = "The panel asked for it in March.",
        ["outcome"] = "Progress report considered.",
        ["provenance"] = new JsonObject { ["source"] = "Synthetic", ["assumed"] = true, ["assumption"] = "All of it" }
    };

    /// <summary>Milliseconds of each event, by the clocks of the two services, which are one machine's.</summary>
    private static async Task<IReadOnlyList<double>> TookAsync(PlatformApp system, string aggregates)
    {
        var stored = await TimesAsync(system.Database("governance"), "SELECT event_id, stored_at FROM outbox WHERE aggregate LIKE $1", aggregates);
        var handled = await TimesAsync(
            system.Database("recharging"), "SELECT event_id, handled_at FROM inbox WHERE publisher = 'governance' AND aggregate LIKE $1", aggregates);
        return [.. stored.Select(one => (handled[one.Key] - one.Value).TotalMilliseconds)];
    }

    private static async Task<Dictionary<Guid, DateTime>> TimesAsync(string database, string sql, string aggregates)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = aggregates } } };
        await using var reader = await command.ExecuteReaderAsync();
        var times = new Dictionary<Guid, DateTime>();
        while (await reader.ReadAsync())
        {
            times.Add(reader.GetGuid(0), reader.GetDateTime(1));
        }

        return times;
    }
}

using System.Diagnostics;
using System.Globalization;
using Demonstration;
using Npgsql;
using Orchestration;
using Recharging.Tests.Matching;

namespace Benchmarks;

/// <summary>
/// M8: a batch of 1,000 new ledger lines, told through the gateway what they are, while a whole statement and its ledger are open in the
/// service's own tables.
/// </summary>
internal static class MatchingArrivals
{
    private const int New = 1_000;
    private const int Batches = 10;

    public static async Task<Result> MeasureAsync(PlatformApp system, int lines)
    {
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(30) };
        var office = await new Cast(gateway, new SignIn(system.Identity)).OfficeAsync("HCC");
        await using var database = new NpgsqlConnection(system.Database("recharging"));
        await database.OpenAsync();
        var month = LedgerGenerator.Month(seed: 20230401, lines);
        var stored = new StoredMonth(database, month);
        await stored.IssueAsync("SP-BENCH");
        var ours = month.Input.Lines.Where(line => line.Key.Council == "HCC").ToList();
        await stored.BringAsync("OPEN", ours[((Batches + 1) * New)..]);
        await stored.BringAsync("OPEN", [.. month.Input.Lines.Where(line => line.Key.Council == "IWC")]);
        await RunAsync(database, "VACUUM ANALYZE statement_lines, ledger_lines, matched_ledger_lines");
        await RunAsync(database, "CHECKPOINT");

        var times = new List<double>();
        for (var batch = 0; batch <= Batches; batch++)
        {
            await stored.BringAsync($"NEW-{batch}", ours[(batch * New)..((batch + 1) * New)]);
            var watch = Stopwatch.StartNew();
            var told = await office.Erp.PostAsync($"recharging/v1/ledger-batches/NEW-{batch}/matching", new { });
            times.Add(watch.Elapsed.TotalMilliseconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"     {New:N0} new lines against {lines:N0} open: {times[^1]:F0} ms, {told["matched"]} matched, {told["waiting"]} waiting"));
        }

        var median = Results.Median(times.Skip(1));
        return new Result(
            "M8", $"{New:N0} new ledger lines matched against {lines:N0} open charges, through the gateway", median, Peer: null, "ms",
            Ratio: null, 300, median <= 300, [.. times.Skip(1).Select(time => new Pair(time, Peer: null))]);
    }

    private static async Task RunAsync(NpgsqlConnection database, string statement)
    {
        await using var command = new NpgsqlCommand(statement, database) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}

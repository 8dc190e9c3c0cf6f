using System.Diagnostics;
using Demonstration;
using Npgsql;
using Orchestration;

namespace Benchmarks;

/// <summary>L6: an ERP collects a journal of many lines in the canonical form, through the gateway.</summary>
internal static class JournalPull
{
    private const int Pulls = 5;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system, Telling told, int lines)
    {
        await using var database = new NpgsqlConnection(system.Database("recharging"));
        await database.OpenAsync();
        var (journal, stored) = await LengthenAsync(database, lines);
        var path = $"recharging/v1/journals/{journal}";
        await told.Hampshire.Erp.GetCsvAsync(path);

        var memory = new Memory(system.Pid("recharging"));
        var runs = new List<Pair>();
        for (var pull = 0; pull < Pulls; pull++)
        {
            var watch = Stopwatch.StartNew();
            var file = await told.Hampshire.Erp.GetCsvAsync(path);
            runs.Add(new Pair(stored / watch.Elapsed.TotalSeconds, Peer: null));
            if (file.Count(character => character == '\n') is var read && read < stored)
            {
                throw new InvalidOperationException($"The journal has {read} lines instead of {stored}.");
            }
        }

        var rate = Results.Median(runs.Select(run => run.Ours));
        var more = memory.ExtraMegaBytes();
        return
        [
            new Result(
                "L6a", $"a journal of {stored:N0} lines collected by an ERP", rate, Peer: null, "lines/s", Ratio: null, 100_000,
                rate >= 100_000, runs),
            new Result("L6b", "what the service adds to its memory meanwhile", more, Peer: null, "MB", Ratio: null, 20, more <= 20, [])
        ];
    }

    // The story's first journal over and over: as balanced as it was.
    private static async Task<(string Journal, int Lines)> LengthenAsync(NpgsqlConnection database, int lines)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH first AS (SELECT reference, version FROM journals WHERE council = 'HCC' ORDER BY reference LIMIT 1),
                 line AS (
                    SELECT to_jsonb(l) AS row, l.line_no
                    FROM journal_lines l JOIN first ON l.journal_reference = first.reference AND l.version = first.version),
                 size AS (SELECT count(*)::int AS lines, max(line_no) AS last FROM line),
                 more AS (
                    INSERT INTO journal_lines
                    SELECT (jsonb_populate_record(
                        NULL::journal_lines, line.row || jsonb_build_object('line_no', line.line_no + size.last * turn))).*
                    FROM line, size, generate_series(1, $1 / size.lines) AS turn
                    RETURNING 1)
            SELECT first.reference, size.lines + (SELECT count(*)::int FROM more) FROM first, size
            """, database)
        {
            Parameters = { new() { Value = lines } },
            CommandTimeout = 600
        };
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetString(0), reader.GetInt32(1))
            : throw new InvalidOperationException("The story has no journal.");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Orchestration;

namespace Benchmarks;

/// <summary>
/// B2: ledger lines end to end in one streamed request through the gateway, beside psql's \copy into the same table with the same
/// indexes. B1: beside \copy into a table without any. B3: in JSON. B5: the same batch again. B6: what the import adds to the memory of service and
/// gateway. B7: many small batches at once beside one large one. B8: what other calls wait meanwhile. B9: beside an ORM that inserts row by row.
/// </summary>
public static class LedgerImport
{
    private const int Pairs = 5;
    private const double MegaBytesAllowed = 80;
    private const string PlainTable = "ledger_lines_plain";

    public static async Task<IReadOnlyList<Result>> MeasureAsync(PlatformApp system, int lines)
    {
        var folder = Directory.CreateTempSubdirectory("shared-services-bench-").FullName;
        try
        {
            using var erp = await SignInAsync(system);
            await LoadMastersAsync(erp);
            await ImportAsync(erp, await LedgerFile.WriteAsync(folder, "WARM", 1_000));

            var memory = new Memory(system.Pid("recharging"), system.Pid("gateway"));
            var pairs = new List<Pair>();
            var resends = new List<Pair>();
            var plain = new List<Pair>();
            await CreatePlainTableAsync(system);
            // The first warms both up and does not count.
            for (var pair = 0; pair <= Pairs; pair++)
            {
                var ours = await LedgerFile.WriteAsync(folder, $"OURS-{pair}", lines);
                var peer = await LedgerFile.WriteAsync(folder, $"PEER-{pair}", lines);
                double import, copy;
                if (pair % 2 == 0)
                {
                    import = await TimedAsync(system, () => ImportAsync(erp, ours));
                    copy = await TimedAsync(system, () => CopyAsync(system, peer, "ledger_lines"));
                }
                else
                {
                    copy = await TimedAsync(system, () => CopyAsync(system, peer, "ledger_lines"));
                    import = await TimedAsync(system, () => ImportAsync(erp, ours));
                }

                pairs.Add(new Pair(lines / import, lines / copy));
                plain.Add(new Pair(lines / import, lines / await TimedAsync(system, () => CopyAsync(system, peer, PlainTable))));
                resends.Add(new Pair(await TimedAsync(system, () => ImportAsync(erp, ours)), import));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"     pair {pair}: ours {import:F2} s, \\copy {copy:F2} s, ratio {copy / import:F2}"));
            }

            (pairs, plain, resends) = (pairs[1..], plain[1..], resends[1..]);
            var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
            var resend = Results.Median(resends.Select(pair => pair.Ours / pair.Peer!.Value));
            var bare = Results.Median(plain.Select(pair => pair.Ours / pair.Peer!.Value));
            var extra = memory.ExtraMegaBytes();
            return
            [
                new Result(
                    "B1",
                    $"{lines:N0} ledger lines in one streamed request through the gateway, beside psql \\copy into a table without indexes",
                    Results.Median(plain.Select(pair => pair.Ours)),
                    Results.Median(plain.Select(pair => pair.Peer!.Value)),
                    "lines/s",
                    bare,
                    0.2,
                    bare >= 0.2,
                    plain),
                new Result(
                    "B2",
                    $"{lines:N0} ledger lines in one streamed request through the gateway, beside psql \\copy into the same table "
                    + "and indexes",
                    Results.Median(pairs.Select(pair => pair.Ours)),
                    Results.Median(pairs.Select(pair => pair.Peer!.Value)),
                    "lines/s",
                    ratio,
                    0.8,
                    ratio >= 0.8,
                    pairs),
                new Result(
                    "B5",
                    "the same batch sent again under another key, beside its first send",
                    Results.Median(resends.Select(pair => pair.Ours)),
                    Results.Median(resends.Select(pair => pair.Peer!.Value)),
                    "s",
                    resend,
                    0.15,
                    resend <= 0.15,
                    resends),
                new Result(
                    "B6",
                    $"memory that importing {lines:N0} lines adds to service and gateway (VmHWM over the resident memory before)",
                    extra,
                    Peer: null,
                    "MB",
                    Ratio: null,
                    MegaBytesAllowed,
                    extra <= MegaBytesAllowed,
                    [new Pair(extra, Peer: null)]),
                await LedgerJson.MeasureAsync(system, erp, folder, lines),
                await LedgerCrowd.MeasureAsync(system, erp, folder),
                await LedgerNeighbours.MeasureAsync(system, erp, folder, lines),
                await LedgerRowByRow.MeasureAsync(system, Results.Median(pairs.Select(pair => pair.Ours)))
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CreatePlainTableAsync(PlatformApp system)
    {
        await using var connection = new NpgsqlConnection(system.Database("recharging"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE TABLE {PlainTable} (LIKE ledger_lines)", connection);
        await create.ExecuteNonQueryAsync();
    }

    // Each starts from a checkpoint, so that neither pays for the pages that the other has dirtied.
    internal static async Task<double> TimedAsync(PlatformApp system, Func<Task> work)
    {
        await using (var connection = new NpgsqlConnection(system.Database("recharging")))
        {
            await connection.OpenAsync();
            await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
            await checkpoint.ExecuteNonQueryAsync();
        }

        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    internal static async Task ImportAsync(HttpClient erp, LedgerFile file)
    {
        await using var stream = File.OpenRead(file.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/recharging/v1/ledger-batches")
        {
            Content = new StreamContent(stream)
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
        request.Headers.Add("Batch-Id", file.BatchId);
        request.Headers.Add("Source-System", LedgerFile.SourceSystem);
        request.Headers.Add("Line-Count", file.Lines.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Debit", file.TotalGbp.ToString("F2", CultureInfo.InvariantCulture));
        request.Headers.Add("Total-Credit", file.TotalGbp.ToString("F2", CultureInfo.InvariantCulture));
        request.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(file.Sha256)}:");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await erp.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || JsonDocument.Parse(answer).RootElement.GetProperty("accepted").GetInt32() != file.Lines)
        {
            throw new InvalidOperationException($"The import failed, so there is nothing to measure: {(int)response.StatusCode} {answer}");
        }
    }

    internal static async Task CopyAsync(PlatformApp system, LedgerFile file, string table)
    {
        var database = new NpgsqlConnectionStringBuilder(system.Database("recharging"));
        var copy = $"\\copy {table} ({LedgerFile.TableColumns}) from '{file.TableCsv}' csv";
        var start = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", copy])
        {
            Environment =
            {
                ["PGHOST"] = database.Host,
                ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password,
                ["PGDATABASE"] = database.Database
            }
        };
        using var psql = Process.Start(start)!;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}.");
        }
    }

    private static async Task<HttpClient> SignInAsync(PlatformApp system)
    {
        using var identity = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "hcc-erp",
            ["client_secret"] = "hcc-erp-development",
            ["scope"] = "ledger:write masters:write"
        });
        using var response = await identity.PostAsync(new Uri(system.Identity, "hcc/token"), form);
        var answer = await response.Content.ReadAsStringAsync();
        response.EnsureSuccessStatusCode();
        var erp = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(10) };
        erp.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", JsonDocument.Parse(answer).RootElement.GetProperty("access_token").GetString());
        return erp;
    }

    private static async Task LoadMastersAsync(HttpClient erp)
    {
        await SendAsync("accounts", "account,name,kind,state\n51000,Supplies,cost,open\n90000,Creditors,other,open\n");
        await SendAsync(
            "cost-centres",
            "cost_centre,name,state\n"
            + string.Concat(Enumerable.Range(0, LedgerFile.CostCentres).Select(number => $"CC{number:0000},Centre {number},open\n")));
        await SendAsync("periods", "period,state\n2023/24-P01,open\n");

        async Task SendAsync(string table, string csv)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/recharging/v1/masters/{table}")
            {
                Content = new StringContent(csv, Encoding.UTF8, "text/csv")
            };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var response = await erp.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
    }
}

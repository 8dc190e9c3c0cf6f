using Orchestration;

namespace Benchmarks;

/// <summary>B3: a batch in JSON beside a batch of as many lines in CSV.</summary>
public static class LedgerJson
{
    private const int Pairs = 5;

    public static async Task<Result> MeasureAsync(PlatformApp system, HttpClient erp, string folder, int lines)
    {
        var pairs = new List<Pair>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var csv = await LedgerFile.WriteAsync(folder, $"CSV-{pair}", lines);
            var json = await (await LedgerFile.WriteAsync(folder, $"JSON-{pair}", lines)).InJsonAsync();
            double asJson, asCsv;
            if (pair % 2 == 0)
            {
                asJson = await LedgerImport.TimedAsync(system, () => LedgerImport.ImportAsync(erp, json));
                asCsv = await LedgerImport.TimedAsync(system, () => LedgerImport.ImportAsync(erp, csv));
            }
            else
            {
                asCsv = await LedgerImport.TimedAsync(system, () => LedgerImport.ImportAsync(erp, csv));
                asJson = await LedgerImport.TimedAsync(system, () => LedgerImport.ImportAsync(erp, json));
            }

            pairs.Add(new Pair(lines / asJson, lines / asCsv));
        }

        var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
        return new Result(
            "B3",
            $"{lines:N0} ledger lines in JSON in one streamed request through the gateway, beside as many in CSV",
            Results.Median(pairs.Select(pair => pair.Ours)),
            Results.Median(pairs.Select(pair => pair.Peer!.Value)),
            "lines/s",
            ratio,
            0.7,
            ratio >= 0.7,
            pairs);
    }
}

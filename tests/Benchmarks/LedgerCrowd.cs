using Orchestration;

namespace Benchmarks;

/// <summary>B7: a hundred batches at once, beside one batch of as many lines.</summary>
public static class LedgerCrowd
{
    private const int Pairs = 3;
    private const int Batches = 100;
    private const int LinesEach = 500;

    public static async Task<Result> MeasureAsync(PlatformApp system, HttpClient erp, string folder)
    {
        const double Lines = Batches * LinesEach;
        var pairs = new List<Pair>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var one = await LedgerFile.WriteAsync(folder, $"ONE-{pair}", Batches * LinesEach);
            var many = new List<LedgerFile>();
            for (var batch = 0; batch < Batches; batch++)
            {
                many.Add(await LedgerFile.WriteAsync(folder, $"MANY-{pair}-{batch}", LinesEach));
            }

            var crowd = await LedgerImport.TimedAsync(
                system, () => Task.WhenAll(many.Select(file => LedgerImport.ImportAsync(erp, file))));
            var single = await LedgerImport.TimedAsync(system, () => LedgerImport.ImportAsync(erp, one));
            pairs.Add(new Pair(Lines / crowd, Lines / single));
        }

        var ratio = Results.Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value));
        return new Result(
            "B7",
            $"{Batches} batches of {LinesEach} lines at once, beside one batch of {Lines:N0}",
            Results.Median(pairs.Select(pair => pair.Ours)),
            Results.Median(pairs.Select(pair => pair.Peer!.Value)),
            "lines/s",
            ratio,
            0.5,
            ratio >= 0.5,
            pairs);
    }
}

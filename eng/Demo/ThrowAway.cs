using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Demonstration;
using Demonstration.Story;
using Orchestration;

namespace Demo;

/// <summary>The main job once, on a system of its own whose data goes with it, held against the independent table.</summary>
internal static class ThrowAway
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>0 when every figure equals the independent table's, else 1.</summary>
    public static async Task<int> PlayAsync(TextWriter paper)
    {
        var total = Stopwatch.StartNew();
        var figures = await TellAsync(paper);
        figures["worked"] = await WorkAsync(paper);
        figures["seconds"]!["total"] = Tenths(total.Elapsed.TotalSeconds);

        var file = Path.Combine(SourceTree.Folder("artifacts"), "demo.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, figures.ToJsonString(Indented) + "\n");
        await paper.WriteLineAsync($"Figures: {Path.GetRelativePath(SourceTree.Folder("."), file)}");
        return await HoldAgainstTableAsync(file);
    }

    private static async Task<JsonObject> TellAsync(TextWriter paper)
    {
        await using var system = await StartAsync();
        await paper.WriteLineAsync($"Servers ready after {system.Seconds.ServersReady:0.0} s, services {system.Seconds.ServicesReady:0.0} s later.");
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var april = await Telling.ToAsync(gateway, system.Identity, paper);
        var figures = await Figures.ReadAsync(april);
        YearFigures.AddTo(figures, await april.TellYearAsync(paper));
        figures["seconds"] = new JsonObject
        {
            ["serversReady"] = Tenths(system.Seconds.ServersReady),
            ["servicesReady"] = Tenths(system.Seconds.ServicesReady),
        };
        return figures;
    }

    private static async Task<JsonObject> WorkAsync(TextWriter paper)
    {
        await using var system = await StartAsync();
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var deltas = await WorkedSecondee.PlayAsync(gateway, system.Identity);
        new YearPrintout(paper).Worked(deltas);
        return new JsonObject(deltas.Select(point => KeyValuePair.Create($"scp{point.Key}Gbp", (JsonNode?)point.Value)));
    }

    private static Task<PlatformApp> StartAsync() => PlatformApp.StartAsync(new PlatformOptions
    {
        ThrowAway = true,
        Containers = true,
        Only = ["identity", "gateway"],
    });

    private static double Tenths(double seconds) => Math.Round(seconds, 1, MidpointRounding.AwayFromZero);

    private static async Task<int> HoldAgainstTableAsync(string file)
    {
        using var evaluation = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(SourceTree.Folder("eng/expected"), "evaluate.mjs"), file },
        }) ?? throw new InvalidOperationException("node did not start.");
        await evaluation.WaitForExitAsync();
        return evaluation.ExitCode;
    }
}

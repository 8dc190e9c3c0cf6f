using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Benchmarks;

/// <summary>
/// YARP with nothing around it, as a program of its own so that its processor time can be told: <c>bare-proxy DESTINATION</c>.
/// </summary>
internal static class BareProxy
{
    public const string Command = "bare-proxy";

    public static async Task RunAsync(string destination)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "one", Match = new RouteMatch { Path = "/{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "one",
                    Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal)
                    {
                        ["first"] = new() { Address = destination }
                    }
                }
            ]);
        await using var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        // It ends with the program that started it.
        await Console.In.ReadToEndAsync();
    }

    /// <summary>What lies behind every proxy that is measured: one kilobyte, and always healthy.</summary>
    public static async Task<WebApplication> StartDestinationAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var kilobyte = new byte[1024];
        Array.Fill(kilobyte, (byte)' ');
        app.MapGet("/{**rest}", () => TypedResults.Bytes(kilobyte, "application/json"));
        await app.StartAsync();
        return app;
    }
}

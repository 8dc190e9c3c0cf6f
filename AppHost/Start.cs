using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;

namespace SharedServices.AppHost;

/// <summary>
/// What a start needs of this machine: a folder for the data, held by one host at a time, and the ports that people know.
/// <c>--Data=FOLDER</c> keeps the data elsewhere; <c>--Port=0</c> takes free ports instead.
/// </summary>
internal static class Start
{
    public static string DataFolder(this IDistributedApplicationBuilder builder) => builder.Configuration["Data"] is { } folder
        ? Path.GetFullPath(folder)
        : Path.GetFullPath("../artifacts/data", builder.AppHostDirectory);

    /// <summary>The port that people know, or none, so that Aspire finds a free one.</summary>
    public static int? KnownPort(this IDistributedApplicationBuilder builder, int port) => builder.Configuration["Port"] == "0" ? null : port;

    /// <summary>Holds the data folder until this process ends, however it ends. Says what stands in the way of a start, and null if nothing does.</summary>
    public static string? WhatStandsInTheWay(this IDistributedApplicationBuilder builder, params IEnumerable<int> ports)
    {
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(it => it.Port).ToHashSet();
        string[] dashboard = ["ASPNETCORE_URLS", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"];
        foreach (var name in dashboard.Where(name => builder.KnownPort(0) is null && builder.Configuration[name] is not null))
        {
            var free = Enumerable.Range(Random.Shared.Next(12_000, 30_000), 2_000).First(listening.Add);
            builder.Configuration[name] = $"http://localhost:{free}";
        }

        var taken = ports.Concat(dashboard.Select(name => builder.Configuration[name]).OfType<string>().Select(address => new Uri(address).Port))
            .Where(port => builder.KnownPort(port) is not null && listening.Contains(port)).ToList();
        if (taken.Count > 0)
        {
            return $"Something else listens on port {string.Join(" and ", taken)}, perhaps another copy of this system: stop it, or take free "
                + "ports with --Port=0 (make run ARGS=--Port=0).";
        }

        var folder = Directory.CreateDirectory(builder.DataFolder()).FullName;
        try
        {
            builder.Services.AddSingleton(new FileStream(Path.Combine(folder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return null;
        }
        catch (IOException)
        {
            return $"The system already runs on the data in {folder}: stop it, or give another folder with --Data=FOLDER.";
        }
    }
}

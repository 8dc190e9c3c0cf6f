namespace Orchestration;

/// <summary>How to start the system.</summary>
public sealed record PlatformOptions
{
    /// <summary>What must stand, with all that it waits for; the rest of the map can be started later by name.</summary>
    public IReadOnlyList<string> Only { get; init; } = ["identity", "gateway", "portal"];

    /// <summary>A commit need not survive a crash: faster, and never for a system that is killed, measured or looked at afterwards.</summary>
    public bool ThrowAway { get; init; }

    /// <summary>Starts again by itself what dies. Without it the dead stay dead, until a test brings them back.</summary>
    public bool Restart { get; init; }

    /// <summary>Takes containers where this machine has a runtime for them. Without it servers are programs, which can be killed.</summary>
    public bool Containers { get; init; }

    /// <summary>More settings for single resources, read at each of their starts: <c>["gateway"]["RateLimit__BurstRequests"]</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>The broker's users and virtual hosts, where they are others than the system's.</summary>
    public string? Definitions { get; init; }
}

/// <summary>How long the start took: servers first, then the services on top of them.</summary>
public sealed record StartSeconds(double ServersReady, double ServicesReady);

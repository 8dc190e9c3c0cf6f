namespace LocalHost;

/// <summary>How to start the system.</summary>
public sealed record LocalSystemOptions
{
    /// <summary>Where data stay between runs; without it they live in a temporary folder that goes when the system stops.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Throw-away is for speed only; a system that is killed and looked at afterwards must be durable.</summary>
    public Durability Durability { get; init; } = Durability.Durable;

    /// <summary>Gives the gateway, the portal and the identity provider the ports that people know, where those are free.</summary>
    public bool KnownPorts { get; init; }

    /// <summary>Runs the Aspire dashboard beside the system and sends telemetry to it.</summary>
    public bool Dashboard { get; init; }

    /// <summary>Leaves services out: those named, and nothing but what they wait for, are started.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>More settings for single resources, by resource and variable: <c>["gateway"]["RateLimit__BurstRequests"]</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
}

/// <summary>How long the start took: servers first, then the services on top of them.</summary>
public sealed record StartSeconds(double ServersReady, double ServicesReady);

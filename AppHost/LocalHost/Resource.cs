namespace LocalHost;

/// <summary>What kind of thing a resource of the system is.</summary>
public enum ResourceKind
{
    Postgres,
    Database,
    RabbitMq,
    Node,
    Service,
    Step
}

/// <summary>A resource of the system as AppHost.cs declares it: what it is given, and what it waits for.</summary>
public sealed record Resource(string Name, ResourceKind Kind)
{
    /// <summary>The project's folder, from the root of the repository.</summary>
    public string Folder { get; init; } = "";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The name that the resource goes by at the database server and the broker: a service's, also in its migration step.</summary>
    public string Login { get; init; } = "";

    /// <summary>The database that it signs in to with its own, limited login.</summary>
    public string? Database { get; init; }

    /// <summary>The database that it changes the shape of, as the owner.</summary>
    public string? OwnedDatabase { get; init; }

    /// <summary>Publishes and listens at the broker.</summary>
    public bool UsesBus { get; init; }

    /// <summary>Checks access tokens of the councils' issuers.</summary>
    public bool ChecksSignIn { get; init; }

    /// <summary>The services whose address it is told.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>What must be ready, or for a step finished, before it starts.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The port that people know it by, when nothing else holds it.</summary>
    public int KnownPort { get; init; }
}

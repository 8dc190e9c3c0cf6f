namespace ServiceDefaults;

/// <summary>The first answer to a keyed request, given again to every repetition of it. Committed with the effect.</summary>
public sealed class StoredAnswer
{
    public required string Issuer { get; init; }

    /// <summary>The client that sent the key, or the person where there is no client.</summary>
    public required string Client { get; init; }

    public required string Key { get; init; }

    public required string Council { get; init; }

    /// <summary>SHA-256 over method, path and canonical body: another request must not get this answer.</summary>
    public required byte[] Fingerprint { get; init; }

    public required int Status { get; init; }

    public required string Headers { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset StoredAt { get; init; }
}

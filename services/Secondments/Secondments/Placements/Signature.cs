namespace Secondments.Placements;

/// <summary>One party's signature under one document, which is known by the hash of its bytes and kept by the councils.</summary>
public sealed class Signature
{
    public required Signatory Signatory { get; init; }

    public required DateOnly SignedOn { get; init; }

    public required string DocumentSha256 { get; init; }

    public required string RecordedBy { get; init; }
}

/// <summary>The three who must sign.</summary>
public enum Signatory
{
    Home,
    Host,
    Employee,
}

namespace SchoolSupport.Schools;

/// <summary>A row of the register's links file: one school comes before or after another.</summary>
public sealed class SchoolLink
{
    public required string Urn { get; init; }

    public required string LinkUrn { get; init; }

    /// <summary>For example <c>Successor</c>, <c>Predecessor - merged</c>; others say nothing about identity.</summary>
    public required string LinkType { get; init; }

    public string? LinkName { get; init; }

    public DateOnly? EstablishedOn { get; init; }
}

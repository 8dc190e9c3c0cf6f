namespace Secondments.Contracts;

/// <summary>
/// An employment was told to be this person's: all employments of a council that name the same person are one person's. The last word
/// counts, for all days.
/// </summary>
public sealed record PersonEmployed
{
    public required string EmploymentReference { get; init; }

    public required string EmployerCouncil { get; init; }

    /// <summary>Begins with the council's code; opaque to everyone else.</summary>
    public required string PersonReference { get; init; }

    /// <summary>The first day of pay in the extract that named the person.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

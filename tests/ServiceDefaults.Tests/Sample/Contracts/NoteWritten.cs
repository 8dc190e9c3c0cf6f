namespace Sample.Contracts;

/// <summary>Someone wrote a note.</summary>
public sealed record NoteWritten
{
    public required string Reference { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Told, and heard by nobody.</summary>
public sealed record NoteFiled
{
    public required string Reference { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }
}

namespace Secondments.HrExtracts;

/// <summary>One file that a council's HR system sent, known by the hash of its bytes, and the answer that it got.</summary>
public sealed class HrExtract
{
    public required string Reference { get; init; }

    /// <summary>Rises with each extract, in the order in which they took effect.</summary>
    public required long Number { get; init; }

    public required string Council { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required int Rows { get; init; }

    public required int Taken { get; init; }

    public required IReadOnlyList<RowNotTaken> NotTaken { get; init; }

    public IReadOnlyList<StillHolds> StillHolds { get; set; } = [];

    public required IReadOnlyList<string> ForbiddenFieldsDropped { get; init; }

    public required IReadOnlyList<string> OtherFieldsDropped { get; init; }
}

/// <summary>A row of an extract that was not taken, and why. Rows count as a spreadsheet does: the header is row 1.</summary>
public sealed record RowNotTaken(int Row, string Column, string Value, string Rule, string Sentence);

/// <summary>What an earlier extract said of a row's employment and goes on counting, and how to change it.</summary>
public sealed record StillHolds(int Row, string EmploymentReference, string What, string Sentence);

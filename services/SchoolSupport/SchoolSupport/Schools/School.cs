namespace SchoolSupport.Schools;

/// <summary>
/// A school as the national register (GIAS) last said. A conversion gives a new school with a new number; the head teacher's name
/// is in the register and is not kept.
/// </summary>
public sealed class School
{
    /// <summary>The unique reference number, six digits.</summary>
    public required string Urn { get; init; }

    public required string Name { get; init; }

    /// <summary>The local authority's number, 921 for the Isle of Wight.</summary>
    public required string LaCode { get; init; }

    public string? EstablishmentNumber { get; init; }

    public required string TypeCode { get; init; }

    public string? TypeName { get; init; }

    /// <summary>Says who pays: see <see cref="Customer"/>.</summary>
    public required string TypeGroupCode { get; init; }

    public string? TypeGroupName { get; init; }

    public required string Status { get; init; }

    public string? Phase { get; init; }

    public DateOnly? OpenedOn { get; init; }

    /// <summary>The last day, included; null while open.</summary>
    public DateOnly? ClosedOn { get; init; }

    public string? TrustName { get; init; }

    public string? Ukprn { get; init; }

    private bool IsProposed => Status.StartsWith("Proposed to open", StringComparison.OrdinalIgnoreCase);

    // "Open, but proposed to close" is open.
    private bool IsClosed => Status.StartsWith("Closed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when the school is open on every one of the days.</summary>
    public Refusal? Refuse(DateRange days)
    {
        if (IsProposed)
        {
            return new("school-not-open", $"{Name} ({Urn}) is only proposed to open. Commission for it once the register says that it is open.");
        }

        if (IsClosed && ClosedOn is null)
        {
            return new("school-closed", $"{Name} ({Urn}) is closed, and the register does not say since when. Ask who took its place.");
        }

        if (OpenedOn > days.FirstDay)
        {
            return new("school-not-open", $"{Name} ({Urn}) opened on {OpenedOn:yyyy-MM-dd}. Ask who it was on {days.FirstDay:yyyy-MM-dd}.");
        }

        return ClosedOn is { } closed && (days.LastDay is null || days.LastDay > closed)
            ? new("school-closes", $"{Name} ({Urn}) closes on {closed:yyyy-MM-dd}. What its successor needs is a commission of its own.")
            : null;
    }
}

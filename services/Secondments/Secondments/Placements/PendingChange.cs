namespace Secondments.Placements;

/// <summary>A change that one council asked for. It takes effect when the other council asks for the same.</summary>
public sealed class PendingChange
{
    public required ChangeKind Kind { get; init; }

    /// <summary>The new last day, or the day from which a share counts.</summary>
    public required DateOnly Day { get; init; }

    public decimal? HostSharePercent { get; init; }

    public required string AskedByCouncil { get; init; }

    /// <summary>That officer's sign-in; null for changes of before it was kept.</summary>
    public string? AskedByOfficer { get; init; }

    public required string Reason { get; init; }

    public bool IsTheSameAs(PendingChange other) =>
        Kind == other.Kind && Day == other.Day && HostSharePercent == other.HostSharePercent;
}

/// <summary>What both councils must agree on once a secondment is active.</summary>
public enum ChangeKind
{
    Extension,
    Variation,
    EndingInThePast,
}

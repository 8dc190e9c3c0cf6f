namespace SchoolSupport.Commissions;

/// <summary>Days on which a commission stands still and charges nothing.</summary>
public sealed class Pause
{
    public required string CommissionReference { get; init; }

    public required List<string> Parties { get; init; }

    /// <summary>The council whose officer paused it; null for pauses of before it was kept.</summary>
    public string? PausedBy { get; init; }

    /// <summary>The first day of the pause.</summary>
    public required DateOnly PausedFrom { get; init; }

    /// <summary>The first day after the pause; null while it lasts.</summary>
    public DateOnly? ResumedFrom { get; private set; }

    public required string Reason { get; init; }

    public bool Covers(DateOnly day) => day >= PausedFrom && (ResumedFrom is null || day < ResumedFrom);

    internal Refusal? Resume(DateOnly from)
    {
        if (from <= PausedFrom)
        {
            return new("resumes-too-early", $"It is paused from {PausedFrom:yyyy-MM-dd}: it can go on from the day after at the earliest.");
        }

        ResumedFrom = from;
        return null;
    }
}

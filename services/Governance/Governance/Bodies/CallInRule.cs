namespace Governance.Bodies;

/// <summary>
/// How long a council's scrutiny has to call an executive decision in, from a day on. The rule is local to each council;
/// the latest one that has begun on the day of publication counts.
/// </summary>
public sealed class CallInRule
{
    public required string Council { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Working days after the day of publication, which is not counted.</summary>
    public required int WorkingDays { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>The first day on which a decision published on this day may be carried out, unless it is called in.</summary>
    /// <remarks>Published Friday 21 June 2013 with five working days: the window ends Friday 28 June, so Monday 1 July.</remarks>
    public DateOnly FirstDayAfterWindow(DateOnly publishedOn) => Values.WorkingDays.England.Add(publishedOn, WorkingDays + 1);
}

using SchoolSupport.Contracts;

namespace Recharging.Engine.Facts;

/// <summary>What is known of one school's commission: who pays, at what rate, and the days that have evidence.</summary>
public sealed class Commission
{
    public Known<CommissionAgreed>? Agreed { get; set; }

    public Known<CommissionStopped>? Stopped { get; set; }

    public List<Known<CommissionPaused>> Pauses { get; } = [];

    public List<Known<CommissionResumed>> Resumptions { get; } = [];

    /// <summary>By visit: a visit evidenced again is the same visit.</summary>
    public Dictionary<string, Known<SupportDayEvidenced>> Days { get; } = [];

    /// <summary>A day inside the commission, before it stopped and not paused may be charged.</summary>
    public bool Covers(DateOnly day) =>
        Agreed is { } agreed
        && day >= agreed.Body.FirstDay
        && day <= agreed.Body.LastDay
        && (Stopped is null || day <= Stopped.Body.LastDay)
        && !IsPaused(day);

    // The latest word up to the day counts; of a pause and a resumption from the same day the one learned later.
    private bool IsPaused(DateOnly day) => Pauses.Select(pause => (From: pause.Body.PausedFrom, pause.Number, Paused: true))
        .Concat(Resumptions.Select(resumption => (From: resumption.Body.ResumedFrom, resumption.Number, Paused: false)))
        .Where(word => word.From <= day)
        .OrderBy(word => word.From).ThenBy(word => word.Number)
        .LastOrDefault()
        .Paused;
}

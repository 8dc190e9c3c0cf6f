using SchoolSupport.Contracts;

namespace Recharging.Facts;

/// <summary>What is known of one school's commission: who pays, at what rate, and the days that have evidence.</summary>
public sealed class Commission
{
    public Known<CommissionAgreed>? Agreed { get; set; }

    public Known<CommissionStopped>? Stopped { get; set; }

    public List<Known<CommissionPaused>> Pauses { get; } = [];

    /// <summary>By visit: a visit evidenced again is the same visit.</summary>
    public Dictionary<string, Known<SupportDayEvidenced>> Days { get; } = [];

    /// <summary>A day inside the commission, before it stopped and not paused may be charged.</summary>
    public bool Covers(DateOnly day) =>
        Agreed is { } agreed
        && day >= agreed.Body.FirstDay
        && day <= agreed.Body.LastDay
        && (Stopped is null || day <= Stopped.Body.LastDay)
        && !Pauses.Exists(pause => pause.Body.PausedFrom <= day);
}

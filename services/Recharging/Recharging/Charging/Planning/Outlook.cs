using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Charging;

/// <summary>Two councils, all that is known of their charges now, and the service periods that are looked at. Nothing of it is
/// stored.</summary>
/// <param name="Councils">The caller's council and the other one.</param>
/// <param name="Facts">Known at the number.</param>
/// <param name="FactNumber">The last fact that is known now.</param>
/// <param name="FirstCharged">The first service period that is charged at all.</param>
/// <param name="LastIssued">The period of the last statement; null before the first.</param>
public sealed record Outlook(
    CouncilPair Councils, IReadOnlyList<Known<object>> Facts, long FactNumber, AccountingPeriod FirstCharged, AccountingPeriod? LastIssued)
{
    /// <summary>By agreed rates alone.</summary>
    public KnownFacts Known => new(Facts) { LastNumber = FactNumber };

    /// <summary>Before the first statement everything is new: then it begins with the month of the day.</summary>
    public static async Task<(Outlook? Outlook, Refusal? Refusal)> OfAsync(
        RechargingDb db, string council, DateOnly today, CancellationToken cancellationToken)
    {
        var number = await db.LastFactNumberAsync(cancellationToken);
        var facts = await db.AsWorkerAsync(() => db.FactsAsync(number, cancellationToken), cancellationToken);
        var (councils, refusal) = NewRun.Partners(new KnownFacts(facts), council);
        if (councils is null)
        {
            return (null, refusal);
        }

        var issued = await db.IssuedRunsAsync(councils, cancellationToken);
        return (new Outlook(councils, facts, number,
            issued.Count == 0 ? AccountingPeriod.Of(today) : issued.Min(run => run.FirstServicePeriod),
            issued.Count == 0 ? null : issued.Max(run => run.Period)), null);
    }
}

using Recharging.Charging;
using Recharging.Matching.Differences;
using Recharging.Officers;

namespace Recharging.Reconciling;

/// <summary>Tells both councils of alarms that were not there before, and once when none is left; what is known is not said again.</summary>
public static class AlarmNotices
{
    /// <param name="statement">That was reconciled.</param>
    /// <param name="before">The sentences of the alarms of the version before; empty when there is none.</param>
    /// <param name="alarms">Of this version.</param>
    /// <param name="at">When it was made.</param>
    public static IEnumerable<Notice> Of(
        Statement statement, IReadOnlyCollection<string> before, IReadOnlyList<ReconciliationRecord.Alarm> alarms, DateTimeOffset at)
    {
        var added = alarms.Select(alarm => alarm.Sentence).Except(before, StringComparer.Ordinal).ToList();
        var sentence = added switch
        {
            [var only] => $"The reconciliation of {statement.Number} has a new alarm: {only}",
            [var first, ..] => $"The reconciliation of {statement.Number} has {added.Count} new alarms, the first: {first}",
            [] when alarms.Count == 0 && before.Count > 0 => $"The reconciliation of {statement.Number} has no alarm left.",
            _ => null
        };
        return sentence is null
            ? []
            : statement.Parties.Select(council => Notice.To(council, NoticeKinds.ReconciliationAlarm, statement.Number, sentence, at));
    }
}

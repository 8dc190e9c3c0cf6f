using System.Collections.Frozen;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Values;

namespace MatchFiles;

/// <summary>
/// Which other statements' charges a ledger has already: those that an earlier line quotes. Of a month that the file has nothing of, it is
/// taken that what the ledger should have of it stands there.
/// </summary>
public static class OtherCharges
{
    public static OtherStatements Of(IReadOnlyList<Sides> statement, IReadOnlyList<ControlLine> lines)
    {
        var own = statement.Select(side => side.Charge.Reference).ToHashSet(StringComparer.Ordinal);
        var first = statement.Min(side => side.Charge.Period);
        var months = lines.Select(line => (line.Key.Council, line.Period)).ToHashSet();
        var earlier = lines.Where(line => line.Period < first && line.ExternalLineId is not null)
            .Select(line => (line.Key.Council, line.ExternalLineId!));
        var closed = lines.Where(line => line.ExternalLineId is { } quoted && !own.Contains(quoted) && MonthOf(quoted) is { } month && month < first
            && !months.Contains((line.Key.Council, month))).Select(line => (line.Key.Council, line.ExternalLineId!));
        return new OtherStatements(FrozenSet<string>.Empty, earlier.Concat(closed).ToHashSet());
    }

    private static AccountingPeriod? MonthOf(string reference) =>
        ReferenceForm.PeriodsIn(reference).Select(period => (AccountingPeriod?)period).FirstOrDefault();
}

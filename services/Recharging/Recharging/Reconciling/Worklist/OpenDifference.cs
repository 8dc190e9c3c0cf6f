using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>Something that a reconciliation left for an officer: a difference with its reason, or an alarm without.</summary>
/// <param name="Id">Null for an alarm of a whole account: it is mended in the ledger or in what was sent of it.</param>
/// <param name="Reason">Null when nothing explains it.</param>
/// <param name="Kind"><c>difference</c>, or the kind of the alarm.</param>
public sealed record OpenDifference(
    string? Id, string Kind, string? Reason, string? StatementLine, string? Council, string? Account, Money Amount, string Sentence,
    IReadOnlyList<ReconciliationRecord.CitedLine> Lines)
{
    /// <summary>The ledger line that its sentence is about, where that is not the first of <see cref="Lines"/>.</summary>
    public ReconciliationRecord.LineToMend? Mend { get; init; }

    public const string Difference = "difference";

    /// <summary>Its lines could each be several things, so its pounds belong nowhere yet.</summary>
    public bool IsAmbiguous => Kind == "ambiguous";

    public static OpenDifference Of(ReconciliationRecord.Item item) => new(
        item.Id, Difference, item.Reason, item.StatementLine, null, null, Money.Pounds(item.AmountGbp), item.Sentence, item.Lines)
    {
        Mend = item.Mend
    };

    public static OpenDifference Of(ReconciliationRecord.Alarm alarm) => new(
        alarm.Id, alarm.Kind, null, null, alarm.Council, alarm.Account, Money.Pounds(alarm.AmountGbp ?? 0m), alarm.Sentence,
        alarm.Lines ?? []);
}

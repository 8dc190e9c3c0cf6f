using Recharging.Matching.Differences;
using Values;

namespace Recharging.Reconciling;

/// <summary>
/// What is open between two councils after their latest reconciliations. The rows and what is written off add up to the difference of
/// the balances that the ERPs sent last: what one month carries into the next is counted in the month that it comes from.
/// </summary>
public sealed class OpenItems
{
    private readonly DateOnly _today;
    private readonly List<OpenItem> _rows = [];

    private OpenItems(DateOnly today) => _today = today;

    public IReadOnlyList<OpenItem> Rows => _rows;

    public Money WrittenOff { get; private set; }

    /// <summary>Of the balances of the last period.</summary>
    public Money Difference { get; private set; }

    /// <param name="statements">Of two councils, in any order.</param>
    /// <param name="today">The day it is in England.</param>
    public static OpenItems Of(IEnumerable<ReconciledStatement> statements, DateOnly today)
    {
        var items = new OpenItems(today);
        var months = statements.OrderBy(month => month.Statement.Period).ToList();
        var cleared = ClearedByLaterMonths(months);
        Money? carried = null;
        foreach (var month in months)
        {
            items.Take(month, carried, cleared);
            carried = Money.Pounds(month.Record.DifferenceGbp);
            items.Difference = carried.Value;
        }

        return items;
    }

    private void Take(ReconciledStatement month, Money? carried, HashSet<(string Statement, string Item)> cleared)
    {
        var shown = Money.Zero;
        foreach (var item in month.Record.Items)
        {
            shown += Money.Pounds(item.AmountGbp);
            if (item.WrittenOff is not null)
            {
                WrittenOff += Money.Pounds(item.AmountGbp);
            }
            else if (item.Reason == Reason.Opening && carried is { } before)
            {
                if (Money.Pounds(item.AmountGbp) - before is var gap && gap != Money.Zero)
                {
                    Add(month, OpenDifference.Of(item) with { Amount = gap });
                }
            }
            else if (item.Reason != Reason.Reversal && !cleared.Contains((month.Statement.Number, item.Id ?? "")))
            {
                Add(month, OpenDifference.Of(item));
            }
        }

        if (carried is { } unopened && !month.Record.Items.Any(item => item.Reason == Reason.Opening) && unopened != Money.Zero)
        {
            AddUnnamed(month, -unopened, $"The ERPs brought nothing forward into {month.Record.Period}; {unopened} was open before.");
        }

        foreach (var alarm in month.Record.Alarms.Select(OpenDifference.Of))
        {
            var row = alarm with { Amount = ShareOfUnexplained(alarm) };
            shown += row.Amount;
            Add(month, row);
        }

        if (Money.Pounds(month.Record.DifferenceGbp) - shown is var rest && rest != Money.Zero)
        {
            AddUnnamed(month, rest, $"{rest} of the difference is in lines that could each be several things, or in a balance not sent.");
        }
    }

    // A balance that was not sent is missing from the difference; other alarms tell of pounds that an item already has.
    private static Money ShareOfUnexplained(OpenDifference alarm) => alarm.Kind switch
    {
        "noReason" or "ambiguous" or "balance" => alarm.Amount,
        "noBalance" => -alarm.Amount,
        _ => Money.Zero
    };

    private void AddUnnamed(ReconciledStatement month, Money amount, string sentence) =>
        Add(month, new OpenDifference(null, "unexplained", null, null, null, null, amount, sentence, []));

    private void Add(ReconciledStatement month, OpenDifference item)
    {
        var line = item.StatementLine is { } reference ? month.Lines.GetValueOrDefault(reference) : null;
        var councils = item.Lines.Select(cited => cited.Council).Distinct(StringComparer.Ordinal).ToList();
        var dueOn = month.Statement.DueOn ?? month.Statement.IssuedOn;
        var (days, age) = Ageing.Of(dueOn, _today);
        var live = DecisionsInForce.Live(month.Decisions);
        var proposals = month.Proposals[item.Id ?? ""].ToList();
        var correction = Corrections.Of(
            item, month.Statement.Parties, item.StatementLine is { } disputed ? month.Disputes.GetValueOrDefault(disputed) : null);
        var holder = item.Council ?? (councils is [var only] ? only : line?.Payee);
        var proposed = live.LastOrDefault(decision => decision.Kind is DecisionKind.WriteOff && decision.Item == item.Id
            && decision.NeedsApproval && decision.Amount == item.Amount);
        _rows.Add(new OpenItem(
            item.Id, month.Statement.Number, month.Statement.Period.ToString(), item.Kind, item.Reason, item.StatementLine,
            line?.Description, holder, item.Account, item.Amount.InPounds, dueOn, days,
            age, live.LastOrDefault(decision => decision.Kind is DecisionKind.Assign && decision.Item == item.Id)?.Owner,
            proposed is null ? "open" : "writeOffProposed", proposed?.Number, item.Sentence,
            proposed is null ? correction.ToDo : "Approve the write-off, or reject it.",
            proposed is null ? correction.Councils : [proposed.Council],
            proposed is null ? Deciding.WriteOffOf(item, month.Terms) : null, item.Lines, proposals.FirstOrDefault(), proposals.Count));
    }

    // Posted a month late: the month it was missing in and the month it turned up in cancel out, once both are reconciled.
    private static HashSet<(string Statement, string Item)> ClearedByLaterMonths(List<ReconciledStatement> months)
    {
        var cleared = new HashSet<(string, string)>();
        var arrived = months.SelectMany(month => month.Record.Items
            .Where(item => item is { Reason: Reason.Timing, StatementLine: null, Lines: [_] })
            .Select(item => (month.Statement.Number, Item: item))).ToDictionary(found => Named(found.Item.Lines[0]));
        foreach (var month in months)
        {
            foreach (var item in month.Record.Items.Where(item => item is { Reason: Reason.Timing, StatementLine: not null }))
            {
                var late = item.Lines.Where(line => line.Period != month.Record.Period).Select(Named).ToList();
                var later = late.Where(arrived.ContainsKey).Select(line => arrived[line]).ToList();
                if (later.Count == late.Count && later.Sum(found => Money.Pounds(found.Item.AmountGbp)) == -Money.Pounds(item.AmountGbp))
                {
                    cleared.Add((month.Statement.Number, item.Id ?? ""));
                    cleared.UnionWith(later.Select(found => (found.Number, found.Item.Id ?? "")));
                }
            }
        }

        return cleared;
    }

    private static (string, string, int, int) Named(ReconciliationRecord.CitedLine line) =>
        (line.Council, line.DocRef, line.LineNo, line.Part);
}

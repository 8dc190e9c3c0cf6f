using Values;

namespace Recharging.Reconciliation;

/// <summary>
/// Holds the lines we have against the balances that the ERPs sent: a line that was lost, changed or brought twice shows here, with
/// its account and period, whatever matching makes of it.
/// </summary>
public static class ControlAccounts
{
    public static IEnumerable<ReconciliationRecord.Alarm> Check(ToReconcile input)
    {
        var lines = input.Lines.Where(line => line.Period == input.Period).ToLookup(line => (line.Key.Council, line.Account));
        var balances = input.Balances.ToDictionary(balance => (balance.Council, balance.Account));
        foreach (var (council, account) in lines.Select(group => group.Key).Union(balances.Keys)
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal))
        {
            var opening = lines[(council, account)].Where(line => line.IsOpening).ToList();
            var posted = lines[(council, account)].Where(line => !line.IsOpening).Sum(line => line.Amount);
            if (!balances.TryGetValue((council, account), out var sent))
            {
                yield return Alarm(
                    "noBalance",
                    council,
                    account,
                    input.Period,
                    posted,
                    $"the ERP sent {posted} of lines and no balance to hold them against.");
                continue;
            }

            var expectedOpening = opening.Count > 0 ? opening.Sum(line => line.Amount) : sent.ClosingBefore ?? sent.Opening;
            if (sent.Opening != expectedOpening)
            {
                yield return Alarm(
                    "opening",
                    council,
                    account,
                    input.Period,
                    sent.Opening - expectedOpening,
                    $"the ERP sent an opening balance of {sent.Opening}; what was brought forward is {expectedOpening}.");
            }

            if (sent.Closing != sent.Opening + posted)
            {
                yield return Alarm(
                    "balance",
                    council,
                    account,
                    input.Period,
                    sent.Closing - sent.Opening - posted,
                    $"opening {sent.Opening} and lines of {posted} come to {sent.Opening + posted}; the ERP sent a closing balance of "
                    + $"{sent.Closing}, so {(sent.Closing - sent.Opening - posted).Abs()} is unaccounted for.");
            }
        }
    }

    private static ReconciliationRecord.Alarm Alarm(
        string kind, string council, string account, AccountingPeriod period, Money amount, string sentence) =>
        new(kind, council, account, period.ToString(), amount.InPounds, $"{council} account {account}, {period}: {sentence}");
}

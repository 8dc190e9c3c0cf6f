using Values;

namespace Recharging.Matching.Differences;

/// <summary>A month of a control account: what came forward and was posted by the lines we have, and what the ERP says stands on it.</summary>
/// <param name="BroughtForward">By opening documents; null when there is none.</param>
/// <param name="Posted">By all other lines, debit less credit.</param>
/// <param name="Sent">Null when the ERP sent no balance of the month.</param>
public sealed record AccountMonth(
    string Council, string Account, AccountingPeriod Period, Money? BroughtForward, Money Posted, SentBalance? Sent)
{
    /// <summary>By the lines, else by what was sent as the closing balance of the month before; null when neither says.</summary>
    public Money? ExpectedOpening => BroughtForward ?? Sent?.ClosingBefore;

    /// <summary>What the balances say beyond what the lines do; null when no balance was sent.</summary>
    public Money? Unaccounted => Sent is null ? null : Sent.Closing - Sent.Opening - Posted;
}

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
        return lines.Select(group => group.Key).Union(balances.Keys)
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal)
            .SelectMany(key => Check(new AccountMonth(
                key.Item1,
                key.Item2,
                input.Period,
                lines[key].Any(line => line.IsOpening) ? lines[key].Where(line => line.IsOpening).Sum(line => line.Amount) : null,
                lines[key].Where(line => !line.IsOpening).Sum(line => line.Amount),
                balances.GetValueOrDefault(key))));
    }

    /// <summary>What of the month has no explanation; nothing when opening balance and lines come to the closing balance.</summary>
    public static IEnumerable<ReconciliationRecord.Alarm> Check(AccountMonth month)
    {
        if (month.Sent is not { } sent)
        {
            yield return Alarm(
                "noBalance", month, month.Posted, $"the ERP sent {month.Posted} of lines and no balance to hold them against.");
            yield break;
        }

        if (month.ExpectedOpening is { } expected && sent.Opening != expected)
        {
            yield return Alarm(
                "opening",
                month,
                sent.Opening - expected,
                $"the ERP sent an opening balance of {sent.Opening}; what was brought forward is {expected}.");
        }

        if (month.Unaccounted is { } gap && gap != Money.Zero)
        {
            yield return Alarm(
                "balance",
                month,
                gap,
                $"opening {sent.Opening} and lines of {month.Posted} come to {sent.Opening + month.Posted}; the ERP sent a closing balance of "
                + $"{sent.Closing}, so {gap.Abs()} is unaccounted for.");
        }
    }

    private static ReconciliationRecord.Alarm Alarm(string kind, AccountMonth month, Money amount, string sentence) => new(
        kind, month.Council, month.Account, month.Period.ToString(), amount.InPounds,
        $"{month.Council} account {month.Account}, {month.Period}: {sentence}");
}

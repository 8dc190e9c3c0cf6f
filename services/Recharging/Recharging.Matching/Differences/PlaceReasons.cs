using Values;

namespace Recharging.Matching.Differences;

/// <summary>A charge that one ledger has in another period, or not at all.</summary>
internal static class PlaceReasons
{
    // Each ledger is named: where both are late the pounds meet, and yet none of them is in the period.
    public static Difference? PostedInAnotherPeriod(ChargeCase about, Money left)
    {
        var others = about.Lines.Where(line => line.Period != about.Period).ToList();
        var said = others.GroupBy(line => (line.Key.Council, line.Period))
            .Select(late => $"{late.Key.Council} posted {ChargeCase.Amounts([.. late])} in {late.Key.Period}");
        return others.Count == 0
            ? null
            : about.Say(Reason.Timing, -others.Sum(line => line.Amount), $"{string.Join(" and ", said)}, not in {about.Period}.");
    }

    public static Difference? MissingAtPayer(ChargeCase about, Money left) =>
        !about.Payee.IsAbsent && about.Payer.Missing.Any(entry => entry.Amount != Money.Zero)
            ? about.Say(
                Reason.MissingAtPayer,
                about.Payer.IsAbsent ? left - AmountReasons.Held(about, left) : -about.Payer.Missing.Sum(entry => entry.Amount),
                $"{about.Payee.Council} has posted {about.Description}; {about.Payer.Council} has not.")
            : null;

    public static Difference? MissingAtPayee(ChargeCase about, Money left) =>
        !about.Payer.IsAbsent && about.Payee.Missing.Count > 0
            ? about.Say(
                Reason.MissingAtPayee,
                about.Payee.IsAbsent ? left : -about.Payee.Missing.Sum(entry => entry.Amount),
                $"{about.Payer.Council} has posted {about.Description}; {about.Payee.Council} has not.")
            : null;
}

using Values;

namespace Recharging.Reconciliation;

/// <summary>A charge that one ledger has in another period, or not at all.</summary>
internal static class PlaceReasons
{
    public static Difference? PostedInAnotherPeriod(ChargeCase about, Money left)
    {
        var others = about.Lines.Where(line => line.Period != about.Period).ToList();
        return others.Count == 0
            ? null
            : about.Say(
                Reason.Timing,
                -others.Sum(line => line.Amount),
                $"{others[0].Key.Council} posted {ChargeCase.Amounts(others)} in {others[0].Period}, not in {about.Period}.");
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

using Values;

namespace Recharging.Matching.Differences;

/// <summary>
/// The reasons for which statement lines can look different in two ledgers, each rule once and in the order in which they are
/// asked. Amounts are debit less credit, so two ledgers that agree add up to nil; each rule takes its part of what they add up to,
/// and what no rule takes stays without a reason. Lines that one posting stands for together are explained together.
/// </summary>
public static class DifferenceReasons
{
    private delegate Difference? Rule(ChargeCase about, Money left);

    // First what explains pounds, largest cause first; then what differs though the pounds agree.
    private static readonly IReadOnlyList<Rule> Rules =
    [
        PlaceReasons.PostedInAnotherPeriod, PlaceReasons.MissingAtPayer, PlaceReasons.MissingAtPayee, AmountReasons.SignTurned,
        AmountReasons.WithheldInDispute, AmountReasons.OffByAPenny, AmountReasons.VatLeftOut, AmountReasons.DigitsSwapped,
        AmountReasons.PaidInPart, AmountReasons.AmountDiffers, CodeReasons.FoundWithoutReference, CodeReasons.BookedElsewhere,
        CodeReasons.VatDiffers
    ];

    /// <param name="charges">One, or those that a posting stands for together.</param>
    /// <param name="period">Only lines of this period are in the balances that are compared.</param>
    /// <param name="terms">What is near enough.</param>
    /// <param name="explained">What officers have given a reason for already.</param>
    public static IReadOnlyList<Difference> Of(
        IReadOnlyList<Charge> charges, AccountingPeriod period, MatchingTerms terms, Money explained = default)
    {
        var about = new ChargeCase(charges, period, terms);
        var left = about.Sum - explained;
        var differences = new List<Difference>();
        foreach (var rule in Rules)
        {
            if (rule(about, left) is { } difference)
            {
                differences.Add(difference);
                left -= difference.Amount;
            }
        }

        return differences;
    }
}

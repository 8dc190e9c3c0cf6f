using Values;

namespace Recharging.Reconciliation;

/// <summary>
/// The reasons for which a statement line can look different in two ledgers, each rule once and in the order in which they are
/// asked. Amounts are debit less credit, so two ledgers that agree add up to nil; each rule takes its part of what they add up to,
/// and what no rule takes stays without a reason.
/// </summary>
public static class DifferenceReasons
{
    /// <summary>What is known of a statement line while its differences are named.</summary>
    private sealed record Case(LineToMatch Line, Leg? Payee, Leg? Payer, AccountingPeriod Period, MatchingTerms Terms)
    {
        public IReadOnlyList<ControlLine> Lines { get; } = [.. (Payee?.Lines ?? []).Concat(Payer?.Lines ?? [])];

        /// <summary>What both ledgers add up to in the period.</summary>
        public Money Sum => Lines.Where(line => line.Period == Period).Sum(line => line.Amount);
    }

    private delegate Difference? Rule(Case about, Money left);

    // First what explains pounds, largest cause first; then what differs though the pounds agree.
    private static readonly IReadOnlyList<Rule> Rules =
    [
        PostedInAnotherPeriod, MissingAtPayer, MissingAtPayee, WithheldInDispute, PaidInPart, OffByAPenny, VatLeftOut, AmountDiffers,
        FoundWithoutReference, BookedElsewhere, VatCodeDiffers
    ];

    /// <param name="line">The statement line.</param>
    /// <param name="payee">What stands for it in the ledger of the council that is owed, null when nothing does.</param>
    /// <param name="payer">The same in the other ledger.</param>
    /// <param name="period">Only lines of this period are in the balances that are compared.</param>
    /// <param name="terms">What is near enough.</param>
    /// <param name="explained">What officers have given a reason for already.</param>
    public static IReadOnlyList<Difference> Of(
        LineToMatch line, Leg? payee, Leg? payer, AccountingPeriod period, MatchingTerms terms, Money explained = default)
    {
        var about = new Case(line, payee, payer, period, terms);
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

    private static Difference? PostedInAnotherPeriod(Case about, Money left)
    {
        var others = about.Lines.Where(line => line.Period != about.Period).ToList();
        return others.Count == 0
            ? null
            : Say(
                about,
                Reason.Timing,
                -others.Sum(line => line.Amount),
                $"{others[0].Key.Council} posted {Amounts(others)} in {others[0].Period}, not in {about.Period}.");
    }

    private static Difference? MissingAtPayer(Case about, Money left) =>
        about is { Payee: not null, Payer: null } && about.Line.Payer.Amount != Money.Zero
            ? Say(
                about,
                Reason.MissingAtPayer,
                left - Held(about, left),
                $"{about.Line.Payee.Council} has posted {about.Line.Description}; {about.Line.Payer.Council} has not.")
            : null;

    private static Difference? MissingAtPayee(Case about, Money left) =>
        about is { Payee: null, Payer: not null }
            ? Say(
                about,
                Reason.MissingAtPayee,
                left,
                $"{about.Line.Payer.Council} has posted {about.Line.Description}; {about.Line.Payee.Council} has not.")
            : null;

    private static Difference? WithheldInDispute(Case about, Money left) =>
        Held(about, left) is var held && held != Money.Zero
            ? Say(
                about,
                Reason.Disputed,
                held,
                $"{about.Line.Payer.Council} disputes {held} of {about.Line.Description} and withholds it.")
            : null;

    private static Difference? PaidInPart(Case about, Money left) =>
        about.Payer is { Lines.Count: > 1 } payer && left.Abs() > about.Terms.AutoTolerance
            && left > Money.Zero == about.Line.Payee.IsDebit
            ? Say(
                about,
                Reason.PartPayment,
                left,
                $"{about.Line.Payer.Council} posted {payer.Lines.Count} parts, {Amounts(payer.Lines)} together; {left} is still open.")
            : null;

    private static Difference? OffByAPenny(Case about, Money left) =>
        left != Money.Zero && left.Abs() <= about.Terms.AutoTolerance
            ? Say(
                about,
                Reason.Rounding,
                left,
                $"The two ledgers differ by {left.Abs()}, within the tolerance of {about.Terms.AutoTolerance}.")
            : null;

    private static Difference? VatLeftOut(Case about, Money left) =>
        about.Line.Vat != Money.Zero && left.Abs() == about.Line.Vat.Abs() && about is { Payee: not null, Payer: not null }
            ? Say(
                about,
                Reason.Vat,
                left,
                $"One ledger has {about.Line.Description} with its VAT of {about.Line.Vat.Abs()}, the other without.")
            : null;

    private static Difference? AmountDiffers(Case about, Money left) =>
        left != Money.Zero && about.Payee is { } payee
            ? Say(
                about,
                Reason.Amount,
                left,
                $"{about.Line.Payee.Council} posted {Amounts(payee.Lines)} and "
                + $"{about.Line.Payer.Council} {Amounts(about.Payer?.Lines ?? [])}.")
            : null;

    private static Difference? FoundWithoutReference(Case about, Money left)
    {
        var found = new[] { about.Payee, about.Payer }.Where(leg => leg is { Rule: not (MatchRule.ExactReference or MatchRule.Decided) })
            .SelectMany(leg => leg!.Lines).ToList();
        return found is [var first, ..]
            ? new Difference(
                Reason.Reference,
                Money.Zero,
                $"{first.Key.Council} quotes {(first.ExternalLineId is { } quoted ? $"'{quoted}'" : "no reference")} instead of "
                + $"{about.Line.Reference}; found by amount and {(about.Lines.Count > 0 && IsByDate(about) ? "day" : "period")}.",
                found,
                about.Line.Reference)
            : null;
    }

    private static Difference? BookedElsewhere(Case about, Money left)
    {
        var wrong = Miscoded(about, (coded, expected) =>
            !expected.Any(place => place.Account == coded.Account && place.CostCentre == coded.CostCentre));
        return wrong is var (line, coded, expected)
            ? new Difference(
                Reason.Coding,
                Money.Zero,
                $"{line.Key.Council} booked line {coded.Key.LineNo} of {coded.Key.DocRef} to {Place(coded.Account, coded.CostCentre)}; "
                + $"the journal says {string.Join(" or ", expected.Select(place => Place(place.Account, place.CostCentre)).Distinct())}.",
                [line],
                about.Line.Reference)
            : null;
    }

    private static Difference? VatCodeDiffers(Case about, Money left)
    {
        var wrong = Miscoded(about, (coded, expected) =>
            expected.Where(place => place.Account == coded.Account).ToList() is { Count: > 0 } there
            && there.TrueForAll(place => place.VatCode != coded.VatCode));
        return wrong is var (line, coded, expected)
            ? new Difference(
                Reason.Vat,
                Money.Zero,
                $"{line.Key.Council} used VAT code {coded.VatCode ?? "none"} on line {coded.Key.LineNo} of {coded.Key.DocRef}; "
                + $"the journal says {string.Join(" or ", expected.Select(code => code.VatCode ?? "none").Distinct())}.",
                [line],
                about.Line.Reference)
            : null;
    }

    // What is withheld explains as much of what is left as lies in its direction, and never more.
    private static Money Held(Case about, Money left) =>
        about.Line.Disputed > Money.Zero && left >= about.Line.Disputed - about.Terms.AutoTolerance && about.Payee is not null
            ? about.Line.Disputed
            : Money.Zero;

    private static (ControlLine Line, CodedLine Coded, IReadOnlyList<ExpectedCoding> Expected)? Miscoded(
        Case about, Func<CodedLine, IReadOnlyList<ExpectedCoding>, bool> isWrong)
    {
        foreach (var (leg, expected) in new[] { (about.Payee, about.Line.Payee.Coding), (about.Payer, about.Line.Payer.Coding) })
        {
            foreach (var line in leg?.Lines ?? [])
            {
                if (expected.Count > 0 && line.Coding.FirstOrDefault(coded => isWrong(coded, expected)) is { } coded)
                {
                    var there = expected.Where(place => place.Account == coded.Account).ToList();
                    return (line, coded, there.Count > 0 ? there : expected);
                }
            }
        }

        return null;
    }

    private static bool IsByDate(Case about) =>
        about.Payee?.Rule is MatchRule.AmountAndDate || about.Payer?.Rule is MatchRule.AmountAndDate;

    private static Difference Say(Case about, string reason, Money amount, string sentence) =>
        new(reason, amount, sentence, about.Lines, about.Line.Reference);

    private static string Amounts(IReadOnlyList<ControlLine> lines) => lines.Sum(line => line.Amount).Abs().ToString();

    private static string Place(string account, string? costCentre) =>
        costCentre is null ? $"account {account}" : $"account {account}, cost centre {costCentre}";
}

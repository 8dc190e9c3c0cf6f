using System.Globalization;
using Recharging.Reconciliation.Matching;
using Values;

namespace Recharging.Reconciliation;

/// <summary>The lines of one ledger that stand for a statement line, or for several together.</summary>
public sealed record Leg(MatchRule Rule, IReadOnlyList<ControlLine> Lines);

/// <summary>A statement line and where it was found in each ledger, null where it was not.</summary>
public sealed record Charge(LineToMatch Line, Leg? Payee, Leg? Payer);

/// <summary>
/// The reasons for which statement lines can look different in two ledgers, each rule once and in the order in which they are
/// asked. Amounts are debit less credit, so two ledgers that agree add up to nil; each rule takes its part of what they add up to,
/// and what no rule takes stays without a reason. Lines that one posting stands for together are explained together.
/// </summary>
public static class DifferenceReasons
{
    /// <summary>What is known of a charge, or of charges posted together, while the differences are named.</summary>
    private sealed class Case(IReadOnlyList<Charge> charges, AccountingPeriod period, MatchingTerms terms)
    {
        public AccountingPeriod Period => period;

        public MatchingTerms Terms => terms;

        public Side Payee { get; } = new(charges, charge => charge.Line.Payee, charge => charge.Payee);

        public Side Payer { get; } = new(charges, charge => charge.Line.Payer, charge => charge.Payer);

        public IEnumerable<Side> Sides => [Payee, Payer];

        public string Reference => charges[0].Line.Reference;

        public string Description => charges is [var only] ? only.Line.Description
            : $"{charges[0].Line.Description} and {charges.Count - 1} more";

        public Money Vat { get; } = charges.Sum(charge => charge.Line.Vat);

        public Money Disputed { get; } = charges.Sum(charge => charge.Line.Disputed);

        public IReadOnlyList<ControlLine> Lines => field ??= [.. Payee.Lines, .. Payer.Lines];

        /// <summary>What both ledgers add up to in the period.</summary>
        public Money Sum => Lines.Where(line => line.Period == Period).Sum(line => line.Amount);
    }

    /// <summary>One ledger's part of a case.</summary>
    private sealed class Side(IReadOnlyList<Charge> charges, Func<Charge, ExpectedEntry> entry, Func<Charge, Leg?> leg)
    {
        public string Council { get; } = entry(charges[0]).Council;

        public bool IsDebit { get; } = entry(charges[0]).IsDebit;

        public Money Expected { get; } = charges.Sum(charge => entry(charge).Amount);

        public IReadOnlyList<Leg> Legs { get; } = [.. charges.Select(leg).OfType<Leg>().Distinct()];

        public IReadOnlyList<ExpectedEntry> Missing { get; } = [.. charges.Where(charge => leg(charge) is null).Select(entry)];

        public IReadOnlyList<ExpectedCoding> Coding { get; } = [.. charges.SelectMany(charge => entry(charge).Coding).Distinct()];

        // A posting is one object, however many charges it stands for.
        public IReadOnlyList<ControlLine> Lines => field ??=
            Legs is [var only] ? only.Lines : [.. Legs.SelectMany(found => found.Lines).Distinct<ControlLine>(ReferenceEqualityComparer.Instance)];

        public Money Posted => Lines.Sum(line => line.Amount);

        public bool IsAbsent => Legs.Count == 0;
    }

    private delegate Difference? Rule(Case about, Money left);

    // First what explains pounds, largest cause first; then what differs though the pounds agree.
    private static readonly IReadOnlyList<Rule> Rules =
    [
        PostedInAnotherPeriod, MissingAtPayer, MissingAtPayee, SignTurned, WithheldInDispute, OffByAPenny, VatLeftOut, DigitsSwapped,
        PaidInPart, AmountDiffers, FoundWithoutReference, BookedElsewhere, VatCodeDiffers
    ];

    /// <param name="charges">One, or those that a posting stands for together.</param>
    /// <param name="period">Only lines of this period are in the balances that are compared.</param>
    /// <param name="terms">What is near enough.</param>
    /// <param name="explained">What officers have given a reason for already.</param>
    public static IReadOnlyList<Difference> Of(
        IReadOnlyList<Charge> charges, AccountingPeriod period, MatchingTerms terms, Money explained = default)
    {
        var about = new Case(charges, period, terms);
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
        !about.Payee.IsAbsent && about.Payer.Missing.Any(entry => entry.Amount != Money.Zero)
            ? Say(
                about,
                Reason.MissingAtPayer,
                about.Payer.IsAbsent ? left - Held(about, left) : -about.Payer.Missing.Sum(entry => entry.Amount),
                $"{about.Payee.Council} has posted {about.Description}; {about.Payer.Council} has not.")
            : null;

    private static Difference? MissingAtPayee(Case about, Money left) =>
        !about.Payer.IsAbsent && about.Payee.Missing.Count > 0
            ? Say(
                about,
                Reason.MissingAtPayee,
                about.Payee.IsAbsent ? left : -about.Payee.Missing.Sum(entry => entry.Amount),
                $"{about.Payer.Council} has posted {about.Description}; {about.Payee.Council} has not.")
            : null;

    private static Difference? SignTurned(Case about, Money left) =>
        left.Abs() > about.Terms.AutoTolerance && about.Sides.FirstOrDefault(side => !side.IsAbsent && side.Expected != Money.Zero
            && (side.Posted + side.Expected).Abs() <= about.Terms.AutoTolerance) is { } turned
            ? Say(
                about,
                Reason.Amount,
                left,
                $"{turned.Council} turned the sign: it posted {about.Description} as {(turned.IsDebit ? "credit" : "debit")} "
                + $"of {turned.Posted.Abs()}, not as {(turned.IsDebit ? "debit" : "credit")}.")
            : null;

    private static Difference? WithheldInDispute(Case about, Money left) =>
        Held(about, left) is var held && held != Money.Zero
            ? Say(
                about,
                Reason.Disputed,
                held,
                $"{about.Payer.Council} disputes {held} of {about.Description} and withholds it.")
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
        left != Money.Zero && !about.Payee.IsAbsent && !about.Payer.IsAbsent && IsVat(about, left.Abs())
            ? Say(
                about,
                Reason.Vat,
                left,
                $"One ledger has {about.Description} with its VAT of {left.Abs()}, the other without.")
            : null;

    // Where the statement names no VAT, a fifth of the less or a sixth of the more is what one ledger took for it.
    private static bool IsVat(Case about, Money left)
    {
        if (about.Vat != Money.Zero)
        {
            return left == about.Vat.Abs();
        }

        var net = new[] { about.Payee.Posted.Abs(), about.Payer.Posted.Abs() }.Min();
        return net > Money.Zero && (Money.RoundHalfUp(net.InPounds / 5) - left).Abs() <= new Money(1);
    }

    private static Difference? DigitsSwapped(Case about, Money left) =>
        left != Money.Zero && about.Sides.FirstOrDefault(side => HasDigitsSwapped(side.Posted, side.Expected)) is { } swapped
            ? Say(
                about,
                Reason.Amount,
                left,
                $"{swapped.Council} swapped two digits of {about.Description}: {swapped.Posted.Abs()} for {swapped.Expected.Abs()}.")
            : null;

    private static bool HasDigitsSwapped(Money posted, Money expected)
    {
        var digits = Math.Max(posted.Abs().Pence, expected.Abs().Pence).ToString(CultureInfo.InvariantCulture).Length;
        var (wrong, right) = (Digits(posted, digits), Digits(expected, digits));
        var at = Enumerable.Range(0, digits).FirstOrDefault(place => wrong[place] != right[place], -1);
        return at >= 0 && at + 1 < digits && wrong[at] == right[at + 1] && wrong[at + 1] == right[at]
            && wrong.AsSpan(at + 2).SequenceEqual(right.AsSpan(at + 2));
    }

    private static string Digits(Money amount, int digits) =>
        amount.Abs().Pence.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    // Several lines that do not come to the amount, or one that lacks a twentieth or more: smaller gaps are errors.
    private static Difference? PaidInPart(Case about, Money left) =>
        left.Abs() > about.Terms.AutoTolerance && about.Sides.FirstOrDefault(side => !side.IsAbsent
            && side.Posted.Abs() < side.Expected.Abs() && side.Posted > Money.Zero == side.IsDebit
            && (side.Lines.Count > 1 || side.Posted.Abs().Pence <= side.Expected.Abs().Pence * 19 / 20)
            && left > Money.Zero == (side.Expected - side.Posted < Money.Zero)) is { } part
            ? Say(
                about,
                Reason.PartPayment,
                left,
                $"{part.Council} posted {part.Lines.Count} {(part.Lines.Count == 1 ? "part" : "parts")} of {about.Description}, "
                + $"{Amounts(part.Lines)} together; {left.Abs()} is still open.")
            : null;

    private static Difference? AmountDiffers(Case about, Money left) =>
        left != Money.Zero && !about.Payee.IsAbsent
            ? Say(
                about,
                Reason.Amount,
                left,
                $"{about.Payee.Council} posted {Amounts(about.Payee.Lines)} and {about.Payer.Council} {Amounts(about.Payer.Lines)}.")
            : null;

    private static Difference? FoundWithoutReference(Case about, Money left)
    {
        var legs = about.Sides.SelectMany(side => side.Legs).Where(leg => leg.Rule is not (MatchRule.ExactReference or MatchRule.Decided)).ToList();
        return legs is [var leg, ..] && leg.Lines is [var first, ..]
            ? new Difference(
                Reason.Reference,
                Money.Zero,
                $"{first.Key.Council} quotes {(first.ExternalLineId is { } quoted ? $"'{quoted}'" : "no reference")} instead of "
                + $"{about.Reference}; found {Means(leg.Rule)}.",
                [.. legs.SelectMany(found => found.Lines).Distinct()],
                about.Reference)
            : null;
    }

    private static string Means(MatchRule rule) => rule switch
    {
        MatchRule.ReferenceAmountPeriod => "by amount and period",
        MatchRule.NearReference => "by amount and a reference one slip away",
        MatchRule.ReferenceInText => "by the reference in its text",
        MatchRule.AmountAndDate => "by amount and day",
        MatchRule.PartsOfOne => "by parts that come to the amount",
        MatchRule.OneForSeveral => "as the sum of several",
        _ => "by equal sums"
    };

    private static Difference? BookedElsewhere(Case about, Money left)
    {
        var wrong = Miscoded(about, (coded, expected) =>
            !expected.Any(place => place.Account == coded.Account && (place.CostCentre is null || place.CostCentre == coded.CostCentre)));
        return wrong is var (line, coded, expected)
            ? new Difference(
                Reason.Coding,
                Money.Zero,
                $"{line.Key.Council} booked line {coded.Key.LineNo} of {coded.Key.DocRef} to {Place(coded.Account, coded.CostCentre)}; "
                + $"the journal says {string.Join(" or ", expected.Select(place => Place(place.Account, place.CostCentre)).Distinct())}.",
                [line],
                about.Reference)
            : null;
    }

    private static Difference? VatCodeDiffers(Case about, Money left)
    {
        var wrong = Miscoded(about, (coded, expected) =>
            expected.Where(place => place.Account == coded.Account).ToList() is { Count: > 0 } there
            && there.TrueForAll(place => place.VatCode is not null && place.VatCode != coded.VatCode));
        return wrong is var (line, coded, expected)
            ? new Difference(
                Reason.Vat,
                Money.Zero,
                $"{line.Key.Council} used VAT code {coded.VatCode ?? "none"} on line {coded.Key.LineNo} of {coded.Key.DocRef}; "
                + $"the journal says {string.Join(" or ", expected.Select(code => code.VatCode ?? "none").Distinct())}.",
                [line],
                about.Reference)
            : null;
    }

    // What is withheld explains as much of what is left as lies in its direction, and never more.
    private static Money Held(Case about, Money left) =>
        about.Disputed > Money.Zero && left >= about.Disputed - about.Terms.AutoTolerance && !about.Payee.IsAbsent
            ? about.Disputed
            : Money.Zero;

    private static (ControlLine Line, CodedLine Coded, IReadOnlyList<ExpectedCoding> Expected)? Miscoded(
        Case about, Func<CodedLine, IReadOnlyList<ExpectedCoding>, bool> isWrong)
    {
        foreach (var (side, expected) in about.Sides.Select(side => (side, side.Coding)))
        {
            foreach (var line in side.Lines)
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

    private static Difference Say(Case about, string reason, Money amount, string sentence) =>
        new(reason, amount, sentence, about.Lines, about.Reference);

    private static string Amounts(IReadOnlyList<ControlLine> lines) => lines.Sum(line => line.Amount).Abs().ToString();

    private static string Place(string account, string? costCentre) =>
        costCentre is null ? $"account {account}" : $"account {account}, cost centre {costCentre}";
}

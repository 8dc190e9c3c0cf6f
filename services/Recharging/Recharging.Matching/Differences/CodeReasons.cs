using Values;

namespace Recharging.Matching.Differences;

/// <summary>A charge whose pounds agree, and whose reference, account, cost centre or VAT code does not.</summary>
internal static class CodeReasons
{
    public static Difference? FoundWithoutReference(ChargeCase about, Money left)
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

    public static Difference? BookedElsewhere(ChargeCase about, Money left)
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
                about.Reference) { Mend = coded.Key }
            : null;
    }

    public static Difference? VatDiffers(ChargeCase about, Money left) => VatCodeDiffers(about) ?? VatAmountDiffers(about);

    private static Difference? VatCodeDiffers(ChargeCase about)
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
                about.Reference) { Mend = coded.Key }
            : null;
    }

    // An ERP may say the VAT on the control line, on its tax line, or on both; a part of a charge has a part of its VAT.
    private static Difference? VatAmountDiffers(ChargeCase about)
    {
        foreach (var side in about.Sides)
        {
            var said = side.Lines.SelectMany(line => line.Coding.Select(coded => coded.Vat).Prepend(line.Vat)).OfType<Money>().ToList();
            if (side.Vat is { } expected && said.Count > 0 && (side.Posted - side.Expected).Abs() <= about.Terms.AutoTolerance
                && !said.Append(said.Sum(vat => vat)).Any(vat => (vat.Abs() - expected.Abs()).Abs() <= about.Terms.AutoTolerance))
            {
                return new Difference(
                    Reason.Vat,
                    Money.Zero,
                    $"{side.Council} has VAT of {said.Select(vat => vat.Abs()).Max()} in {about.Description}; the statement has {expected.Abs()}.",
                    side.Lines,
                    about.Reference);
            }
        }

        return null;
    }

    private static (ControlLine Line, CodedLine Coded, IReadOnlyList<ExpectedCoding> Expected)? Miscoded(
        ChargeCase about, Func<CodedLine, IReadOnlyList<ExpectedCoding>, bool> isWrong)
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

    private static string Place(string account, string? costCentre) =>
        costCentre is null ? $"account {account}" : $"account {account}, cost centre {costCentre}";
}

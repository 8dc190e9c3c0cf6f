using System.Globalization;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Matching;

/// <summary>The kinds of noise that once led to a match that was surely wrong, or to a reason that was.</summary>
public sealed partial class LedgerGenerator
{
    private static readonly AccountingPeriod Before = AccountingPeriod.Parse("2024/25-P06");

    /// <summary>False for noise that spoils one posting only.</summary>
    private bool AddTrouble(Noise noise, Charge charge, string clean, string noisy)
    {
        var posting = AsIs(charge);
        switch (noise)
        {
            case Noise.MissingBesideNextMonths:
                _missing.Add((noisy, charge.Reference), noise);
                Post(noisy, [], Late(posting) with { Quotes = Of(Period.Next, charge.Reference) }, noise, sign: SignOf(charge, noisy));
                return true;
            case Noise.LastMonthsLate:
                Post(noisy, [charge], posting, Noise.None);
                Post(noisy, [], posting with { Quotes = Of(Before, charge.Reference), OwnDocument = true }, noise, sign: SignOf(charge, noisy));
                return true;
            case Noise.MissingBesideNearReference:
                _missing.Add((noisy, charge.Reference), noise);
                Post(noisy, [], posting with
                {
                    Amount = new Money(charge.Amount.Pence * _random.Next(3, 9)), Quotes = Mistyped(charge.Reference), Text = $"{Pick(Strange)} {_random.Next(10_000, 100_000)}",
                    OwnDocument = true
                }, noise, sign: SignOf(charge, noisy));
                return true;
            case Noise.PartsNamedApart or Noise.PartsNamedInText:
                var part = new Money(charge.Amount.Pence / _random.Next(3, 30) + 1);
                Post(noisy, [charge], posting with
                {
                    Amount = charge.Amount - part, Quotes = noise is Noise.PartsNamedApart ? charge.Reference : null,
                    Text = noise is Noise.PartsNamedApart ? posting.Text : $"PART 1/2 {charge.Reference}"
                }, noise);
                Post(noisy, [charge], posting with { Amount = part, Quotes = null, Text = $"PART 2/2 {charge.Reference}", OwnDocument = true }, noise);
                return true;
            case Noise.SumOfOtherTexts or Noise.SumOfBothSigns:
                AddOtherSum(noise, charge, clean, noisy);
                return true;
            case Noise.WrongReference:
                var quoted = NextCharge();
                Post(clean, [quoted], AsIs(quoted), Noise.None);
                Post(noisy, [quoted], AsIs(quoted), Noise.None);
                Post(noisy, [charge], posting with { Quotes = quoted.Reference, OwnDocument = true }, noise);
                return true;
            case Noise.PostedAgain:
                var first = Post(noisy, [], posting with { OwnDocument = true }, noise, isCopy: true, SignOf(charge, noisy));
                Post(noisy, [], posting with { Text = $"Reversal of {first.Key.DocRef}", Day = posting.Day.AddDays(1), OwnDocument = true }, noise,
                    isCopy: true, -SignOf(charge, noisy));
                Post(noisy, [charge], posting with { Day = posting.Day.AddDays(2), OwnDocument = true }, noise);
                return true;
            case Noise.TakenBack:
                Post(noisy, [charge], posting, Noise.None);
                var other = posting with
                {
                    Amount = charge.Amount + Money.Pounds(_random.Next(3, 900)), Quotes = null, Text = $"{Pick(Strange)} {_random.Next(10_000, 100_000)}", OwnDocument = true
                };
                Post(noisy, [], other, noise, sign: SignOf(charge, noisy));
                Post(noisy, [], other with { Text = _random.Next(2) == 0 ? other.Text : $"STORNO {other.Text}", Day = other.Day.AddDays(1) }, noise,
                    sign: -SignOf(charge, noisy));
                return true;
            case Noise.DuplicateNextPeriod:
                Post(noisy, [charge], posting, Noise.None);
                Post(noisy, [charge], Late(posting) with { OwnDocument = true }, noise, isCopy: true);
                return true;
            case Noise.OneOfTwins:
                var twin = charge with { Reference = NextCharge().Reference };
                _charges[^1] = twin;
                Post(clean, [twin], AsIs(twin), Noise.None);
                Post(noisy, [charge], posting with { Quotes = null, Day = charge.Day, OwnDocument = true }, noise);
                return true;
            default:
                return false;
        }
    }

    private void AddOtherSum(Noise noise, Charge charge, string clean, string noisy)
    {
        var together = new List<Charge> { charge };
        for (var more = noise is Noise.SumOfBothSigns ? 1 : _random.Next(1, 4); more > 0; more--)
        {
            var next = NextCharge();
            var other = next with
            {
                Day = charge.Day, CostCentre = charge.CostCentre, VatCode = charge.VatCode, IsOfIwc = charge.IsOfIwc,
                Amount = noise is Noise.SumOfBothSigns ? new Money(-charge.Amount.Pence / _random.Next(2, 6)) : next.Amount, Vat = Money.Zero
            };
            _charges[^1] = other;
            Post(clean, [other], AsIs(other), Noise.None);
            together.Add(other);
        }

        Post(noisy, together, AsIs(charge) with
        {
            Amount = together.Sum(each => each.Amount), Quotes = null, Text = Pick(Sparse), OwnDocument = true
        }, noise);
    }

    private static int SignOf(Charge charge, string council) => charge.IsOfIwc == (council == "IWC") ? 1 : -1;

    private static string Of(AccountingPeriod period, string reference) =>
        string.Create(CultureInfo.InvariantCulture, $"ST2425P{period.Number:00}{reference[9..]}");

    private static bool IsValidElsewhere(string reference) =>
        reference.Length > 10 && reference.StartsWith("ST2425P", StringComparison.Ordinal) && reference[9] == '-' && !reference.StartsWith("ST2425P07", StringComparison.Ordinal);

    private string Otherwise(string reference) => _random.Next(4) switch
    {
        0 => $"INV{reference}",
        1 => reference.Replace('0', 'O'),
        2 => reference.Replace('-', '/').ToLowerInvariant(),
        _ => reference.Replace("-", "", StringComparison.Ordinal)
    };
}

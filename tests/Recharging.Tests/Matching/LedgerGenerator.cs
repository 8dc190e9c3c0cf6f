using System.Globalization;
using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Matching;

/// <summary>
/// Makes a month of charges and two ledgers that hold them, with a known share of each kind of noise on one side or the other. The
/// same seed, size, shares and style make the same month.
/// </summary>
public sealed partial class LedgerGenerator
{
    private static readonly AccountingPeriod Period = AccountingPeriod.Parse("2024/25-P07");
    private static readonly DateOnly First = new(2024, 10, 1);

    private static readonly string[] Services =
    [
        "Adoption support", "Procurement advice", "Pension administration", "Payroll bureau", "Fire safety audit", "Educational psychology",
        "Highways design", "Registration cover", "Occupational health", "Insurance handling", "School improvement", "Emergency planning"
    ];

    private static readonly string[] Places =
    [
        "Ryde", "Cowes", "Newport", "Sandown", "Ventnor", "Freshwater", "Andover", "Fareham", "Gosport", "Havant", "Lymington", "Petersfield",
        "Romsey", "Winchester", "Basingstoke", "Eastleigh", "Alton", "Fleet", "Totton", "Bembridge"
    ];

    private static readonly string[] Strange = ["Coach hire", "Grounds lease", "Waste levy", "Library van", "Ferry tickets", "Radio masts"];
    private static readonly string[] Sparse = ["RECHARGE", "Shared services", "INTER-COUNCIL OCT", "Recharge October"];
    private static readonly int[] DayRates = [32500, 41000, 47500, 60000, 120000];

    private readonly Random _random;
    private readonly Amounts _amounts;
    private readonly Wording _wording;
    private readonly List<Charge> _charges = [];
    private readonly Dictionary<string, List<ControlLine>> _ledgers = new(StringComparer.Ordinal) { ["HCC"] = [], ["IWC"] = [] };
    private readonly Dictionary<LedgerLineKey, Truth> _truth = [];
    private readonly Dictionary<(string, string), Noise> _missing = [];
    private readonly Dictionary<string, (int Document, int Line)> _at = new(StringComparer.Ordinal) { ["HCC"] = (4100, 0), ["IWC"] = (880, 0) };

    private sealed record Charge(string Reference, Money Amount, Money Vat, string Text, string CostCentre, string VatCode, DateOnly Day)
    {
        public bool IsOfIwc { get; init; }
    }

    private sealed record Posting(Money Amount, string? Quotes, string? Text, string CostCentre, string VatCode, DateOnly Day)
    {
        public AccountingPeriod Period { get; init; } = LedgerGenerator.Period;

        public bool OwnDocument { get; init; }

        /// <summary>Null where the ledger says the charge's.</summary>
        public Money? Vat { get; init; }
    }

    private LedgerGenerator(int seed, Amounts amounts, Wording wording) => (_random, _amounts, _wording) = (new Random(seed), amounts, wording);

    /// <param name="charges">Statement lines, about as many as each ledger has.</param>
    /// <param name="share">Of each noise among the charges: 0.0075 is 0.75%, and a quarter of all with every noise.</param>
    public static GeneratedMonth Month(int seed, int charges, double share = 0.0075, Amounts amounts = Amounts.Spread, Wording wording = Wording.Full)
    {
        var generator = new LedgerGenerator(seed, amounts, wording);
        while (generator._charges.Count < charges)
        {
            var at = (int)(generator._random.NextDouble() / share);
            generator.Add(at + 1 < Enum.GetValues<Noise>().Length ? (Noise)(at + 1) : Noise.None);
        }

        return generator.Made(seed);
    }

    private void Add(Noise noise)
    {
        var charge = NextCharge();
        var (clean, noisy) = _random.Next(2) == 0 ? ("HCC", "IWC") : ("IWC", "HCC");
        Post(clean, [charge], noise is Noise.BothLate ? Late(AsIs(charge)) : AsIs(charge), Noise.None);
        var posting = AsIs(charge);
        switch (noise)
        {
            case >= Noise.MissingBesideNextMonths when AddTrouble(noise, charge, clean, noisy):
                break;
            case Noise.SeveralForOne:
                foreach (var part in Cut(charge.Amount))
                {
                    Post(noisy, [charge], posting with { Amount = part, Quotes = null }, noise);
                }

                break;
            case Noise.OneForSeveral:
                AddSum(charge, clean, noisy);
                break;
            case Noise.Twins:
                var twin = charge with { Reference = NextCharge().Reference };
                _charges[^1] = twin;
                Post(clean, [twin], AsIs(twin), Noise.None);
                Post(noisy, [charge], posting with { Quotes = null, Day = charge.Day, OwnDocument = true }, noise);
                Post(noisy, [twin], posting with { Quotes = null, Day = charge.Day, OwnDocument = true }, noise);
                break;
            case Noise.Missing:
                _missing.Add((noisy, charge.Reference), noise);
                break;
            case Noise.Stranger:
                _missing.Add((noisy, charge.Reference), noise);
                var text = $"{Pick(Strange)} {_random.Next(10_000, 100_000)}";
                Post(noisy, [], posting with { Quotes = _random.Next(3) == 0 ? $"PO-{_random.Next(100_000, 1_000_000)}" : null, Text = text, OwnDocument = true }, noise,
                    sign: charge.IsOfIwc == (noisy == "IWC") ? 1 : -1);
                break;
            case Noise.Duplicate:
                Post(noisy, [charge], posting, noise);
                Post(noisy, [charge], posting with { Day = posting.Day.AddDays(_random.Next(3)), OwnDocument = true }, noise, isCopy: true);
                break;
            default:
                Post(noisy, [charge], Spoilt(posting, charge, noise), noise);
                break;
        }
    }

    private Posting Spoilt(Posting posting, Charge charge, Noise noise) => noise switch
    {
        Noise.ReferenceMissing => posting with { Quotes = null },
        Noise.ReferenceMistyped => posting with { Quotes = Mistyped(charge.Reference) },
        Noise.ReferenceInText => posting with { Quotes = null, Text = Short($"{posting.Text} {charge.Reference}".TrimStart(), charge.Reference) },
        Noise.NextPeriod or Noise.BothLate => Late(posting),
        Noise.NextPeriodMistyped => Late(posting) with { Quotes = Mistyped(charge.Reference) },
        Noise.ReferenceWrittenOtherwise => posting with { Quotes = Otherwise(charge.Reference) },
        Noise.VatAmount => posting with { Vat = charge.Vat + Money.Pounds(_random.Next(1, 20)) },
        Noise.HeldBack => posting with
        {
            Amount = new Money(charge.Amount.Pence * _random.Next(50, 90) / 100), Text = $"{posting.Text} {(_random.Next(2) == 0 ? "DISPUTED" : "part withheld")}"
        },
        Noise.Several => Late(posting) with
        {
            Amount = new Money(charge.Amount.Pence * _random.Next(20, 80) / 100), CostCentre = $"CC-{_random.Next(700, 760)}"
        },
        Noise.PartPayment => posting with { Amount = new Money(_random.NextInt64(charge.Amount.Pence / 5, charge.Amount.Pence * 4 / 5)) },
        Noise.Penny => posting with { Amount = charge.Amount + new Money(_random.Next(2) == 0 ? 1 : -1) },
        Noise.CostCentre => posting with { CostCentre = $"CC-{_random.Next(700, 760)}" },
        Noise.VatCode => posting with { VatCode = charge.VatCode == "Z" ? "E" : "Z" },
        Noise.GrossForNet => posting with { Amount = charge.Amount - charge.Vat },
        Noise.Sign => posting with { Amount = -charge.Amount },
        Noise.DigitSwap => posting with { Amount = Swapped(charge.Amount) },
        _ => posting
    };

    private Charge NextCharge()
    {
        var amount = _amounts is Amounts.DayRates && _random.Next(10) < 4
            ? new Money(DayRates[_random.Next(DayRates.Length)] * (long)_random.Next(1, 4))
            : new Money(1_000 + (long)Math.Exp(6 + 1.4 * Gauss() + 4.6));
        var hasVat = _random.Next(4) == 0;
        var reference = string.Create(CultureInfo.InvariantCulture, $"ST2425P07-{_charges.Count + 1:000000}");
        var text = $"{Pick(Services)} {Pick(Places)} {_random.Next(1, 32):00}/10 ref {_random.Next(100, 1_000)}{(char)('A' + _random.Next(26))}{_random.Next(10)}";
        _charges.Add(new Charge(
            reference, amount, new Money((amount.Pence + 3) / 6), text, $"CC-{_random.Next(100, 180)}", hasVat ? "S" : "O", First.AddDays(_random.Next(31)))
        {
            IsOfIwc = _random.Next(12) == 0
        });
        return _charges[^1];
    }

    private void AddSum(Charge charge, string clean, string noisy)
    {
        var together = new List<Charge> { charge };
        for (var more = _random.Next(1, 4); more > 0; more--)
        {
            var other = NextCharge() with { Text = charge.Text, Day = charge.Day, CostCentre = charge.CostCentre, VatCode = charge.VatCode, IsOfIwc = charge.IsOfIwc };
            _charges[^1] = other;
            Post(clean, [other], AsIs(other), Noise.None);
            together.Add(other);
        }

        Post(noisy, together, AsIs(charge) with { Amount = together.Sum(each => each.Amount), Quotes = null }, Noise.OneForSeveral);
    }

    private Posting AsIs(Charge charge) =>
        new(charge.Amount, charge.Reference, Words(charge.Text), charge.CostCentre, charge.VatCode, charge.Day.AddDays(_random.Next(-1, 4)));

    private static Posting Late(Posting posting) => posting with { Period = Period.Next, Day = posting.Day.AddMonths(1) };

    private ControlLine Post(string council, IReadOnlyList<Charge> charges, Posting posting, Noise noise, bool isCopy = false, int sign = 0)
    {
        var (document, line) = _at[council];
        var isNext = posting.OwnDocument || line >= 20 + document % 30;
        _at[council] = isNext ? (document + 1, 1) : (document, line + 1);
        var key = new LedgerLineKey(council, council == "HCC" ? "SAP" : "UNIT4", "1", $"{(council == "HCC" ? "19" : "AP")}{_at[council].Document}", _at[council].Line);
        sign = sign != 0 ? sign : charges[0].IsOfIwc == (council == "IWC") ? 1 : -1;
        _ledgers[council].Add(new ControlLine
        {
            Key = key,
            Account = "13100",
            Period = posting.Period,
            DocType = "RC",
            PostingDate = posting.Day,
            Amount = new Money(posting.Amount.Pence * sign),
            ExternalLineId = posting.Quotes,
            Text = posting.Text,
            Vat = posting.Vat ?? (charges is [var one] ? one.Vat : null),
            Coding = [new CodedLine(key, "51000", posting.CostCentre, posting.VatCode)]
        });
        _truth.Add(key, new Truth([.. charges.Select(charge => charge.Reference)], noise, isCopy));
        return _ledgers[council][^1];
    }

    private GeneratedMonth Made(int seed)
    {
        foreach (var ledger in _ledgers.Values)
        {
            _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ledger));
        }

        IReadOnlyList<ControlLine> lines = [.. _ledgers["HCC"], .. _ledgers["IWC"]];
        return new GeneratedMonth(seed, new ToReconcile
        {
            StatementNumber = "ST-2024-25-P07",
            Period = Period,
            Councils = ["HCC", "IWC"],
            Statement = [.. _charges.Select(Line)],
            Lines = lines,
            Balances = [.. lines.Where(line => line.Period == Period).GroupBy(line => line.Key.Council).Select(ledger =>
                new SentBalance(ledger.Key, "13100", Money.Zero, ledger.Sum(line => line.Amount), ClosingBefore: null))],
            Terms = new MatchingTerms(Money.Pounds(0.01m), WindowDays: 31),
            OutOfScope = 0
        }, _truth, _missing);
    }

    private static LineToMatch Line(Charge charge) => new()
    {
        Reference = charge.Reference,
        Description = charge.Text,
        Vat = charge.Vat,
        Disputed = Money.Zero,
        Payee = Entry(charge, charge.IsOfIwc ? "IWC" : "HCC", charge.Amount),
        Payer = Entry(charge, charge.IsOfIwc ? "HCC" : "IWC", -charge.Amount)
    };

    private static ExpectedEntry Entry(Charge charge, string council, Money amount) => new()
    {
        StatementLine = charge.Reference,
        Council = council,
        IsDebit = amount > Money.Zero,
        Amount = amount,
        PostingDate = charge.Day,
        Text = charge.Text,
        Vat = charge.Vat,
        Coding = [new ExpectedCoding("51000", charge.CostCentre, charge.VatCode)]
    };

    private string? Words(string text) => _wording switch
    {
        Wording.None => null,
        Wording.Sparse => Pick(Sparse),
        _ => _random.Next(4) switch
        {
            0 => text.ToUpperInvariant(),
            1 => string.Join(' ', text.Split(' ').SkipLast(2)),
            2 => $"HCC/IWC {text}"[..Math.Min(50, text.Length + 8)],
            _ => text[..Math.Min(50, text.Length)]
        }
    };

    private static string Short(string text, string reference) =>
        text.Length <= 50 ? text : $"{text[..(49 - reference.Length)]} {reference}";

    private string Mistyped(string reference)
    {
        var at = _random.Next(4, reference.Length - 1);
        var digit = (char)('0' + _random.Next(10));
        var wrong = _random.Next(4) switch
        {
            0 => reference[..at] + reference[at + 1] + reference[at] + reference[(at + 2)..],
            1 => reference.Remove(at, 1),
            2 => reference.Insert(at, digit.ToString()),
            _ => reference[..at] + digit + reference[(at + 1)..]
        };
        return wrong == reference || IsValidElsewhere(wrong) ? Mistyped(reference) : wrong;
    }

    private Money Swapped(Money amount)
    {
        var digits = amount.Pence.ToString(CultureInfo.InvariantCulture).ToCharArray();
        var places = Enumerable.Range(0, digits.Length - 1).Where(place => digits[place] != digits[place + 1] && (place > 0 || digits[1] != '0')).ToList();
        if (places.Count == 0)
        {
            return amount + new Money(900);
        }

        var at = places[_random.Next(places.Count)];
        (digits[at], digits[at + 1]) = (digits[at + 1], digits[at]);
        return new Money(long.Parse(digits, CultureInfo.InvariantCulture));
    }

    private IEnumerable<Money> Cut(Money amount)
    {
        var left = amount.Pence;
        for (var parts = _random.Next(2, 5); parts > 1; parts--)
        {
            var part = _random.NextInt64(left / 10 + 1, left / 2 + 1);
            left -= part;
            yield return new Money(part);
        }

        yield return new Money(left);
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

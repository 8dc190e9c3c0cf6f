using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Reconciliation;

public sealed class ReasonTests
{
    private static readonly DateOnly EndOfApril = new(2023, 4, 30);

    public static TheoryData<string, decimal, decimal, string, decimal> Pairs => new()
    {
        // what                          | HCC posts | IWC posts | reason    | explains
        { "a penny more",                   1200.00m,  -1199.99m, "rounding",    0.01m },
        { "a penny less",                   1200.00m,  -1200.01m, "rounding",   -0.01m },
        { "two pennies",                    1200.00m,  -1199.98m, "amount",      0.02m },
        { "net of VAT",                     1200.00m,  -1000.00m, "vat",       200.00m },
        { "digits swapped",                 1200.00m,  -2100.00m, "amount",   -900.00m }
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AmountsThatDiffer_HaveTheReasonThatFits(string what, decimal atPayee, decimal atPayer, string reason, decimal explains)
    {
        var differences = Differences(Line(payable: 1200m, vat: 200m, disputed: 0m),
            Leg(Posted("HCC", atPayee)),
            Leg(Posted("IWC", atPayer)));

        var difference = differences.ShouldHaveSingleItem(what);
        difference.Reason.ShouldBe(reason);
        difference.Amount.ShouldBe(Money.Pounds(explains));
    }

    [Fact]
    public void ADisputedLineOffByAPenny_HasBothReasons()
    {
        var differences = Differences(Line(payable: 1200m, vat: 0m, disputed: 250m),
            Leg(Posted("HCC", 1200m)),
            Leg(Posted("IWC", -950.01m)));

        differences.Select(difference => (difference.Reason, difference.Amount.InPounds))
            .ShouldBe([("disputed", 250m), ("rounding", -0.01m)]);
    }

    [Fact]
    public void APayerThatPaysWhatItDisputes_IsNoDifference() =>
        Differences(Line(payable: 1200m, vat: 0m, disputed: 250m),
            Leg(Posted("HCC", 1200m)),
            Leg(Posted("IWC", -1200m))).ShouldBeEmpty();

    [Fact]
    public void ALineThatThePayeeHasNotPosted_IsMissingAtPayee()
    {
        var difference = Differences(Line(payable: 1200m, vat: 0m, disputed: 0m), payee: null, Leg(Posted("IWC", -1200m)))
            .ShouldHaveSingleItem();

        difference.Reason.ShouldBe("missing_at_payee");
        difference.Amount.ShouldBe(Money.Pounds(-1200m));
        difference.Sentence.ShouldBe("IWC has posted management; HCC has not.");
    }

    [Fact]
    public void ADisputedLineThatThePayerHasNotPosted_IsHeldInPartAndMissingForTheRest() =>
        Differences(Line(payable: 1200m, vat: 0m, disputed: 250m), Leg(Posted("HCC", 1200m)), payer: null)
            .Select(difference => (difference.Reason, difference.Amount.InPounds))
            .ShouldBe([("missing_at_payer", 950m), ("disputed", 250m)]);

    [Fact]
    public void ACreditOnTheStatement_IsPaidInPartTheOtherWayRound()
    {
        var credit = Line(payable: -1200m, vat: 0m, disputed: 0m);

        Differences(
            credit, Leg(Posted("HCC", -1200m)), new Leg(MatchRule.ExactReference, [Posted("IWC", 500m), Posted("IWC", 200m)]))
            .Select(difference => (difference.Reason, difference.Amount.InPounds))
            .ShouldBe([("part_payment", -500m)]);
    }

    private static IReadOnlyList<Difference> Differences(LineToMatch line, Leg? payee, Leg? payer) =>
        DifferenceReasons.Of([new Charge(line, payee, payer)], April.Period, April.Terms);

    private static LineToMatch Line(decimal payable, decimal vat, decimal disputed) => new()
    {
        Reference = "ST2324P01-001",
        Description = "management",
        Vat = Money.Pounds(vat),
        Disputed = Money.Pounds(disputed),
        Payee = Entry("HCC", payable > 0, payable),
        Payer = Entry("IWC", payable < 0, disputed - payable)
    };

    private static ExpectedEntry Entry(string council, bool isDebit, decimal amount) => new()
    {
        StatementLine = "ST2324P01-001",
        Council = council,
        IsDebit = isDebit,
        Amount = Money.Pounds(amount),
        PostingDate = EndOfApril
    };

    private static Leg Leg(ControlLine line) => new(MatchRule.ExactReference, [line]);

    private static ControlLine Posted(string council, decimal amount) => new()
    {
        Key = new LedgerLineKey(council, "ERP", "1", "D1", 1),
        Account = "13100",
        Period = April.Period,
        DocType = "RJ",
        PostingDate = EndOfApril,
        Amount = Money.Pounds(amount),
        ExternalLineId = "ST2324P01-001"
    };
}

using System.Globalization;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.AgreementOfBalances;

/// <summary>The two sides of a quarter and the reasons between them: a quarter to read in <c>quarter.csv</c>, and what always
/// holds.</summary>
public sealed class PackFiguresTests
{
    private static readonly Quarter First = new(new FinancialYear(2023), 1);

    [Fact]
    public void AQuarter_IsAsTheTableSays()
    {
        var rows = Rows();
        var (sides, items) = PackFigures.Of(FactsOf(rows));

        items.Select(item => (item.Receivable, item.Of, item.Reason, item.AmountGbp)).ShouldBe(
            rows.Where(row => row["row"] == "item").Select(row => (row["council"], row["about"], row["reason"], Pounds(row).InPounds)),
            ignoreOrder: true);
        items.ShouldContain(item => item.Sentence == "IWC posted its payment of £100,000.00 (PAY-77) on 29 June 2023, HCC posted it "
            + "(BK-502) on 3 July 2023.");
        foreach (var row in rows.Where(row => row["row"] == "side"))
        {
            Figure(sides.Single(side => side.Receivable == row["council"]), row["reference"]).ShouldBe(
                Pounds(row).InPounds, $"{row["council"]} {row["reference"]}");
        }
    }

    [Fact]
    public void APaymentThatNobodyReceived_IsOnItsWayForFiveWorkingDays_AndMissingThen()
    {
        foreach (var (day, reason) in new[] { ("2023-06-23", "timing"), ("2023-06-22", "missing_at_payee") })
        {
            var (_, items) = PackFigures.Of(new PackFacts(First, ["HCC", "IWC"], [], [],
                [new PaymentLine("IWC", "PAY-1", 1, Given.Period("2023/24-P03"), Given.Day(day), new Money(5))], []));

            items.ShouldHaveSingleItem().Reason.ShouldBe(reason, day);
        }
    }

    [Fact]
    public void AReceiptThatNobodyPaid_AndABalanceBroughtForward_HaveTheirReasons()
    {
        var (sides, items) = PackFigures.Of(new PackFacts(First, ["HCC", "IWC"],
            [new AccountBalance("HCC", "19200", new Money(70)), new AccountBalance("IWC", "B8010", new Money(-100))],
            [new FoundMonth([new FoundItem("opening", new Money(20), "Brought forward.", null, [])], []),
                new FoundMonth([new FoundItem("opening", new Money(-10), "Brought forward again.", null, [])], [])],
            [new PaymentLine("HCC", "BK-1", 1, Given.Period("2023/24-P02"), Given.Day("2023-05-04"), new Money(-50))], []));

        items.Select(item => (item.Receivable, item.Reason, item.AmountGbp)).ShouldBe(
            [("HCC", "opening", 0.20m), ("HCC", "missing_at_payer", -0.50m)], ignoreOrder: true);
        sides[0].RemainsGbp.ShouldBe(0m);
    }

    [Fact]
    public void Payments_HaveItemsForExactlyWhatBothLedgersAddUpTo_InAnyOrder() => Property.Holds(Line.ListOf(24), lines =>
    {
        decimal Explained(IEnumerable<PaymentLine> payments) => PackFigures.Of(
            new PackFacts(First, ["HCC", "IWC"], [], [], [.. payments], [])).Items.Sum(item => item.AmountGbp);
        var numbered = lines.Select((line, at) => line with { DocRef = $"D{at:00}" }).ToList();

        Explained(numbered).ShouldBe(numbered.Where(line => line.Period <= First.LastPeriod).Sum(line => line.Amount).InPounds);
        Explained(numbered.AsEnumerable().Reverse()).ShouldBe(Explained(numbered));
    });

    [Fact]
    public void AnyBalances_AddUpToBothDifferences() => Property.Holds(
        Gen.Choose(-1_000_000, 1_000_000).ListOf(6), pence =>
    {
        var balances = pence.Select((amount, at) => new AccountBalance(at % 2 == 0 ? "HCC" : "IWC", $"A{at}", new Money(amount))).ToList();

        PackFigures.Of(new PackFacts(First, ["HCC", "IWC"], balances, [], [], [])).Sides.Sum(side => side.DifferenceGbp)
            .ShouldBe(balances.Sum(balance => balance.Closing).InPounds);
    });

    [Theory]
    [InlineData("2023-24-Q1", "2023/24-P01", "2023/24-P03", "2023-06-30")]
    [InlineData("2023-24-Q4", "2023/24-P10", "2023/24-P12", "2024-03-31")]
    [InlineData("2023-24-YE", "2023/24-P01", "2023/24-P13", "2024-03-31")]
    public void Quarter_HasItsMonths(string name, string first, string last, string lastDay)
    {
        Quarter.TryParse(name, out var quarter).ShouldBeTrue();
        (quarter.FirstPeriod.ToString(), quarter.LastPeriod.ToString(), quarter.LastDay).ShouldBe((first, last, Given.Day(lastDay)));
        quarter.ToString().ShouldBe(name);
    }

    [Theory]
    [InlineData("2023-24-Q5")]
    [InlineData("2023-25-Q1")]
    [InlineData("2023/24-Q1")]
    [InlineData("Q1")]
    public void Quarter_ThatIsNone_IsNotRead(string name) => Quarter.TryParse(name, out _).ShouldBeFalse();

    /// <summary>Good Friday and Easter Monday 2024 are 29 March and 1 April.</summary>
    [Theory]
    [InlineData("2023-24-Q1", "2023-06-20,2023-06-23,2023-06-30,2023-07-07,2023-07-12,2023-07-19,2023-07-21,2023-07-28")]
    [InlineData("2023-24-YE",
        "2024-02-01,2024-03-19,2024-03-22,2024-03-31,2024-04-08,2024-04-11,2024-04-18,2024-04-22,2024-05-14")]
    public void Timetable_IsInWorkingDaysOfEngland(string name, string days)
    {
        Quarter.TryParse(name, out var quarter).ShouldBeTrue();

        BalanceTermsContent.Usual.Timetable(quarter).Select(step => step.Day).ShouldBe(days.Split(',').Select(Given.Day));
    }

    private static Gen<PaymentLine> Line =>
        from council in Gen.Elements("HCC", "IWC")
        from isPaid in Gen.Elements(true, false)
        from pence in Gen.Choose(1, 3)
        from month in Gen.Choose(1, 5)
        from day in Gen.Choose(1, 28)
        select new PaymentLine(council, "", 1, new AccountingPeriod(new FinancialYear(2023), month), new DateOnly(2023, month + 3, day),
            new Money(isPaid ? pence : -pence));

    private static PackFacts FactsOf(List<Dictionary<string, string>> rows)
    {
        IEnumerable<Dictionary<string, string>> Of(string row) => rows.Where(each => each["row"] == row);
        return new PackFacts(First, ["HCC", "IWC"],
            [.. Of("balance").Select(row => new AccountBalance(row["council"], row["reference"], Pounds(row)))],
            [
                .. Of("found").GroupBy(row => row["month"]).OrderBy(month => month.Key, StringComparer.Ordinal)
                    .Select(month => new FoundMonth(
                [
                    .. month.Select(row => new FoundItem(row["reason"], Pounds(row), row["says"],
                        row["about"] is { Length: > 0 } line ? line : null,
                        [(row["council"], row["reference"], int.Parse(row["line_no"], CultureInfo.InvariantCulture))])),
                ], [])),
            ],
            [
                .. Of("payment").Select(row => new PaymentLine(row["council"], row["reference"], 1, Given.Period(row["month"]),
                    Given.Day(row["day"]), Pounds(row))),
            ],
            [
                .. Of("charge").Select(row => new ChargeOfQuarter(row["reference"], row["council"], row["council"] == "HCC" ? "IWC" : "HCC",
                    Pounds(row), row["about"] is { Length: > 0 } disputed ? Pounds(disputed) : Money.Zero)),
            ]);
    }

    private static decimal Figure(PackSide side, string name) => name switch
    {
        "receivable" => side.ReceivableGbp,
        "payable" => side.PayableGbp,
        "difference" => side.DifferenceGbp,
        "remains" => side.RemainsGbp,
        "income" => side.IncomeGbp,
        "expenditure" => side.ExpenditureGbp,
        "income remains" => side.IncomeRemainsGbp,
        _ => throw new InvalidOperationException($"What is {name}?"),
    };

    private static Money Pounds(Dictionary<string, string> row) => Pounds(row["amount_gbp"]);

    private static Money Pounds(string text) => Money.Pounds(decimal.Parse(text, CultureInfo.InvariantCulture));

    private static List<Dictionary<string, string>> Rows()
    {
        using var csv = new CsvReader(
            File.OpenText(Path.Combine(AppContext.BaseDirectory, "AgreementOfBalances", "quarter.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        }

        return rows;
    }
}

using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Reconciliation;

public sealed class PlantedDifferenceTests
{
    private const string Expected = """
        statement line | reason            | amount
        ST2324P01-003  | reference         |      0.00
        ST2324P01-004  | timing            |   2310.10
        ST2324P01-002  | missing_at_payer  | 100000.00
        ST2324P01-005  | part_payment      |   1000.00
        ST2324P01-006  | disputed          |    250.00
        ST2324P01-007  | vat               |      0.00
        ST2324P01-007  | credit_not_issued |   -120.00
        ST2324P01-012  | rounding          |      0.01
        ST2324P01-013  | coding            |      0.00
        ST2324P01-001  | duplicate         | 136666.67
                       | opening           |    800.00
        """;

    [Fact]
    public void April_WithElevenPlantedDifferences_NamesEachWithItsReasonAndNoOther()
    {
        var (record, _) = Reconcile.Of(April.AsPlanted());

        record.Items.Select(item => (item.StatementLine ?? "", item.Reason, Money.Pounds(item.AmountGbp)))
            .ShouldBe(
                new Table(Expected).Rows.Select(row => (row["statement line"], row["reason"], row.Pounds("amount"))),
                ignoreOrder: true);
        record.Items.ShouldAllBe(item => item.Lines.Count > 0 && item.Sentence.Length > 20);
        record.UnexplainedGbp.ShouldBe(0m);
        record.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public void April_WithElevenPlantedDifferences_CountsEachStatementLineOnce()
    {
        var (record, _) = Reconcile.Of(April.AsPlanted());

        record.Matched.ShouldBe(2);
        record.MatchedWithDifference.ShouldBe(8);
        record.Unmatched.ShouldBe(new Dictionary<string, int> { ["HCC"] = 3, ["IWC"] = 0 });
        record.OutOfScope.ShouldBe(2000);
        record.DifferenceGbp.ShouldBe(240906.78m);
        record.ByReason.Values.ShouldAllBe(count => count == 1);
        record.ByReason.Count.ShouldBe(11);
    }

    [Fact]
    public void April_WithBothLedgersAsTheyShouldBe_HasNothingToExplain()
    {
        var (record, _) = Reconcile.Of(April.WithoutDifferences());

        record.Matched.ShouldBe(10);
        record.MatchedWithDifference.ShouldBe(0);
        record.Items.ShouldBeEmpty();
        record.DifferenceGbp.ShouldBe(0m);
        record.UnexplainedGbp.ShouldBe(0m);
    }

    [Fact]
    public void April_ShuffledTwoHundredTimes_GivesTheSameRecord()
    {
        var planted = April.AsPlanted();
        var expected = System.Text.Json.JsonSerializer.Serialize(Reconcile.Of(planted).Record);

        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var shuffled = planted with
            {
                Statement = [.. planted.Statement.OrderBy(_ => random.Next())],
                Lines = [.. planted.Lines.OrderBy(_ => random.Next())],
                Balances = [.. planted.Balances.OrderBy(_ => random.Next())]
            };

            System.Text.Json.JsonSerializer.Serialize(Reconcile.Of(shuffled).Record).ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void EachLedgerLine_IsUsedAtMostOnce()
    {
        var (_, used) = Reconcile.Of(April.AsPlanted());

        used.Select(match => match.Line.Key).ShouldBeUnique();
        used.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("HCC", "JN2324P01-HCC-R", 8, "13100")]
    [InlineData("IWC", "JN2324P01-IWC-P", 8, "21100")]
    public void OnePenny_CorruptedInALedger_IsAnAlarmNamingAccountAndPeriod(string council, string document, int lineNo, string account)
    {
        var planted = April.AsPlanted();
        var corrupted = planted with
        {
            Lines = [.. planted.Lines.Select(line => line.Key.Council == council && line.Key.DocRef == document && line.Key.LineNo == lineNo
                ? line with { Amount = line.Amount + new Money(1) }
                : line)]
        };

        var (record, _) = Reconcile.Of(corrupted);

        var alarm = record.Alarms.ShouldHaveSingleItem();
        alarm.Kind.ShouldBe("balance");
        alarm.Council.ShouldBe(council);
        alarm.Account.ShouldBe(account);
        alarm.Period.ShouldBe("2023/24-P01");
        alarm.AmountGbp.ShouldBe(-0.01m);
        alarm.Sentence.ShouldContain("£0.01 is unaccounted for");
        record.UnexplainedGbp.ShouldBe(-0.01m);
    }

    [Fact]
    public void ALineDroppedFromALedger_IsAnAlarmOfItsAmount()
    {
        var planted = April.AsPlanted();
        var dropped = planted with
        {
            Lines = [.. planted.Lines.Where(line => line.Key.DocRef != "JN2324P01-IWC-P" || line.Key.LineNo != 8)]
        };

        var (record, _) = Reconcile.Of(dropped);

        record.Alarms.ShouldHaveSingleItem().AmountGbp.ShouldBe(-312.00m);
        record.UnexplainedGbp.ShouldBe(-312.00m);
    }

    [Fact]
    public void ALeftoverWithoutAReason_IsAnAlarmAndStaysUnexplained()
    {
        var stranger = new ControlLine
        {
            Key = new LedgerLineKey("IWC", "UNIT4", "1000", "GL-90001", 1),
            Account = "13100",
            Period = April.Period,
            DocType = "GJ",
            PostingDate = new DateOnly(2023, 4, 12),
            Amount = Money.Pounds(77.70m),
            ExternalLineId = null
        };

        var (record, _) = Reconcile.Of(April.Of([.. April.Lines(), stranger]));

        var alarm = record.Alarms.ShouldHaveSingleItem();
        alarm.Kind.ShouldBe("noReason");
        alarm.Sentence.ShouldContain("IWC account 13100, 2023/24-P01");
        record.UnexplainedGbp.ShouldBe(77.70m);
        record.Unmatched["IWC"].ShouldBe(1);
    }

    [Fact]
    public void TwoLinesThatCouldEachBeEither_AreNeverMatchedByThemselves()
    {
        var clean = April.WithoutDifferences();
        var twins = clean with
        {
            Statement = [.. clean.Statement.Select(line => line.Reference is "ST2324P01-007" or "ST2324P01-008"
                ? line with
                {
                    Payee = line.Payee with { Amount = Money.Pounds(500m) },
                    Payer = line.Payer with { Amount = Money.Pounds(-500m) }
                }
                : line)],
            Lines = [.. clean.Lines.Select(line => line.ExternalLineId is "ST2324P01-007" or "ST2324P01-008"
                ? line with { Amount = Money.Pounds(line.Amount > Money.Zero ? 500m : -500m), ExternalLineId = null }
                : line)]
        };
        twins = twins with { Balances = April.BalancesOf(twins.Lines) };

        var (record, used) = Reconcile.Of(twins);

        record.Alarms.Select(alarm => alarm.Kind).ShouldBe(["ambiguous", "ambiguous"]);
        record.Matches.Where(match => match.State == "ambiguous").Select(match => match.StatementLine)
            .ShouldBe(["ST2324P01-007", "ST2324P01-008"]);
        used.SelectMany(match => match.StatementLines).ShouldNotContain(line => line == "ST2324P01-007" || line == "ST2324P01-008");
        record.Matched.ShouldBe(8);
    }
}

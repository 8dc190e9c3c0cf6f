using System.Globalization;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Engine.Lines;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Reconciliation;
using Values;

namespace Recharging.Tests.Worklist;

public sealed class OpenItemsTests
{
    private static readonly DateOnly Today = new(2023, 7, 1);

    [Fact]
    public void EachDay_IsInTheBucketOfTheTable()
    {
        foreach (var row in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Worklist", "ageing.csv")).Skip(1))
        {
            var cells = row.Split(',');
            Ageing.Of(Day(cells[0]), Day(cells[1])).ShouldBe((int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3]), row);
        }
    }

    [Fact]
    public void OpenItemsOfBothSides_AddUpToTheDifferenceOfTheBalances()
    {
        var open = OpenItems.Of([Month(Reconcile.Of(April.AsPlanted()).Record, "2023/24-P01")], Today);

        open.Rows.Sum(row => row.AmountGbp).ShouldBe(240906.78m);
        open.Difference.ShouldBe(Money.Pounds(240906.78m));
        open.Rows.Count.ShouldBe(11);
        open.Rows.ShouldAllBe(row => row.Age == "1-30" && row.DaysOverdue == 23 && row.ToDo != null);
        open.Rows.Single(row => row.Reason == "duplicate").Council.ShouldBe("HCC");
        open.Rows.Single(row => row.Reason == "duplicate").ToDo.ShouldNotBeNull().ShouldContain("reverse line");
    }

    [Fact]
    public void EachItem_SaysWhichCouncilMustAct_ThoughItsLinesAreInTheOthersLedger()
    {
        var open = OpenItems.Of([Month(Reconcile.Of(April.AsPlanted()).Record, "2023/24-P01")], Today);

        open.Rows.ToDictionary(row => row.Reason!, row => string.Join(' ', row.MustAct)).ShouldBe(
            new Dictionary<string, string>
            {
                ["opening"] = "HCC IWC", ["missing_at_payer"] = "IWC", ["timing"] = "", ["part_payment"] = "IWC",
                ["credit_not_issued"] = "HCC", ["rounding"] = "HCC IWC", ["coding"] = "IWC", ["duplicate"] = "HCC", ["vat"] = "IWC",
                ["reference"] = "HCC", ["disputed"] = "HCC IWC",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void AnInstruction_NamesTheMiscodedLine_NotTheControlLineOfItsDocument()
    {
        var planted = Reconcile.Of(April.AsPlanted()).Record.Items.Single(item => item.Reason == "coding").Lines[0];
        var lines = April.Lines().Select(line => line.Key.DocRef != planted.DocRef || line.Key.LineNo != planted.LineNo
            ? line
            : line with { Coding = [.. line.Coding.Select(coded => coded with { Key = coded.Key with { LineNo = 77 } })] });

        var row = OpenItems.Of([Month(Reconcile.Of(April.Of([.. lines])).Record, "2023/24-P01")], Today)
            .Rows.Single(row => row.Reason == "coding");

        row.Sentence.ShouldContain($"line 77 of {planted.DocRef}");
        row.ToDo.ShouldBe($"IWC: recode line 77 of {planted.DocRef} by a journal, as the sentence says; the pounds stay.");
    }

    [Fact]
    public void AWriteOff_IsOfferedOnlyWithinWhatTheAgreementAllows()
    {
        var open = OpenItems.Of([Month(Reconcile.Of(April.AsPlanted()).Record, "2023/24-P01")], Today);

        open.Rows.ToDictionary(row => row.Reason!, row => row.WriteOff).Where(row => row.Value is not null).ShouldBe(
            [
                KeyValuePair.Create<string, string?>("rounding", "own"),
                KeyValuePair.Create<string, string?>("credit_not_issued", "withApproval"),
            ]);
    }

    [Fact]
    public void WhateverTheLedgersHold_RowsAndWriteOffs_AddUpToTheDifference() =>
        Property.Holds(FsCheck.Fluent.Gen.Choose(0, int.MaxValue), seed =>
        {
            var record = Reconcile.Of(April.Of(Spoilt(new Random(seed)))).Record;

            var open = OpenItems.Of([Month(record, "2023/24-P01")], Today);

            (Money.Pounds(open.Rows.Sum(row => row.AmountGbp)) + open.WrittenOff).ShouldBe(Money.Pounds(record.DifferenceGbp), $"seed {seed}");
        }, times: 100);

    [Fact]
    public void WhatWasPostedAMonthLate_LeavesTheList_WhenBothMonthsAreReconciled()
    {
        var april = Reconcile.Of(April.AsPlanted()).Record;
        var late = april.Items.Single(item => item.Reason == "timing");
        var found = late.Lines.Single(line => line.Period != "2023/24-P01");
        var may = april with
        {
            StatementNumber = "ST-2023-24-P02",
            Period = "2023/24-P02",
            DifferenceGbp = april.DifferenceGbp - late.AmountGbp,
            UnexplainedGbp = 0m,
            Alarms = [],
            Items =
            [
                new("opening", april.DifferenceGbp, "Brought forward.", [], null, "IT-OPENING"),
                new("timing", -late.AmountGbp, "Posted in May; it belongs to April.", [found], null, "IT-MAY")
            ]
        };

        var open = OpenItems.Of([Month(may, "2023/24-P02"), Month(april, "2023/24-P01")], Today);

        open.Rows.ShouldNotContain(row => row.Reason == "timing");
        open.Rows.ShouldNotContain(row => row.StatementNumber == "ST-2023-24-P02");
        Money.Pounds(open.Rows.Sum(row => row.AmountGbp)).ShouldBe(Money.Pounds(may.DifferenceGbp));
        open.Difference.ShouldBe(Money.Pounds(may.DifferenceGbp));
    }

    [Fact]
    public void ABalanceBroughtForward_ThatIsNotWhatWasLeft_IsOpenByTheGap()
    {
        var april = Reconcile.Of(April.AsPlanted()).Record;
        var may = april with
        {
            StatementNumber = "ST-2023-24-P02", Period = "2023/24-P02", DifferenceGbp = april.DifferenceGbp + 5m, UnexplainedGbp = 0m,
            Alarms = [], Items = [new("opening", april.DifferenceGbp + 5m, "Brought forward.", [], null, "IT-OPENING")]
        };

        var open = OpenItems.Of([Month(april, "2023/24-P01"), Month(may, "2023/24-P02")], Today);

        open.Rows.Single(row => row.StatementNumber == "ST-2023-24-P02").AmountGbp.ShouldBe(5m);
        Money.Pounds(open.Rows.Sum(row => row.AmountGbp)).ShouldBe(open.Difference);
    }

    [Fact]
    public void AWriteOff_LeavesTheList_AndIsCountedBesideIt()
    {
        var desk = new Desk(April.AsPlanted());
        var penny = desk.Record.Items.Single(item => item.Reason == "rounding");
        desk.Decide("IWC", deciding => deciding.WriteOff(deciding.Item(penny.Id!)!, null, Desk.Why)).ShouldBeNull();

        var open = OpenItems.Of([Month(desk.Record, "2023/24-P01", desk.Made)], Today);

        open.WrittenOff.ShouldBe(new Money(1));
        open.Rows.ShouldNotContain(row => row.Reason == "rounding");
        open.Rows.Sum(row => row.AmountGbp).ShouldBe(240906.77m);
    }

    [Fact]
    public void WhatSpreadsheetsTakeForFormulas_IsDefusedInTheTable()
    {
        var row = OpenItems.Of([Month(Reconcile.Of(April.AsPlanted()).Record, "2023/24-P01")], Today).Rows[0];

        OpenItemsCsv.Write([row with { Owner = "=HYPERLINK(1)" }]).ShouldContain("'=HYPERLINK(1)");
    }

    private static List<ControlLine> Spoilt(Random random)
    {
        var lines = April.Lines().ToList();
        for (var times = random.Next(6); times > 0; times--)
        {
            var at = random.Next(lines.Count);
            lines[at] = random.Next(3) switch
            {
                0 => lines[at] with { ExternalLineId = null },
                1 => lines[at] with { Amount = lines[at].Amount + new Money(random.Next(-300, 300)) },
                _ => lines[at] with { Period = lines[at].Period.Next }
            };
        }

        return lines;
    }

    internal static ReconciledStatement Month(
        ReconciliationRecord record, string period, IReadOnlyList<ReconciliationDecision>? decisions = null) => new(
        new Statement
        {
            Number = record.StatementNumber, Period = AccountingPeriod.Parse(period), Parties = ["HCC", "IWC"], RunId = Guid.NewGuid(),
            AgreementReferences = ["SP-2018"], IssuedOn = new DateOnly(2023, 5, 9), IssuedAt = Given.Told, DueOn = new DateOnly(2023, 6, 8)
        },
        record,
        new Dictionary<string, StatementLine>(),
        decisions ?? [],
        new DecisionTerms(Money.Pounds(1m), Money.Pounds(500m)),
        new Dictionary<string, Dispute>());

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

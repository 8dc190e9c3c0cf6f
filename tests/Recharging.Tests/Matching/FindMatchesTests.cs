using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Matching;

public sealed class FindMatchesTests
{
    private static readonly AccountingPeriod Period = AccountingPeriod.Parse("2024/25-P07");
    private static readonly DateOnly Day = new(2024, 10, 14);
    private static readonly MatchingTerms Terms = new(Money.Pounds(0.01m), WindowDays: 10);

    [Fact]
    public void AnyOrder_OfEntriesAndLines_FindsTheSame()
    {
        var month = LedgerGenerator.Month(seed: 20241014, charges: 400, share: 0.02);
        var first = Said(Reconcile.Of(month.Input).Record);

        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var shuffled = month.Input with
            {
                Statement = Shuffled(month.Input.Statement, random),
                Lines = Shuffled(month.Input.Lines, random)
            };

            Said(Reconcile.Of(shuffled).Record).ShouldBe(first, $"seed {seed}");
        }
    }

    [Fact]
    public void OfTwoCharges_TheBestAssignmentWins_NotTheFirstHit()
    {
        // The first line fits both charges; the second fits the first charge only.
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4"), Charge("ST-2", 450m, "Payroll bureau Cowes 318K2")],
            [Line("D-1", 450m, "Payroll bureau Cowes 318K2"), Line("D-2", 450m, "Payroll bureau Ryde 771B4")]);

        Pairs(found.Matches).ShouldBe(["ST-1 D-2", "ST-2 D-1"], ignoreOrder: true);
        found.Matches.ShouldAllBe(match => match.Rule == MatchRule.AmountAndDate && match.Margin > 0.5m);
    }

    [Fact]
    public void Twins_AreProposedAndNeverMatched_EachWithTheOtherAsRunnerUp()
    {
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4"), Charge("ST-2", 450m, "Payroll bureau Ryde 771B4")],
            [Line("D-1", 450m, "Payroll bureau Ryde 771B4"), Line("D-2", 450m, "Payroll bureau Ryde 771B4")]);

        found.Matches.ShouldBeEmpty();
        found.Proposals.Count.ShouldBe(2);
        found.Proposals.ShouldAllBe(proposal => proposal.Margin == 0m && proposal.RunnerUp != null && Math.Abs(proposal.Score - 0.5m) < 0.01m);
        found.Proposals.Select(proposal => proposal.Cluster).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void AmountAndDayAlone_AreProposedOnly_AndSayWhatWasNotCompared()
    {
        var found = Find([Charge("ST-1", 450m, null)], [Line("D-1", 450m, null)]);

        found.Matches.ShouldBeEmpty();
        var proposal = found.Proposals.ShouldHaveSingleItem();
        proposal.Score.ShouldBeLessThanOrEqualTo(0.9m);
        proposal.Signals.Where(signal => signal.Part is null).Select(signal => signal.Name)
            .ShouldBe(["reference", "text", "costCentre", "document"]);
        proposal.Signals.Where(signal => signal.Part is null).ShouldAllBe(signal => signal.Says == "not compared");
        proposal.Sentence.ShouldContain("An officer decides");
    }

    [Fact]
    public void AStrangerWithTheAmountAndTheDay_IsLeftOverAsALookAlike()
    {
        var found = Find([Charge("ST-1", 450m, "Payroll bureau Ryde 771B4")], [Line("D-1", 450m, "Coach hire 55123")]);

        found.Matches.ShouldBeEmpty();
        found.Proposals.ShouldBeEmpty();
        found.LookAlikes[found.Leftovers.ShouldHaveSingleItem()].ShouldBe("ST-1");
    }

    [Theory]
    [InlineData("ST2425P07-000132")]
    [InlineData("ST2425P07-00123")]
    [InlineData("ST2425P07-0001233")]
    [InlineData("ST2425P07-000193")]
    public void AReferenceWithOneSlip_IsFoundWhereTheAmountAgrees(string quoted)
    {
        var found = Find([Charge("ST2425P07-000123", 450m, null)], [Line("D-1", 450m, null, quoted)]);

        found.Matches.ShouldHaveSingleItem().Rule.ShouldBe(MatchRule.NearReference);
        Find([Charge("ST2425P07-000123", 450m, null)], [Line("D-1", 451m, null, quoted)]).Matches.ShouldBeEmpty();
    }

    [Fact]
    public void ASlipThatMakesAnotherStatementLine_GoesToTheChargeWithTheAmount()
    {
        var found = Find(
            [Charge("ST2425P07-000123", 450m, null), Charge("ST2425P07-000132", 87.10m, null)],
            [Line("D-1", 450m, null, "ST2425P07-000132"), Line("D-2", 87.10m, null, "ST2425P07-000132")]);

        Pairs(found.Matches).ShouldBe(["ST2425P07-000132 D-2", "ST2425P07-000123 D-1"], ignoreOrder: true);
    }

    [Fact]
    public void ALineQuotedWithAnotherAmount_IsMatched_AndOneWithTheSignTurnedToo()
    {
        var found = Find(
            [Charge("ST2425P07-000123", 1234m, null), Charge("ST2425P07-000555", 60m, null)],
            [Line("D-1", 1243m, null, "ST2425P07-000123"), Line("D-2", -60m, null, "ST2425P07-000555")]);

        Pairs(found.Matches).ShouldBe(["ST2425P07-000123 D-1", "ST2425P07-000555 D-2"], ignoreOrder: true);
    }

    [Fact]
    public void PartsOfOneDocument_ThatComeToACharge_AreMatchedTogether()
    {
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4")],
            [Line("D-1", 150m, "Payroll bureau Ryde 771B4", no: 1), Line("D-1", 300m, "Payroll bureau Ryde 771B4", no: 2)]);

        found.Matches.ShouldHaveSingleItem().Rule.ShouldBe(MatchRule.PartsOfOne);
    }

    [Fact]
    public void OneLine_ThatIsTheSumOfChargesWithOneText_IsMatchedWithAll()
    {
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4"), Charge("ST-2", 120.55m, "Payroll bureau Ryde 771B4")],
            [Line("D-1", 570.55m, "Payroll bureau Ryde 771B4")]);

        found.Matches.ShouldHaveSingleItem().Entries.Select(entry => entry.StatementLine).ShouldBe(["ST-1", "ST-2"]);
    }

    [Fact]
    public void SumsThatSeveralChoicesCover_AreProposedAndSaySo()
    {
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4")],
            [.. new[] { 150m, 300m, 300m, 20m }.Select((amount, at) => Line($"D-{at}", amount, "Payroll bureau Ryde 771B4"))]);

        found.Matches.ShouldBeEmpty();
        found.Proposals.ShouldHaveSingleItem().HasSeveralCovers.ShouldBeTrue();
    }

    [Fact]
    public void WhatAnOfficerForbade_IsNotFoundAgain()
    {
        var input = new ToMatch
        {
            Entries = [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4")],
            Lines = [Line("D-1", 450m, "Payroll bureau Ryde 771B4", "ST-1")],
            Period = Period,
            Terms = Terms
        };
        FindMatches.Of(input).Matches.Count.ShouldBe(1);

        var forbidden = FindMatches.Of(input with { Forbidden = new HashSet<(string, LedgerLineKey)> { ("ST-1", input.Lines[0].Key) } });

        forbidden.Matches.ShouldBeEmpty();
        forbidden.Proposals.ShouldBeEmpty();
        forbidden.Leftovers.Count.ShouldBe(1);
    }

    [Fact]
    public void RulesThatAnAgreementLeavesOut_AreNotAsked()
    {
        var found = Find(
            [Charge("ST-1", 450m, "Payroll bureau Ryde 771B4")], [Line("D-1", 450m, "Payroll bureau Ryde 771B4")],
            Terms with { Rules = MatchRules.Parse("exactReference nearReference unheardOf") });

        found.Matches.ShouldBeEmpty();
        found.Proposals.ShouldBeEmpty();
    }

    private static Findings Find(IReadOnlyList<ExpectedEntry> entries, IReadOnlyList<ControlLine> lines, MatchingTerms? terms = null) =>
        FindMatches.Of(new ToMatch { Entries = entries, Lines = lines, Period = Period, Terms = terms ?? Terms });

    private static IEnumerable<string> Pairs(IEnumerable<Finding> findings) =>
        findings.Select(found => $"{found.Entries[0].StatementLine} {found.Lines[0].Key.DocRef}");

    private static List<T> Shuffled<T>(IReadOnlyList<T> items, Random random)
    {
        var shuffled = items.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private static string Said(ReconciliationRecord record) => System.Text.Json.JsonSerializer.Serialize(record with { Items = [.. record.Items
        .OrderBy(item => item.Sentence, StringComparer.Ordinal)], Alarms = [.. record.Alarms.OrderBy(alarm => alarm.Sentence, StringComparer.Ordinal)] });

    private static ExpectedEntry Charge(string reference, decimal amount, string? text) => new()
    {
        StatementLine = reference,
        Council = "HCC",
        IsDebit = true,
        Amount = Money.Pounds(amount),
        PostingDate = Day,
        Text = text
    };

    private static ControlLine Line(string document, decimal amount, string? text, string? quotes = null, int no = 1) => new()
    {
        Key = new LedgerLineKey("HCC", "SAP", "1", document, no),
        Account = "13100",
        Period = Period,
        DocType = "RC",
        PostingDate = Day,
        Amount = Money.Pounds(amount),
        ExternalLineId = quotes,
        Text = text
    };
}

using Recharging.Ledgers;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Matching;

/// <summary>Small ledgers on which matching was surely wrong once, or a reason was, each named after the trouble.</summary>
public sealed class TroubleTests
{
    private const string Payroll = "Payroll bureau Ryde 771B4";
    private static readonly AccountingPeriod May = AccountingPeriod.Parse("2023/24-P02");
    private static readonly DateOnly Day = new(2023, 5, 31);

    [Theory]
    [InlineData("ST2324P03-077")]
    [InlineData("ST2324P01-077")]
    [InlineData("ST2223P02-077")]
    [InlineData("st2324p03/077")]
    [InlineData("INV ST2324PO3-O77")]
    public void AnotherStatementsReference_IsEvidenceAgainst_HoweverItIsWritten(string quoted)
    {
        foreach (var period in new[] { May, May.Next })
        {
            foreach (var line in new[] { Line("D-1", 450m, Payroll, quoted), Line("D-1", 450m, $"Payroll {quoted}") })
            {
                var (record, used) = Reconcile.Of(Month([Charge("ST2324P02-077", 450m, Payroll)], [line with { Period = period }]));

                used.ShouldBeEmpty();
                record.Proposals.ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public void OtherBeginnings_ThatManyLinesHave_AreAnotherStatements_WhateverReferencesLookLike()
    {
        var others = Enumerable.Range(1, 4).Select(at => Line($"E-{at}", 10m + at, "Strange", $"AB-07-{at:0000}"));

        var (_, used) = Reconcile.Of(Month([Charge("AB-08-0077", 450m, Payroll)], [Line("D-1", 450m, Payroll, "AB-07-0077"), .. others]));

        used.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("INVST2324P02-077")]
    [InlineData("ST2324PO2-O77")]
    [InlineData("st2324p02 077")]
    [InlineData("REF:ST2324P02-077/OCT")]
    public void AReferenceWrittenOtherwise_IsTheCharge_WhereTheAmountAgrees(string quoted)
    {
        Of([Charge("ST2324P02-077", 450m, null)], [Line("D-1", 450m, null, quoted)]).ShouldBe(["ST2324P02-077 D-1"]);
        Of([Charge("ST2324P02-077", 450m, null)], [Line("D-1", 77m, null, quoted)]).ShouldBeEmpty();
    }

    [Fact]
    public void Parts_OfWhichOneNamesTheReferenceInItsText_AreMatchedTogether_OrReviewed_NeverOneOfThem()
    {
        var charge = Charge("ST2324P02-020", 8813.63m, Payroll);
        var quoting = Line("D-1", 8713.63m, Payroll, "ST2324P02-020");

        Of([charge], [quoting, Line("D-2", 100m, "PART 2/2 ST2324P02-020")]).ShouldBe(["ST2324P02-020 D-1 D-2"]);
        foreach (var other in new[] { Line("D-2", 90m, "PART 2/2 ST2324P02-020"), Line("D-2", 100m, Payroll), Line("D-2", 100m, "Balance") })
        {
            var (record, used) = Reconcile.Of(Month([charge], [quoting, other]));
            used.ShouldBeEmpty();
            record.Proposals.ShouldHaveSingleItem().Lines.Select(line => line.DocRef).ShouldBe(["D-1", "D-2"]);
        }
    }

    [Fact]
    public void ANearReferenceWithQuiteAnotherAmount_IsNoProposal_AndDoesNotDisplaceTheTrueLine() =>
        Of([Charge("ST2324P02-077", 450m, Payroll)], [Line("D-1", 1730m, "Coach hire 55123", "ST2324P02-0777"), Line("D-2", 450m, Payroll)])
            .ShouldBe(["ST2324P02-077 D-2"]);

    [Fact]
    public void AnExactReferenceWithTheAmountOfAChargeThatNobodyQuotes_IsNotMatched()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-003", 900m, null), Charge("ST2324P02-042", 450m, null)], [Line("D-1", 450m, null, "ST2324P02-003")]));

        used.ShouldBeEmpty();
        record.Proposals.ShouldNotBeEmpty();
    }

    [Fact]
    public void ReferencesOfTwoEqualAmounts_MixedUp_AreNotMatched_WhereTheWordsSaySo()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-003", 450m, "Hosting share Cowes 15"), Charge("ST2324P02-042", 450m, Payroll)],
            [Line("D-1", 450m, Payroll, "ST2324P02-003"), Line("D-2", 450m, "Hosting share Cowes 15", "ST2324P02-042")]));

        used.ShouldBeEmpty();
        record.Matches.ShouldAllBe(match => match.State == "ambiguous");
    }

    [Fact]
    public void OneLineForTwoCharges_ThatQuotesOneOfThem_IsProposedForBoth()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-003", 900m, "Hosting share Cowes 15"), Charge("ST2324P02-042", 450m, Payroll)],
            [Line("D-1", 1350m, Payroll, "ST2324P02-042")]));

        used.ShouldBeEmpty();
        record.Proposals.ShouldHaveSingleItem().StatementLines.ShouldBe(["ST2324P02-003", "ST2324P02-042"], ignoreOrder: true);
    }

    [Fact]
    public void ALineThatQuotesAChargeWithALineOfItsOwn_IsProposedForTheChargeThatItLooksLike()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-003", 900m, "Hosting share Cowes 15"), Charge("ST2324P02-042", 450m, Payroll)],
            [Line("D-1", 900m, "Hosting share Cowes 15", "ST2324P02-003"), Line("D-2", 450m, Payroll, "ST2324P02-003")]));

        used.ShouldHaveSingleItem().Line.Key.DocRef.ShouldBe("D-1");
        var proposal = record.Proposals.ShouldHaveSingleItem();
        proposal.StatementLines.ShouldBe(["ST2324P02-042"]);
        proposal.Signals.ShouldContain(signal => signal.Signal == "reference" && signal.Says.Contains("ST2324P02-003"));
    }

    [Fact]
    public void NextPeriodAndASlip_IsProposedOnly()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-077", 450m, Payroll)], [Line("D-1", 450m, Payroll, "ST2324P02-0777") with { Period = May.Next, PostingDate = Day.AddMonths(1) }]));

        used.ShouldBeEmpty();
        record.Proposals.ShouldHaveSingleItem().StatementLines.ShouldBe(["ST2324P02-077"]);
    }

    [Fact]
    public void ASumOverOtherTexts_AndASumOfBothSigns_AreProposed()
    {
        var coding = new[] { new ExpectedCoding("51000", "CC-1", null) };
        LineToMatch At(LineToMatch charge) => charge with { Payee = charge.Payee with { Coding = coding } };
        var there = new[] { new CodedLine(new LedgerLineKey("HCC", "SAP", "1", "D-1", 1), "51000", "CC-1", null) };

        Reconcile.Of(Month(
            [At(Charge("ST2324P02-001", 100m, Payroll)), At(Charge("ST2324P02-005", 33m, "Hosting share Cowes 15")), At(Charge("ST2324P02-009", 7.5m, "Panel"))],
            [Line("D-1", 140.50m, "Various") with { Coding = there }])).Record.Proposals.ShouldHaveSingleItem().StatementLines.Count.ShouldBe(3);
        var credit = Charge("ST2324P02-002", -20m, "Credit for Ryde");
        Reconcile.Of(Month([Charge("ST2324P02-001", 100m, Payroll), credit], [Line("D-1", 80m, null)])).Record.Proposals
            .ShouldHaveSingleItem().StatementLines.ShouldBe(["ST2324P02-001", "ST2324P02-002"]);
    }

    [Fact]
    public void PostedReversedAndPostedAgain_Cancels_AndAsksNobodyToReverseGoodMoney()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-001", 100m, Payroll)],
            [
                Line("D-1", 100m, Payroll, "ST2324P02-001"), Line("D-2", -100m, "Reversal of D-1", "ST2324P02-001"),
                Line("D-3", 100m, Payroll, "ST2324P02-001")
            ]));

        used.ShouldHaveSingleItem().Line.Key.DocRef.ShouldBe("D-3");
        record.Items.Where(item => item.Lines[0].Council == "HCC" && item.Reason != "missing_at_payer").Select(item => (item.Reason, item.AmountGbp))
            .ShouldBe([("reversal", 100m), ("reversal", -100m)], ignoreOrder: true);
        record.Unmatched["HCC"].ShouldBe(1);
        record.Matches[0].Reasons.ShouldBe(["missing_at_payer"]);
    }

    [Theory]
    [InlineData("STORNO D-1")]
    [InlineData("Library van 5512")]
    public void AStornoPairWithoutReference_IsNamedAReversal(string text)
    {
        var (record, _) = Reconcile.Of(Month([Charge("ST2324P02-001", 100m, Payroll)], [Line("D-1", 30m, "Library van 5512"), Line("D-2", -30m, text)]));

        record.Items.Count(item => item.Reason == "reversal" && item.Sentence.Contains("took it back in D-2")).ShouldBe(2);
        record.Alarms.ShouldNotContain(alarm => alarm.Kind == "noReason");
    }

    [Fact]
    public void EqualChargesWithOneLine_AreBothAmbiguous()
    {
        var (record, used) = Reconcile.Of(Month(
            [Charge("ST2324P02-001", 100m, Payroll), Charge("ST2324P02-002", 100m, Payroll)], [Line("D-1", 100m, Payroll)]));

        used.ShouldBeEmpty();
        record.Matches.Select(match => match.State).ShouldBe(["ambiguous", "ambiguous"]);
        record.Proposals.Select(proposal => proposal.Item).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void SecondPostingNextMonth_IsThisMonthsDuplicate_WithoutPoundsOfThisMonth()
    {
        var (record, _) = Reconcile.Of(Month(
            [Charge("ST2324P02-001", 100m, Payroll)],
            [Line("D-1", 100m, Payroll, "ST2324P02-001"), Line("D-2", 100m, Payroll, "ST2324P02-001") with { Period = May.Next, PostingDate = Day.AddDays(9) }]));

        var duplicate = record.Items.Single(item => item.Reason == "duplicate");
        (duplicate.StatementLine, duplicate.AmountGbp, duplicate.Lines[0].DocRef).ShouldBe(("ST2324P02-001", 0m, "D-2"));
    }

    [Fact]
    public void LastMonthsLinePostedLate_IsTiming_AndPostedTwice_IsADuplicate()
    {
        var charge = Charge("ST2324P02-013", 100m, Payroll);
        var lines = new[] { Line("D-1", 100m, Payroll, "ST2324P02-013"), Line("D-2", 100m, Payroll, "ST2324P01-013") };
        var month = Month([charge], lines);

        ReasonOf(month, "D-2").ShouldBe("timing");
        ReasonOf(month with { Others = OtherStatements.None with { Posted = new HashSet<(string, string)> { ("HCC", "ST2324P01-013") } } }, "D-2")
            .ShouldBe("duplicate");
        ReasonOf(Month([charge], [.. lines, Line("D-3", 100m, Payroll, "ST2324P01-013")]), "D-3").ShouldBe("duplicate");
    }

    private static string ReasonOf(ToReconcile month, string document) =>
        Reconcile.Of(month).Record.Items.Single(item => item.Lines[0].DocRef == document).Reason;

    private static List<string> Of(IReadOnlyList<LineToMatch> statement, IReadOnlyList<ControlLine> lines) =>
    [
        .. Reconcile.Of(Month(statement, lines)).Used.GroupBy(used => used.StatementLine)
            .Select(match => $"{match.Key} {string.Join(' ', match.Select(used => used.Line.Key.DocRef).Order(StringComparer.Ordinal))}")
    ];

    private static ToReconcile Month(IReadOnlyList<LineToMatch> statement, IReadOnlyList<ControlLine> lines) => new()
    {
        StatementNumber = "ST-2023-24-P02",
        Period = May,
        Councils = ["HCC", "IWC"],
        Statement = statement,
        Lines = lines,
        Balances = [],
        Terms = new MatchingTerms(Money.Pounds(0.01m), WindowDays: 31),
        OutOfScope = 0
    };

    private static LineToMatch Charge(string reference, decimal amount, string? text) => new()
    {
        Reference = reference,
        Description = text ?? reference,
        Vat = Money.Zero,
        Disputed = Money.Zero,
        Payee = Entry(reference, "HCC", amount, text),
        Payer = Entry(reference, "IWC", -amount, text)
    };

    private static ExpectedEntry Entry(string reference, string council, decimal amount, string? text) => new()
    {
        StatementLine = reference,
        Council = council,
        IsDebit = amount > 0,
        Amount = Money.Pounds(amount),
        PostingDate = Day,
        Text = text
    };

    private static ControlLine Line(string document, decimal amount, string? text, string? quotes = null) => new()
    {
        Key = new LedgerLineKey("HCC", "SAP", "1", document, 1),
        Account = "13100",
        Period = May,
        DocType = "RC",
        PostingDate = Day,
        Amount = Money.Pounds(amount),
        ExternalLineId = quotes,
        Text = text
    };
}

using System.Text.Json;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Reconciliation;
using Values;

namespace Recharging.Tests.Worklist;

/// <summary>What officers may decide of April with its eleven planted differences, and what it does.</summary>
public sealed class DecidingTests
{
    private readonly Desk _desk = new(April.AsPlanted());

    [Fact]
    public void AMatchByHand_OfALineThatTheEngineLeft_IsReportedWithWhoAndWhy()
    {
        _desk.Forbid("IWC", "ST2324P01-003").ShouldBeNull();

        _desk.Match("IWC", ["ST2324P01-003"], [new("JN2324P01-IWC-P", 3)]).ShouldBeNull();

        var match = _desk.Record.Matches.Single(match => match.StatementLine == "ST2324P01-003");
        match.Rule.ShouldBe("decided");
        var decided = match.Decisions.ShouldNotBeNull().ShouldHaveSingleItem();
        decided.By.ShouldBe("Hannah Finance");
        decided.Reason.ShouldBe(Desk.Why);
        _desk.Used.ShouldContain(used => used.Rule == MatchRule.Decided && used.StatementLine == "ST2324P01-003");
        _desk.ShouldAddUp("matched by hand");
    }

    [Fact]
    public void ALineThatIsMatchedAlready_CantBeMatchedAgain_AndTheRefusalSaysWithWhat()
    {
        var refusal = _desk.Match("HCC", ["ST2324P01-003"], [new("JN2324P01-HCC-R", 4)]).ShouldNotBeNull();

        refusal.Code.ShouldBe("statement-line-matched");
        _desk.Forbid("HCC", "ST2324P01-003").ShouldBeNull();
        refusal = _desk.Match("HCC", ["ST2324P01-003"], [new("JN2324P01-HCC-R", 4)]).ShouldNotBeNull();
        refusal.Code.ShouldBe("line-used");
        refusal.Sentence.ShouldContain("ST2324P01-004");
    }

    [Fact]
    public void PoundsFurtherApartThanTheTolerance_NeedAReasonCode_WhichThenExplainsThem()
    {
        _desk.Forbid("IWC", "ST2324P01-005").ShouldBeNull();
        LineOfOwnLedger[] lines = [new("GL-88121", 1), new("GL-88122", 1)];

        _desk.Match("IWC", ["ST2324P01-005"], lines).ShouldNotBeNull().Code.ShouldBe("pounds-differ");
        _desk.Match("IWC", ["ST2324P01-005"], lines, "because").ShouldNotBeNull().Code.ShouldBe("reason-code");
        _desk.Match("IWC", ["ST2324P01-005"], lines, "rounding").ShouldBeNull();

        var item = _desk.Record.Items.Single(item => item.StatementLine == "ST2324P01-005");
        (item.Reason, item.AmountGbp).ShouldBe(("rounding", 1000m));
        item.Sentence.ShouldContain("matched secondment C by hand with £1,000.00 under");
        _desk.ShouldAddUp("with a reason code");
    }

    [Fact]
    public void SeveralStatementLinesWithSeveralLedgerLines_AreSharedToThePenny_AndUseEachLineOnce()
    {
        string[] statementLines = ["ST2324P01-007", "ST2324P01-008"];
        foreach (var line in statementLines)
        {
            _desk.Forbid("IWC", line).ShouldBeNull();
        }

        _desk.Match("IWC", statementLines, [new("JN2324P01-IWC-P", 7), new("JN2324P01-IWC-P", 8)]).ShouldBeNull();

        foreach (var (line, pounds) in statementLines.Zip([-624m, -312m]))
        {
            _desk.Record.Matches.Single(match => match.StatementLine == line).Lines.Where(cited => cited.Council == "IWC")
                .Sum(cited => cited.AmountGbp).ShouldBe(pounds);
        }

        _desk.ShouldAddUp("several for several");
    }

    [Fact]
    public void ASplitLine_IsMatchedPartByPart_AndIsWholeAgainWhenUndone()
    {
        _desk.Split("HCC", new("4900000777", 1), 100_000m, 36_666.66m).ShouldNotBeNull().Sentence.ShouldContain("not a penny");
        _desk.Split("HCC", new("4900000777", 1), 136_666.67m, 0m).ShouldNotBeNull().Code.ShouldBe("split-parts");
        _desk.Split("HCC", new("4900000777", 1), 100_000m, 36_666.67m).ShouldBeNull();
        _desk.ShouldAddUp("split");
        _desk.As("HCC").Find(new("4900000777", 1), out var fault).ShouldBeNull();
        fault.ShouldNotBeNull().ShouldContain("is split");

        _desk.Forbid("HCC", "ST2324P01-002").ShouldBeNull();
        _desk.Match("HCC", ["ST2324P01-002"], [new("4900000777", 1, Part: 1)]).ShouldBeNull();
        _desk.ShouldAddUp("a part matched");
        _desk.Undo("HCC", 1).ShouldNotBeNull().Code.ShouldBe("part-in-use");

        _desk.Undo("HCC", 3).ShouldBeNull();
        _desk.Undo("HCC", 1).ShouldBeNull();
        _desk.As("HCC").Find(new("4900000777", 1), out _).ShouldNotBeNull();
        _desk.Undo("HCC", 1).ShouldNotBeNull().Code.ShouldBe("no-longer-holds");
    }

    [Fact]
    public void AnUndoneMatch_IsNotFoundAgain_UntilThatIsUndoneInTurn()
    {
        _desk.Forbid("HCC", "ST2324P01-008").ShouldBeNull();
        _desk.Record.Matches.Single(match => match.StatementLine == "ST2324P01-008").Lines.ShouldAllBe(line => line.Council == "IWC");
        _desk.Forbid("HCC", "ST2324P01-008").ShouldNotBeNull().Code.ShouldBe("not-matched");

        _desk.Undo("HCC", 1).ShouldBeNull();

        _desk.Record.Matches.Single(match => match.StatementLine == "ST2324P01-008").State.ShouldBe("matched");
    }

    [Fact]
    public void AnyDecisionsAndUndos_UseEachLineOnce_AddUp_AndAllUndoneIsWhereItBegan()
    {
        Property.Holds(FsCheck.Fluent.Gen.Choose(0, int.MaxValue), seed =>
        {
            var random = new Random(seed);
            var desk = new Desk(April.AsPlanted());
            var first = JsonSerializer.Serialize(desk.Record);
            for (var step = 0; step < 12; step++)
            {
                DecideSomething(desk, random);
                desk.ShouldAddUp($"seed {seed}, step {step}");
            }

            // Last first, so that no split is undone before the matches of its parts.
            foreach (var decision in DecisionsInForce.Live(desk.Made).Where(decision => decision.Kind is not DecisionKind.Undo)
                .OrderByDescending(decision => decision.Number).ToList())
            {
                desk.Undo(decision.Council, decision.Number).ShouldBeNull($"seed {seed}");
            }

            JsonSerializer.Serialize(desk.Record).ShouldBe(first, $"seed {seed}");
        }, times: 60);
    }

    private static void DecideSomething(Desk desk, Random random)
    {
        var council = random.Next(2) == 0 ? "HCC" : "IWC";
        var lines = desk.Input.Lines.Where(line => line.Key.Council == council).ToList();
        var line = lines[random.Next(lines.Count)];
        string Any() => desk.Input.Statement[random.Next(desk.Input.Statement.Count)].Reference;
        _ = random.Next(6) switch
        {
            0 => desk.Decide(council, deciding => deciding.Forbid(Any(), Desk.Why)),
            1 => desk.Decide(council, deciding => deciding.Match([Any()], [line], "amount", Desk.Why)),
            2 => desk.Decide(council, deciding => deciding.Match(
                [.. new[] { Any(), Any() }.Distinct()], [.. new[] { line, lines[random.Next(lines.Count)] }.Distinct()], "amount", Desk.Why)),
            3 => desk.Decide(council, deciding => deciding.Split(
                line, [new Money(line.Amount.Pence / 3), line.Amount - new Money(line.Amount.Pence / 3)], Desk.Why)),
            4 when desk.Made.Count > 0 && desk.Made[random.Next(desk.Made.Count)] is var earlier =>
                desk.Decide(earlier.Council, deciding => deciding.Undo(earlier, Desk.Why)),
            _ when desk.Record.Items.Count > 0 && desk.As(council).Item(desk.Record.Items[random.Next(desk.Record.Items.Count)].Id!) is { } item =>
                desk.Decide(council, deciding => deciding.WriteOff(item, null, Desk.Why)),
            _ => null
        };
    }
}

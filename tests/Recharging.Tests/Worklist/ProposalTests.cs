using System.Text.Json;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Reconciliation;

namespace Recharging.Tests.Worklist;

/// <summary>What the engine is not sure of: secondment E is in Isle of Wight's ledger twice, without a reference.</summary>
public sealed class ProposalTests
{
    private const string SecondmentE = "ST2324P01-013";

    private readonly Desk _desk = new(TwinsOf(SecondmentE));

    private ReconciliationRecord.Proposal Proposal => _desk.Record.Proposals.ShouldHaveSingleItem();

    [Fact]
    public void AProposal_NamesTheAlarmThatItWouldClear_ItsRunnerUpAndItsMargin()
    {
        Proposal.Id.ShouldStartWith("PR-");
        Proposal.Item.ShouldBe(_desk.Record.Alarms.Single(alarm => alarm.Kind == "ambiguous").Id);
        Proposal.RunnerUp.ShouldNotBeNull().ShouldContain("GL-TWIN");
        Proposal.Margin.ShouldBe(0m);
    }

    [Fact]
    public void AnAdoptedProposal_IsAMatch_ThatKeepsWhichProposalScoreRuleAndVersionItTook()
    {
        var proposed = Proposal;

        _desk.Decide("IWC", deciding => deciding.Adopt(proposed, null, Desk.Why)).ShouldBeNull();

        var match = _desk.Record.Matches.Single(match => match.StatementLine == SecondmentE);
        match.Lines.Where(line => line.Council == "IWC").ShouldBe(proposed.Lines);
        match.Decisions.ShouldNotBeNull().ShouldHaveSingleItem().By.ShouldBe("Hannah Finance");
        var kept = _desk.Made[^1].Proposal.ShouldNotBeNull();
        (kept.Id, kept.Score, kept.Rule, kept.RuleVersion, kept.RunnerUp).ShouldBe(
            (proposed.Id, proposed.Score, proposed.Rule, proposed.RuleVersion, proposed.RunnerUp));
        _desk.ShouldAddUp("adopted");
    }

    [Fact]
    public void ARejectedProposal_IsNotMadeAgain_AndItsTwinIsThen_UntilThatIsUndone()
    {
        var proposed = Proposal;

        _desk.Decide("IWC", deciding => deciding.Reject(proposed, Desk.Why)).ShouldBeNull();

        _desk.Record.Proposals.ShouldNotContain(other => other.Id == proposed.Id);
        _desk.Record.Matches.Single(match => match.StatementLine == SecondmentE).Lines.ShouldNotContain(proposed.Lines[0]);
        var again = _desk.Decide("IWC", deciding => deciding.Adopt(proposed, null, Desk.Why)).ShouldNotBeNull();
        again.Code.ShouldBe("proposal-gone");
        again.Sentence.ShouldContain("rejected by Hannah Finance");
        _desk.ShouldAddUp("rejected");

        _desk.Undo("IWC", 1).ShouldBeNull();

        Proposal.Id.ShouldBe(proposed.Id);
    }

    [Fact]
    public void AProposalThatNoLongerStands_IsRefused_AndTheRefusalSaysWhatChanged()
    {
        var proposed = Proposal;
        _desk.Match("IWC", [SecondmentE], [new("GL-TWIN-2", 1)]).ShouldBeNull();

        var taken = _desk.Decide("IWC", deciding => deciding.Adopt(proposed, null, Desk.Why)).ShouldNotBeNull();
        taken.Code.ShouldBe("proposal-gone");
        taken.Sentence.ShouldContain($"{SecondmentE} was matched by Hannah Finance");

        _desk.Undo("IWC", 1).ShouldBeNull();
        var line = proposed.Lines[0];
        _desk.Split("IWC", new(line.DocRef, line.LineNo), 3000m, 344.18m).ShouldBeNull();
        _desk.Decide("IWC", deciding => deciding.Reject(proposed, Desk.Why)).ShouldNotBeNull().Sentence.ShouldContain("is split");
    }

    [Fact]
    public void AThirdTwin_MakesItAnotherProposal_AndTheRefusalSaysWhichStandsNow()
    {
        var proposed = Proposal;
        var desk = new Desk(TwinsOf(SecondmentE, "GL-TWIN-0"));

        var refusal = desk.Decide("IWC", deciding => deciding.Adopt(proposed, null, Desk.Why)).ShouldNotBeNull();

        refusal.Sentence.ShouldContain("the engine now proposes");
        refusal.Sentence.ShouldContain("GL-TWIN-0");
    }

    [Fact]
    public void AnUnrelatedLine_ChangesNoProposalsName()
    {
        var month = TwinsOf(SecondmentE);
        var stray = month.Lines[0] with
        {
            Key = month.Lines[0].Key with { Council = "IWC", DocRef = "STRAY" }, ExternalLineId = null, Amount = Values.Money.Pounds(77m), DocType = "GJ"
        };
        var lines = month.Lines.Append(stray).ToList();

        var desk = new Desk(month with { Lines = lines, Balances = April.BalancesOf(lines) });

        desk.Record.Proposals.ShouldHaveSingleItem().Id.ShouldBe(Proposal.Id);
    }

    private static ToReconcile TwinsOf(string statementLine, params string[] more)
    {
        var planted = April.AsPlanted();
        var one = planted.Lines.Single(line => line.Key.Council == "IWC" && line.ExternalLineId == statementLine);
        var twins = new[] { "GL-TWIN-1", "GL-TWIN-2" }.Concat(more)
            .Select(document => one with { Key = one.Key with { DocRef = document, LineNo = 1 }, ExternalLineId = null });
        var lines = planted.Lines.Where(line => line != one).Concat(twins).ToList();
        return planted with { Lines = lines, Balances = April.BalancesOf(lines) };
    }
}

using Governance.Agreements;

namespace Governance.Tests.Agreements;

/// <summary>What a cost pool's clause may say, by itself and beside the other pools.</summary>
public sealed class CostPoolTests
{
    private readonly Agreement agreement = Given.AnAgreementInForce();

    [Fact]
    public void CostPool_WithAllItNeeds_HasNoFaults() => ClauseKind.CostPool.Faults(Given.CostPool("mash")).ShouldBeEmpty();

    [Theory]
    [InlineData("shares", "HCC 60, IWC 39.9999", "shares")]
    [InlineData("shares", "HCC 60, IWC 40.0001", "shares")]
    [InlineData("shares", "HCC 60, PCC 40", "shares")]
    [InlineData("shares", "HCC 60, HCC 40", "shares")]
    [InlineData("shares", "HCC=60, IWC=40", "shares")]
    [InlineData("shares", "HCC 60, IWC -40", "shares")]
    [InlineData("shares", "", "shares")]
    [InlineData("shares", null, "shares")]
    [InlineData("basis", "whim", "basis")]
    [InlineData("basis", "caseload", "shares")]                 // shares belong to fixed percentages only
    [InlineData("parties", "HCC HCC", "parties")]
    [InlineData("parties", "HCC PCC", "parties")]               // the payer must be one of them
    [InlineData("parties", null, "parties")]
    [InlineData("stepsDownTo", "edt", "order")]
    [InlineData("ceilingGbp", "700000.00", "ceilingGbp")]       // a ceiling is watched item by item
    [InlineData("beforeStart", "yes", "ceilingGbp")]
    public void Parameter_ThatDoesNotFit_IsNamed(string name, string? value, string faulty) =>
        ClauseKind.CostPool.Faults(Given.CostPool("mash", (name, value))).Keys.ShouldContain(faulty);

    [Fact]
    public void Shares_NotOfAHundred_SayWhatTheyAddUpTo() =>
        ClauseKind.CostPool.Faults(Given.CostPool("mash", ("shares", "HCC 60, IWC 39.5")))["shares"]
            .ShouldBe("The shares add up to 99.5%, not to 100%.");

    [Fact]
    public void Parties_MayBeFifty_AndNoMore()
    {
        ClauseKind.CostPool.Faults(OfParties(50)).ShouldBeEmpty();
        ClauseKind.CostPool.Faults(OfParties(51)).Keys.ShouldBe(["parties"]);

        static Dictionary<string, string> OfParties(int count) => Given.CostPool("mash", ("basis", "equal"), ("shares", null),
            ("parties", string.Join(' ', Enumerable.Range(0, count - 1).Select(party => $"P{party}").Append("IWC"))));
    }

    [Fact]
    public void Pools_StandSideBySide_EachByItsName()
    {
        agreement.ProposeClause(Given.ACostPool(agreement, "C7", "mash")).ShouldBeNull();
        agreement.ProposeClause(Given.ACostPool(agreement, "C8", "edt")).ShouldBeNull();

        agreement.ProposeClause(Given.ACostPool(agreement, "C9", "mash")).ShouldNotBeNull().Code.ShouldBe("ruled-already");
        agreement.ProposeClause(Given.AFixedCharge(agreement, "C9", charge: "edt")).ShouldNotBeNull().Code.ShouldBe("ruled-already");
    }

    [Fact]
    public void StepDown_ToNoPool_OrAgainstTheOrder_IsRefused()
    {
        agreement.ProposeClause(SteppingTo("C7", "it", "mash", "1")).ShouldNotBeNull().Code.ShouldBe("no-such-pool");
        agreement.ProposeClause(Given.ACostPool(agreement, "C8", "mash", ("order", "2"))).ShouldBeNull();

        agreement.ProposeClause(SteppingTo("C7", "it", "mash", "2")).ShouldNotBeNull().Code.ShouldBe("step-down-order");
        agreement.ProposeClause(SteppingTo("C7", "it", "mash", "1")).ShouldBeNull();
    }

    [Fact]
    public void StepDown_ToAnotherPayeesPool_IsRefused()
    {
        agreement.ProposeClause(Given.ACostPool(agreement, "C8", "mash", ("payee", "IWC"), ("payer", "HCC"))).ShouldBeNull();

        agreement.ProposeClause(SteppingTo("C7", "it", "mash", "1")).ShouldNotBeNull().Code.ShouldBe("can-t-step-down");
    }

    [Fact]
    public void StepDown_InACircle_IsRefused_WithItsMembers()
    {
        Agreed(Given.ACostPool(agreement, "C9", "edt", ("order", "3")));
        Agreed(SteppingTo("C8", "mash", "edt", "2"));
        Agreed(SteppingTo("C7", "it", "mash", "1"));

        var refusal = agreement.ProposeClause(SteppingTo("C9", "edt", "it", "3")).ShouldNotBeNull();

        refusal.Code.ShouldBe("step-down-circle");
        refusal.Sentence.ShouldBe("These pools would step down in a circle: edt → it → mash → edt.");
    }

    [Fact]
    public void LaterVersion_KeepsThePool_ItsLinesAndItsCeiling()
    {
        Agreed(Given.ACostPool(agreement, "C7", "case-system", ("lines", "per-item"), ("ceilingGbp", "700000.00")));

        agreement.ProposeClause(Given.ACostPool(agreement, "C7", "case-system", ("lines", "per-item"))).ShouldNotBeNull().Code
            .ShouldBe("pool-kept");
        agreement.ProposeClause(Given.ACostPool(agreement, "C7", "case-system", ("lines", "per-item"), ("ceilingGbp", "750000.00")))
            .ShouldBeNull();
    }

    private Clause SteppingTo(string number, string pool, string target, string order) => Given.ACostPool(
        agreement, number, pool, ("basis", "equal"), ("shares", null), ("stepsDownTo", target), ("order", order));

    private void Agreed(Clause clause)
    {
        agreement.ProposeClause(clause).ShouldBeNull();
        clause.Agree(new KeyHolder("HCC", "g1"), "Governance officer").ShouldBeNull();
        clause.Agree(new KeyHolder("IWC", "g2"), "Governance officer").ShouldBeNull();
    }
}

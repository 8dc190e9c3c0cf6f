using Recharging.Charging;

namespace Recharging.Tests.Runs;

/// <summary>The other council is the one that agreements in force name: a deployment has one partnership.</summary>
public sealed class PartnershipTests
{
    [Fact]
    public void OtherCouncil_IsThatOfTheAgreements_AndSeveralAreRefused()
    {
        var facts = Given.April();

        NewRun.Partners(facts.Known, "IWC").Councils.ShouldBe(Given.Councils);
        NewRun.Partners(facts.Known, "PCC").Refusal!.Code.ShouldBe("no-agreement");

        facts.Learn(Given.AnAgreement(reference: "SP-PCC") with { Recipient = "PCC" });
        NewRun.Partners(facts.Known, "HCC").Refusal!.Sentence.ShouldBe(
            "HCC has agreements with IWC and PCC. Each partnership has a deployment of its own: end what belongs to another one.");
        NewRun.Partners(facts.Known, "IWC").Councils.ShouldBe(Given.Councils);
    }
}

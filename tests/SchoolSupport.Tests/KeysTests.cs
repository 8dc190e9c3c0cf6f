using SchoolSupport.Commissions;
using SchoolSupport.Tests.Commissions;
using Testing;

namespace SchoolSupport.Tests;

/// <summary>Who holds which key, as docs/keys.md has it, and that one person's two sign-ins are one.</summary>
public sealed class KeysTests(SchoolSupportHost host)
{
    private static readonly KeysTable Table = KeysTable.Of("SchoolSupport");

    [Fact]
    public void EveryOperationThatChangesSomething_IsInTheTable_WithItsRoles() =>
        Table.Said.ShouldBe(KeysTable.OperationsOf(host.Service.Services), "docs/keys.md says who changes what, and with which key.");

    [Fact]
    public void OnePersonsTwoSignIns_AreOneKey_WhereverTheTableSaysTwo()
    {
        Table.OfTwoCouncils.ShouldBe(["AcceptCommission"]);
        var joint = new JointPerson { Reference = "JP-1", Parties = ["HCC", "IWC"], SignIns = ["hcc.school", "iwc.budget"] };
        var twin = JointPerson.KeyOf(new Officer("IWC", "iwc.budget"), null, [joint]);

        CommissionTests.Proposed().AcceptForFunder(twin, "Budget holder", CommissionTests.Authority()).ShouldNotBeNull().Code
            .ShouldBe("one-person");
        CommissionTests.Proposed().AcceptForFunder(new KeyHolder("IWC", "iwc.other"), "Budget holder", CommissionTests.Authority())
            .ShouldBeNull();
    }

    [Fact]
    public void Commission_ThatOneCouncilPaused_IsNotResumedByTheOther()
    {
        var commission = CommissionTests.Agreed();
        commission.Pause("IWC", new DateOnly(2023, 4, 24), "The school is closed by flooding.").ShouldBeNull();

        commission.Resume("HCC", new DateOnly(2023, 5, 2)).ShouldNotBeNull().Code.ShouldBe("other-council-paused");
        commission.Status.ShouldBe(CommissionStatus.Paused);
        commission.Resume("IWC", new DateOnly(2023, 5, 2)).ShouldBeNull();
    }
}

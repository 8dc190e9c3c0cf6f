using System.Net;
using System.Net.Http.Json;
using Governance.Agreements;
using Governance.Contracts;
using Governance.JointPersons;
using Testing;

namespace Governance.Tests;

/// <summary>Who holds which key, as docs/keys.md has it, and that one person's two sign-ins are one.</summary>
public sealed class KeysTests(GovernanceHost governance)
{
    private static readonly KeysTable Table = KeysTable.Of("Governance");

    // What the second council's officer is answered once the first council's officer has turned the same key.
    private static readonly Dictionary<string, Func<KeyHolder, KeyHolder, Refusal?>> Second = new()
    {
        ["AgreeClause"] = (first, second) =>
        {
            var clause = Given.AFixedCharge(Given.AnAgreementInForce());
            return clause.Agree(first, "First") ?? clause.Agree(second, "Second");
        },
        ["ApproveAgreement"] = (first, second) =>
        {
            var agreement = Given.AProposedAgreement();
            return agreement.Approve(Given.ADecision("HCC", "2018-03-15"), first, [])
                ?? agreement.Approve(Given.ADecision("IWC", "2018-03-15"), second, []);
        },
        ["ExtendAgreement"] = (first, second) =>
        {
            var agreement = Given.AnAgreementInForce();
            Refusal? By(string council, KeyHolder by) => agreement.Extend(
                "SP-2018-X", Day.Of("2024-01-31"), "Until it ends", Given.ADecision(council, "2023-04-20"), by, Given.Today, []);
            return By("HCC", first) ?? By("IWC", second);
        },
        ["EndAgreement"] = (first, second) =>
        {
            var agreement = Given.AnAgreementInForce();
            Refusal? By(string council, KeyHolder by) => agreement.End(
                Day.Of("2023-05-31"), "Each goes its own way", Given.ADecision(council, "2023-04-20"), by, Given.Today);
            return By("HCC", first) ?? By("IWC", second);
        },
        ["EndJointPerson"] = (first, second) => ARecord() is var record ? record.AskEnding(first, Given.Now) ?? record.AskEnding(second, Given.Now) : null,
    };

    [Fact]
    public void EveryOperationThatChangesSomething_IsInTheTable_WithItsRoles() =>
        Table.Said.ShouldBe(KeysTable.OperationsOf(governance.Service.Services), "docs/keys.md says who changes what, and with which key.");

    [Fact]
    public void OnePersonsTwoSignIns_AreOneKey_WhereverTheTableSaysTwo()
    {
        Second.Keys.Order().ShouldBe(Table.OfTwoCouncils.Order());
        var joint = new JointPerson { Reference = "JP-1", Parties = ["HCC", "IWC"], SignIns = ["hcc.joint", "iwc.joint"] };
        var (here, there) = (new Officer("HCC", "hcc.joint"), new Officer("IWC", "iwc.joint"));
        foreach (var (operation, turn) in Second)
        {
            turn(JointPerson.KeyOf(here, null, [joint]), JointPerson.KeyOf(there, null, [joint])).ShouldNotBeNull(operation);
            turn(JointPerson.KeyOf(here, null, [joint]), new KeyHolder("IWC", "iwc.other")).ShouldBeNull(operation);
            turn(JointPerson.KeyOf(here, null, []), JointPerson.KeyOf(there, null, [])).ShouldBeNull($"{operation}, before it is on record");
        }
    }

    [Fact]
    public void KeyOfADeputy_IsTheDelegatesToo()
    {
        var deputy = JointPerson.KeyOf(new Officer("HCC", "deputy"), new Officer("HCC", "delegate"), []);

        deputy.Is("HCC", "deputy").ShouldBeTrue();
        deputy.Is("HCC", "delegate").ShouldBeTrue();
        deputy.Is("IWC", "delegate").ShouldBeFalse();
    }

    [Fact]
    public async Task JointPerson_IsRecordedByOneCouncil_ToldToAll_AndEndedByBoth()
    {
        var reference = $"JP-{governance.Number()}";
        var body = new
        {
            reference, reason = "Joint director of both councils.",
            signIns = new Dictionary<string, string> { ["HCC"] = $"{reference}-hcc", ["IWC"] = $"{reference}-iwc" },
        };
        var one = new { reference = $"{reference}-X", reason = body.reason, signIns = new Dictionary<string, string> { ["HCC"] = "alone" } };
        using var half = await governance.GovernanceOfficer("HCC").PostAsJsonAsync($"{GovernanceHost.Api}/joint-persons", one);
        half.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await governance.PostAsync("HCC", "joint-persons", body);

        (await governance.Service.ToldAsync<JointPersonRecorded>($"joint-person/{reference}")).ShouldHaveSingleItem().SignIns
            .ShouldBe(body.signIns, ignoreOrder: true);
        (await governance.RefusalAsync("IWC", "joint-persons", new { reference = $"{reference}-Y", reason = body.reason, signIns = body.signIns }))
            .ShouldEndWith("recorded-already");
        var ending = new { reason = "The post is two posts again." };
        (await governance.PostAsync("HCC", $"joint-persons/{reference}/ending", ending))["state"]!.GetValue<string>().ShouldBe("ending-asked");
        (await governance.RefusalAsync("HCC", $"joint-persons/{reference}/ending", ending)).ShouldEndWith("ending-asked-already");
        (await governance.Service.ToldAsync<JointPersonEnded>($"joint-person/{reference}")).ShouldBeEmpty();
        (await governance.PostAsync("IWC", $"joint-persons/{reference}/ending", ending))["state"]!.GetValue<string>().ShouldBe("ended");
        (await governance.Service.ToldAsync<JointPersonEnded>($"joint-person/{reference}")).ShouldHaveSingleItem();
        (await governance.RefusalAsync("IWC", $"joint-persons/{reference}/ending", ending)).ShouldEndWith("record-ended");
    }

    [Fact]
    public async Task JointPerson_NeverRecordsThemselves()
    {
        using var officer = governance.Service.Officer("HCC", "Greta Both", "governance-officer");

        using var answer = await officer.PostAsJsonAsync($"{GovernanceHost.Api}/joint-persons", new
        {
            reference = $"JP-{governance.Number()}", reason = "I hold posts in both councils.",
            signIns = new Dictionary<string, string> { ["HCC"] = "greta-both", ["IWC"] = "greta-elsewhere" },
        });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("speaks-of-themselves");
    }

    private static JointPersonRecord ARecord() => new()
    {
        Reference = "JP-2", Parties = ["HCC", "IWC"], SignIns = ["hcc.director", "iwc.director"], Reason = "Joint director.", RecordedBy = "HCC",
        RecordedAt = Given.Now,
    };
}

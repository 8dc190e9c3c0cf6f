using Secondments.Placements;
using Secondments.Tests.Placements;
using Shouldly;
using Testing;
using Values;
using Xunit;
using static Secondments.Tests.Days;
using static Secondments.Tests.Placements.ASecondment;

namespace Secondments.Tests;

/// <summary>Who holds which key, as docs/keys.md has it, and that one person's two sign-ins are one.</summary>
public sealed class KeysTests(SecondmentsHost host)
{
    private static readonly KeysTable Table = KeysTable.Of("Secondments");

    // What the second council's officer is answered once the first council's officer has turned the same key.
    private static readonly Dictionary<string, Func<KeyHolder, KeyHolder, Refusal?>> Second = new()
    {
        ["ApproveSecondment"] = (first, second) => Proposed() is var proposed ? proposed.Approve(first) ?? proposed.Approve(second) : null,
        ["SignSecondment"] = (first, second) =>
        {
            var approved = Proposed(LegalBasis.Section101);
            approved.Approve(By(Home)).ShouldBeNull();
            approved.Approve(By(Host)).ShouldBeNull();
            Signature Of(Signatory signatory, KeyHolder by) => new()
            {
                Signatory = signatory, SignedOn = Day("2023-03-20"), DocumentSha256 = Document, RecordedBy = by.SignIn,
            };
            return approved.Sign(first, Of(Signatory.Home, first), Today) ?? approved.Sign(second, Of(Signatory.Host, second), Today);
        },
        ["ExtendSecondment"] = (first, second) => Both(first, second, ChangeKind.Extension, Day("2023-12-31"),
            (active, by, asked) => active.Extend(by, asked, null, Today)),
        ["VarySecondment"] = (first, second) => Both(first, second, ChangeKind.Variation, Today,
            (active, by, asked) => active.Vary(by, asked, 40, Today), 40),
        ["EndSecondment"] = (first, second) => Both(first, second, ChangeKind.EndingInThePast, Day("2023-04-30"),
            (active, by, asked) => active.End(by, asked, Today)),
    };

    [Fact]
    public void EveryOperationThatChangesSomething_IsInTheTable_WithItsRoles() =>
        Table.Said.ShouldBe(KeysTable.OperationsOf(host.Service.Services), "docs/keys.md says who changes what, and with which key.");

    [Fact]
    public void OnePersonsTwoSignIns_AreOneKey_WhereverTheTableSaysTwo()
    {
        Second.Keys.Order().ShouldBe(Table.OfTwoCouncils.Order());
        var joint = new JointPerson { Reference = "JP-1", Parties = [Home, Host], SignIns = ["hcc.joint", "iwc.joint"] };
        var (here, there) = (new Officer(Home, "hcc.joint"), new Officer(Host, "iwc.joint"));
        foreach (var (operation, turn) in Second)
        {
            turn(JointPerson.KeyOf(here, null, [joint]), JointPerson.KeyOf(there, null, [joint])).ShouldNotBeNull(operation)
                .Code.ShouldBe("one-person");
            turn(JointPerson.KeyOf(here, null, [joint]), new KeyHolder(Host, "iwc.other")).ShouldBeNull(operation);
        }
    }

    private static Refusal? Both(
        KeyHolder first, KeyHolder second, ChangeKind kind, DateOnly day, Func<Secondment, KeyHolder, PendingChange, Refusal?> ask,
        decimal? share = null)
    {
        var active = In(SecondmentState.Active);
        PendingChange AskedBy(KeyHolder by) => new()
        {
            Kind = kind, Day = day, HostSharePercent = share, AskedByCouncil = by.Council, AskedByOfficer = by.SignIn, Reason = "Both need it so.",
        };
        return ask(active, first, AskedBy(first)) ?? ask(active, second, AskedBy(second));
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Secondments.Contracts;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.Placements;

public sealed class SecondmentSlicesTests(SecondmentsHost host)
{
    private const string Reason = "Agreed between both heads of service.";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly Given _given = new(host);

    // Each action with a role that may take it and a body that is well formed.
    private static readonly Dictionary<string, (string Role, object Body)> Actions = new()
    {
        ["approval"] = ("hr-approver", new { }),
        ["consultation"] = ("hr-officer", new { consultedOn = "2023-03-01", outcome = "agrees" }),
        ["signature"] = ("hr-approver", Given.Signature("home")),
        ["start"] = ("hr-officer", new { startedOn = "2023-04-01" }),
        ["extension"] = ("hr-approver", new { newLastDay = "2023-12-31", reason = Reason }),
        ["variation"] = ("hr-approver", new { effectiveFrom = "2023-05-15", hostSharePercent = 40, reason = Reason }),
        ["ending"] = ("hr-approver", new { lastDay = "2023-06-30", reason = Reason }),
        ["withdrawal"] = ("hr-approver", new { reason = Reason }),
    };

    public static TheoryData<string> EveryAction() => [.. Actions.Keys];

    [Fact]
    public async Task FromProposalToStart_IsToldOnceAndSeenAlikeByBoth()
    {
        var employment = await _given.AnEmployment();

        var reference = await _given.AnActiveSecondment(employment, share: 60);

        var told = (await host.Service.ToldAsync<SecondmentStarted>($"secondment/{reference}")).Single();
        told.ShouldSatisfyAllConditions(
            started => started.AgreementReference.ShouldBe("SP-2018"),
            started => started.EmploymentReference.ShouldBe(employment),
            started => (started.HomeCouncil, started.HostCouncil).ShouldBe(("HCC", "IWC")),
            started => (started.FirstDay, started.LastDay).ShouldBe((Day("2023-04-01"), Day("2023-09-30"))),
            started => started.HostSharePercent.ShouldBe(60),
            started => started.Service.ShouldBe("social-care"));
        var home = await host.HrOfficer("HCC").Read($"/secondments/{reference}").Expect();
        var hosts = await host.HrOfficer("IWC").Read($"/secondments/{reference}").Expect();
        home.GetRawText().ShouldBe(hosts.GetRawText());
        home.GetProperty("state").GetString().ShouldBe("active");
        (await AuditOf(reference)).ShouldBe(
        [
            "ProposeSecondment", "ApproveSecondment", "ApproveSecondment", "ConsultOnSecondment",
            "SignSecondment", "SignSecondment", "SignSecondment", "StartSecondment",
        ]);
    }

    [Theory]
    [MemberData(nameof(EveryAction))]
    public async Task EachAction_ByAnotherRole_IsForbidden(string action)
    {
        var reference = await _given.AProposedSecondment();

        await host.Service.Client("HCC", "finance-officer").Send($"/secondments/{reference}/{action}", Actions[action].Body)
            .Expect(HttpStatusCode.Forbidden);
    }

    [Theory]
    [MemberData(nameof(EveryAction))]
    public async Task EachAction_OnWhatThereIsNot_IsNotFound(string action) =>
        await host.Service.Client("HCC", Actions[action].Role).Send($"/secondments/SEC-1999-9999/{action}", Actions[action].Body)
            .Expect(HttpStatusCode.NotFound);

    [Theory]
    [MemberData(nameof(EveryAction))]
    public async Task EachAction_OnOtherCouncilsSecondment_IsNotFound(string action)
    {
        var reference = await _given.AProposedSecondment(host: "DCC");

        await host.Service.Client("IWC", Actions[action].Role).Send($"/secondments/{reference}/{action}", Actions[action].Body)
            .Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("consultation")]
    [InlineData("signature")]
    [InlineData("start")]
    [InlineData("extension")]
    [InlineData("variation")]
    [InlineData("ending")]
    public async Task EachAction_TooEarly_IsRefusedAndChangesNothing(string action)
    {
        var reference = await _given.AProposedSecondment();

        await host.Service.Client("HCC", Actions[action].Role).Send($"/secondments/{reference}/{action}", Actions[action].Body)
            .Expect(HttpStatusCode.Conflict);

        (await State(reference)).ShouldBe("proposed");
        (await AuditOf(reference)).ShouldBe(["ProposeSecondment"]);
    }

    [Theory]
    [InlineData("consultation", "{\"consultedOn\":\"2023-03-01\",\"outcome\":\"\"}", "outcome")]
    [InlineData("signature", "{\"signatory\":\"home\",\"signedOn\":\"2023-03-01\",\"documentSha256\":\"abc\"}", "documentSha256")]
    [InlineData("start", "{\"startedOn\":\"yesterday\"}", "startedOn")]
    [InlineData("extension", "{\"newLastDay\":\"2023-12-31\",\"reason\":\"short\"}", "reason")]
    [InlineData("variation", "{\"effectiveFrom\":\"2023-05-15\",\"hostSharePercent\":40.00001,\"reason\":\"a good reason\"}", "hostSharePercent")]
    [InlineData("variation", "{\"effectiveFrom\":\"2023-05-15\",\"hostSharePercent\":0,\"reason\":\"a good reason\"}", "hostSharePercent")]
    [InlineData("ending", "{\"lastDay\":\"2023-06-30\",\"reason\":\"short\"}", "reason")]
    [InlineData("withdrawal", "{\"reason\":\"short\"}", "reason")]
    [InlineData("withdrawal", "{\"reason\":\"a good reason\",\"by\":\"me\"}", "by")]
    public async Task EachAction_Malformed_NamesTheField(string action, string json, string field)
    {
        var reference = await _given.AProposedSecondment();
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        await host.Service.Client("HCC", "hr-officer", "hr-approver")
            .PostAsync($"{SecondmentsHost.Path}/secondments/{reference}/{action}", body, Stop).ExpectInvalid(field);
    }

    [Fact]
    public async Task Approve_OfTheOtherSide_IsRefused()
    {
        var reference = await _given.AProposedSecondment();

        await host.HrApprover("IWC").Send($"/secondments/{reference}/approval").ExpectRefusal("home-approves-first");
    }

    [Fact]
    public async Task Approve_ByWhoProposed_IsRefused()
    {
        var both = host.Service.Client("HCC", "hr-officer", "hr-approver");
        var made = await both.Send("/secondments", Given.Proposal(await _given.AnEmployment())).Expect(HttpStatusCode.Created);

        await both.Send($"/secondments/{Given.Reference(made)}/approval").ExpectRefusal("own-proposal");
    }

    [Fact]
    public async Task Sign_ForACouncilByAnHrOfficer_IsForbidden()
    {
        var reference = await _given.AProposedSecondment();

        await host.HrOfficer("HCC").Send($"/secondments/{reference}/signature", Given.Signature("home")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Propose_ForAnotherCouncil_IsRefused()
    {
        var employment = await _given.AnEmployment();

        await host.HrOfficer("IWC").Send("/secondments", Given.Proposal(employment)).ExpectRefusal("own-side-only");
    }

    [Fact]
    public async Task Propose_AnotherCouncilsEmployment_IsRefusedAsUnknown()
    {
        var employment = await _given.AnEmployment();

        await host.HrOfficer("IWC").Send("/secondments", Given.Proposal(employment, home: "IWC", host: "HCC"))
            .ExpectRefusal("unknown-employment");
    }

    [Fact]
    public async Task Propose_BeyondTheEmploymentsLastDay_IsRefused()
    {
        var employment = Given.NewPerson();
        await host.Erp("HCC").SendExtract(Given.ExtractOf(employment, "NJC,30,,1.0,LGPS,2022-04-01,2023-06-30")).Expect();

        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal(employment)).ExpectRefusal("employment-ends");
    }

    [Fact]
    public async Task Propose_ByAnApproverOnly_IsForbidden() =>
        await host.HrApprover("HCC").Send("/secondments", Given.Proposal("HCC-E1")).Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Propose_WithTheLastDayFirst_IsInvalid() =>
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal("HCC-E1", last: "2023-03-31")).ExpectInvalid("lastDay");

    [Fact]
    public async Task Propose_ToItself_IsInvalid() =>
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal("HCC-E1", host: "HCC")).ExpectInvalid("hostCouncil");

    [Fact]
    public async Task Propose_OnNoKnownBasis_IsInvalid() =>
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal("HCC-E1", basis: "goodwill")).ExpectInvalid("legalBasis");

    [Fact]
    public async Task Propose_MoreThanAWholePerson_IsInvalid() =>
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal("HCC-E1", share: 100.01m)).ExpectInvalid("hostSharePercent");

    [Fact]
    public async Task Start_BeforeTheLastSignature_NeedsAnApproverAndIsAuditedApart()
    {
        var reference = await _given.ASignedSecondment(signedOn: "2023-04-20");

        await host.HrOfficer("HCC").Send($"/secondments/{reference}/start", new { reason = "The document was lost in the post." })
            .ExpectRefusal("started-before-signature");
        await host.HrApprover("HCC").Send($"/secondments/{reference}/start").ExpectRefusal("started-before-signature");
        await host.HrApprover("HCC").Send($"/secondments/{reference}/start", new { reason = "The document was lost in the post." }).Expect();

        (await AuditOf(reference)).ShouldContain("StartSecondmentInRetrospect");
    }

    [Fact]
    public async Task Start_UnderAnUnknownAgreement_IsRefused()
    {
        var reference = await _given.ASignedSecondment(agreement: "NONE-1");

        await host.HrOfficer("HCC").Send($"/secondments/{reference}/start").ExpectRefusal("no-authority");
    }

    [Fact]
    public async Task Extend_AskedByBoth_IsToldOnce()
    {
        var reference = await _given.AnActiveSecondment();
        var extension = new { newLastDay = "2024-01-31", reason = Reason };

        var pending = await host.HrApprover("IWC").Send($"/secondments/{reference}/extension", extension).Expect(HttpStatusCode.Accepted);
        pending.GetProperty("pendingChange").GetProperty("askedByCouncil").GetString().ShouldBe("IWC");
        (await host.Service.ToldAsync<SecondmentExtended>($"secondment/{reference}")).ShouldBeEmpty();

        var done = await host.HrApprover("HCC").Send($"/secondments/{reference}/extension", extension).Expect();
        done.GetProperty("lastDay").GetString().ShouldBe("2024-01-31");
        (await host.Service.ToldAsync<SecondmentExtended>($"secondment/{reference}")).Single().LastDay.ShouldBe(Day("2024-01-31"));
    }

    [Fact]
    public async Task Extend_BeyondEveryAgreement_IsRefused()
    {
        var reference = await _given.AnActiveSecondment();

        await host.HrApprover("HCC").Send($"/secondments/{reference}/extension", new { newLastDay = "2024-02-01", reason = Reason })
            .ExpectRefusal("no-authority");
    }

    [Fact]
    public async Task Vary_AskedByBoth_SplitsTheMonthAndIsTold()
    {
        var reference = await _given.AnActiveSecondment();
        var variation = new { effectiveFrom = "2023-04-17", hostSharePercent = 40.5, reason = Reason };

        await host.HrApprover("HCC").Send($"/secondments/{reference}/variation", variation).Expect(HttpStatusCode.Accepted);
        var done = await host.HrApprover("IWC").Send($"/secondments/{reference}/variation", variation).Expect();

        done.GetProperty("shares").EnumerateArray()
            .Select(share => (share.GetProperty("firstDay").GetString(), share.GetProperty("hostSharePercent").GetDecimal()))
            .ShouldBe([("2023-04-01", 60m), ("2023-04-17", 40.5m)]);
        (await host.Service.ToldAsync<SecondmentVaried>($"secondment/{reference}")).Single().HostSharePercent.ShouldBe(40.5m);
    }

    [Fact]
    public async Task Vary_BeyondAWholePerson_IsRefused()
    {
        var employment = await _given.AnEmployment();
        var reference = await _given.AnActiveSecondment(employment, share: 60);
        await _given.AProposedSecondment(employment, share: 40);
        var variation = new { effectiveFrom = "2023-06-01", hostSharePercent = 61, reason = Reason };

        await host.HrApprover("HCC").Send($"/secondments/{reference}/variation", variation).Expect(HttpStatusCode.Accepted);
        await host.HrApprover("IWC").Send($"/secondments/{reference}/variation", variation).ExpectRefusal("more-than-a-whole-person");
    }

    [Fact]
    public async Task End_FromTodayOn_FreesTheDaysAfterIt()
    {
        var employment = await _given.AnEmployment();
        var reference = await _given.AnActiveSecondment(employment, share: 100);

        await host.HrApprover("IWC").Send($"/secondments/{reference}/ending", new { lastDay = "2023-06-30", reason = Reason }).Expect();

        (await host.Service.ToldAsync<SecondmentEnded>($"secondment/{reference}")).Single().LastDay.ShouldBe(Day("2023-06-30"));
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal(employment, share: 100, first: "2023-06-30"))
            .ExpectRefusal("more-than-a-whole-person");
        await host.HrOfficer("HCC").Send("/secondments", Given.Proposal(employment, share: 100, first: "2023-07-01"))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Withdraw_FreesTheDaysAndIsRefusedTwice()
    {
        var employment = await _given.AnEmployment();
        var reference = await _given.AProposedSecondment(employment, share: 100);

        await host.HrApprover("HCC").Send($"/secondments/{reference}/withdrawal", new { reason = Reason }).Expect();

        await host.HrApprover("HCC").Send($"/secondments/{reference}/withdrawal", new { reason = Reason }).ExpectRefusal("not-withdrawable");
        await _given.AProposedSecondment(employment, share: 100);
    }

    [Fact]
    public async Task Find_ListsTheCallersSecondmentsInOrder()
    {
        var (first, second) = (await _given.AProposedSecondment(), await _given.AProposedSecondment());
        var hidden = await _given.AProposedSecondment(host: "DCC");

        var before = $"{first[..^4]}{int.Parse(first[^4..], System.Globalization.CultureInfo.InvariantCulture) - 1:0000}";
        var page = await host.HrOfficer("IWC").Read($"/secondments?after={before}").Expect();

        var found = page.GetProperty("items").EnumerateArray().Select(Given.Reference).ToList();
        found.ShouldContain(first);
        found.ShouldContain(second);
        found.ShouldNotContain(hidden);
        found.ShouldBe(found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task View_OfWhatThereIsNot_IsNotFound() =>
        await host.HrOfficer("HCC").Read("/secondments/SEC-1999-9999").Expect(HttpStatusCode.NotFound);

    private async Task<string?> State(string reference) =>
        (await host.HrOfficer("HCC").Read($"/secondments/{reference}").Expect()).GetProperty("state").GetString();

    private Task<List<string>> AuditOf(string reference) => host.Service.ReadAsync(db => db.Audit
        .Where(entry => entry.Subject == reference).OrderBy(entry => entry.Position).Select(entry => entry.Action).ToListAsync(Stop));
}

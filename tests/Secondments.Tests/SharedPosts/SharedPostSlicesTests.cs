using System.Net;
using Secondments.Contracts;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.SharedPosts;

public sealed class SharedPostSlicesTests(SecondmentsHost host)
{
    private static int _posts;
    private readonly Given _given = new(host);
    private readonly HttpClient _approver = host.HrApprover("HCC");

    public static string NewPost() => $"POST-T{Interlocked.Increment(ref _posts):0000}";

    public static object APost(
        string reference, string? employment, string home = "HCC", string host = "IWC", decimal share = 30, string agreement = "SP-2018",
        string from = "2023-04-01", string? reviewOn = null) => new
        {
            reference,
            title = "Joint Director",
            agreementReference = agreement,
            homeCouncil = home,
            hostCouncil = host,
            employmentReference = employment,
            service = "management",
            effectiveFrom = from,
            hostSharePercent = share,
            reviewOn,
        };

    [Fact]
    public async Task Share_IsToldAndSeenAlikeByBothWithAReviewInAYear()
    {
        var (post, employment) = (NewPost(), await _given.AnEmployment());

        var made = await _approver.Send("/shared-posts", APost(post, employment)).Expect(HttpStatusCode.Created);

        made.GetProperty("reviewOn").GetString().ShouldBe("2024-04-01");
        var told = (await host.Service.ToldAsync<SharedPostShareChanged>($"post/{post}")).Single();
        (told.EmploymentReference, told.HostSharePercent, told.EffectiveFrom).ShouldBe((employment, 30m, Day("2023-04-01")));
        (await host.HrOfficer("IWC").Read($"/shared-posts/{post}").Expect()).GetRawText()
            .ShouldBe((await host.HrOfficer("HCC").Read($"/shared-posts/{post}").Expect()).GetRawText());
    }

    [Fact]
    public async Task Share_OfAVacantPost_IsToldWithoutAHolder()
    {
        var post = NewPost();

        await _approver.Send("/shared-posts", APost(post, employment: null)).Expect(HttpStatusCode.Created);

        (await host.Service.ToldAsync<SharedPostShareChanged>($"post/{post}")).Single().EmploymentReference.ShouldBeNull();
    }

    [Fact]
    public async Task Share_Twice_IsRefused()
    {
        var post = NewPost();
        await _approver.Send("/shared-posts", APost(post, employment: null)).Expect(HttpStatusCode.Created);

        await _approver.Send("/shared-posts", APost(post, employment: null)).ExpectRefusal("shared-already");
    }

    [Fact]
    public async Task Share_OnADayWithoutAuthority_IsRefused() =>
        await _approver.Send("/shared-posts", APost(NewPost(), employment: null, from: "2024-02-01")).ExpectRefusal("no-authority");

    [Fact]
    public async Task Share_WithAnUnknownHolder_IsRefused() =>
        await _approver.Send("/shared-posts", APost(NewPost(), "HCC-NOBODY")).ExpectRefusal("unknown-employment");

    [Fact]
    public async Task Share_OfTheOtherCouncilsPost_IsRefused() =>
        await host.HrApprover("IWC").Send("/shared-posts", APost(NewPost(), employment: null)).ExpectRefusal("own-side-only");

    [Fact]
    public async Task Share_ByAnHrOfficer_IsForbidden() =>
        await host.HrOfficer("HCC").Send("/shared-posts", APost(NewPost(), employment: null)).Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Share_ByAMalformedName_IsInvalid() =>
        await _approver.Send("/shared-posts", APost("post dcs", employment: null)).ExpectInvalid("reference");

    [Fact]
    public async Task Share_WithAReviewOnTheFirstDay_IsInvalid() =>
        await _approver.Send("/shared-posts", APost(NewPost(), employment: null, reviewOn: "2023-04-01")).ExpectInvalid("reviewOn");

    [Fact]
    public async Task ChangeShare_FromADayOn_IsTold()
    {
        var post = NewPost();
        await _approver.Send("/shared-posts", APost(post, await _given.AnEmployment())).Expect(HttpStatusCode.Created);

        await _approver.Send($"/shared-posts/{post}/shares", new { effectiveFrom = "2023-07-01", hostSharePercent = 20 }).Expect();
        await _approver.Send($"/shared-posts/{post}/shares", new { effectiveFrom = "2024-02-01", hostSharePercent = 0 }).Expect();

        (await host.Service.ToldAsync<SharedPostShareChanged>($"post/{post}")).Select(told => (told.EffectiveFrom, told.HostSharePercent))
            .ShouldBe([(Day("2023-04-01"), 30m), (Day("2023-07-01"), 20m), (Day("2024-02-01"), 0m)]);
    }

    [Fact]
    public async Task ChangeShare_ByTheHost_IsRefused()
    {
        var post = NewPost();
        await _approver.Send("/shared-posts", APost(post, employment: null)).Expect(HttpStatusCode.Created);

        await host.HrApprover("IWC").Send($"/shared-posts/{post}/shares", new { effectiveFrom = "2023-07-01", hostSharePercent = 20 })
            .ExpectRefusal("own-side-only");
    }

    [Fact]
    public async Task ChangeShare_ToMoreThanAHundred_IsInvalid() =>
        await _approver.Send("/shared-posts/POST-X/shares", new { effectiveFrom = "2023-07-01", hostSharePercent = 101 })
            .ExpectInvalid("hostSharePercent");

    [Theory]
    [InlineData("shares")]
    [InlineData("reviews")]
    public async Task EachAction_OnWhatThereIsNot_IsNotFound(string action) =>
        await _approver.Send($"/shared-posts/POST-NONE/{action}", Body(action)).Expect(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("shares")]
    [InlineData("reviews")]
    public async Task EachAction_OnOtherCouncilsPost_IsNotFound(string action)
    {
        var post = NewPost();
        await host.Service.DeliverAsync($"agreement/T-{post}", 1, SecondmentsHost.InForce($"T-{post}") with { Recipient = "DCC" });
        await _approver.Send("/shared-posts", APost(post, employment: null, host: "DCC", agreement: $"T-{post}")).Expect(HttpStatusCode.Created);

        await host.HrApprover("IWC").Send($"/shared-posts/{post}/{action}", Body(action)).Expect(HttpStatusCode.NotFound);
        await host.HrApprover("IWC").Read($"/shared-posts/{post}").Expect(HttpStatusCode.NotFound);
        (await host.HrApprover("IWC").Read("/shared-posts").Expect()).GetProperty("items").EnumerateArray()
            .Select(Given.Reference).ShouldNotContain(post);
    }

    [Theory]
    [InlineData("shares")]
    [InlineData("reviews")]
    public async Task EachAction_ByAnotherRole_IsForbidden(string action) =>
        await host.HrOfficer("HCC").Send($"/shared-posts/POST-X/{action}", Body(action)).Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Review_SetsTheDayOfTheNext()
    {
        var post = NewPost();
        await _approver.Send("/shared-posts", APost(post, employment: null)).Expect(HttpStatusCode.Created);

        var reviewed = await host.HrApprover("IWC").Send($"/shared-posts/{post}/reviews", Body("reviews")).Expect();

        reviewed.GetProperty("reviewOn").GetString().ShouldBe("2024-10-01");
        reviewed.GetProperty("reviewOverdue").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Review_WithTheNextOneEarlier_IsRefused()
    {
        var post = NewPost();
        await _approver.Send("/shared-posts", APost(post, employment: null)).Expect(HttpStatusCode.Created);

        await _approver.Send($"/shared-posts/{post}/reviews", new { reviewedOn = "2023-05-01", nextReviewOn = "2023-05-01" })
            .ExpectRefusal("review-not-later");
    }

    private static object Body(string action) => action is "shares"
        ? new { effectiveFrom = "2023-07-01", hostSharePercent = 20 }
        : new { reviewedOn = "2023-05-01", nextReviewOn = "2024-10-01" };
}

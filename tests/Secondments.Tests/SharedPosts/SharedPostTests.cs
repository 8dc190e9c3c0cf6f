using Secondments.SharedPosts;
using Shouldly;
using Xunit;
using static Secondments.Tests.Days;
using static Secondments.Tests.Placements.ASecondment;

namespace Secondments.Tests.SharedPosts;

public sealed class SharedPostTests
{
    [Fact]
    public void ChangeShare_FromADayOn_SplitsTheHoldersDays()
    {
        var post = APost();

        post.ChangeShare(Home, Day("2023-07-01"), 20, LiveAuthority).ShouldBeNull();

        post.Placements().Select(days => (days.FirstDay, days.LastDay, days.HostSharePercent)).ShouldBe(
        [
            (FirstDay, Day("2023-06-30"), 30m),
            (Day("2023-07-01"), null, 20m),
        ]);
    }

    [Fact]
    public void ChangeShare_ToZero_EndsTheSharingWithoutAnyAuthority()
    {
        var post = APost();

        post.ChangeShare(Home, Day("2024-02-01"), 0, authority: null).ShouldBeNull();

        post.Placements().Single().LastDay.ShouldBe(Day("2024-01-31"));
    }

    [Fact]
    public void ChangeShare_OnADayWithoutAuthority_IsRefused() =>
        APost().ChangeShare(Home, Day("2024-02-01"), 20, LiveAuthority)!.Code.ShouldBe("no-authority");

    [Fact]
    public void ChangeShare_ByTheHost_IsRefused() => APost().ChangeShare(Host, Today, 20, LiveAuthority)!.Code.ShouldBe("own-side-only");

    [Fact]
    public void ChangeShare_ToTheSame_IsRefused() => APost().ChangeShare(Home, Today, 30, LiveAuthority)!.Code.ShouldBe("same-share");

    [Fact]
    public void ChangeShare_BeforeTheSharing_IsRefused() =>
        APost().ChangeShare(Home, FirstDay.AddDays(-1), 20, LiveAuthority)!.Code.ShouldBe("before-sharing");

    [Fact]
    public void Review_WithTheNextOneNotLater_IsRefused() => APost().Review(Today, Today, Today)!.Code.ShouldBe("review-not-later");

    [Fact]
    public void Review_OnADayToCome_IsRefused() =>
        APost().Review(Today.AddDays(1), Today.AddYears(1), Today)!.Code.ShouldBe("in-the-future");

    [Fact]
    public void Placements_OfAVacantPost_AreNone() => APost(holder: null).Placements().ShouldBeEmpty();

    private static SharedPost APost(string? holder = "HCC-E1010") => new(
        "POST-DCS", "Joint Director", "SP-2018", Home, Host, holder, "management", FirstDay, FirstDay.AddYears(1), 30);
}

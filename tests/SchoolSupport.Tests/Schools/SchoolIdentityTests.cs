using SchoolSupport.Schools;

namespace SchoolSupport.Tests.Schools;

public sealed class SchoolIdentityTests
{
    private static readonly DateOnly Autumn2023 = new(2023, 10, 1);

    [Theory]
    [InlineData("136012", "2023-09-30", "136012")]
    [InlineData("136012", "2023-10-01", "150100")]
    [InlineData("136012", "2011-08-31", "118214")]
    [InlineData("118214", "2024-01-31", "150100")]
    [InlineData("150100", "2023-04-19", "136012")]
    [InlineData("136010", "2023-10-01", "150099")]
    [InlineData("136009", "2014-08-31", "136009")]
    [InlineData("136009", "2014-09-01", "140845")]
    [InlineData("140845", "2014-08-31", "136009")]
    [InlineData("118215", "2011-08-31", "118215")]
    [InlineData("118215", "2011-09-01", "136751")]
    public void School_OfADay_IsFoundThroughItsLinks(string urn, string day, string expected)
    {
        var (path, refusal) = Island.On(Day(day), urn);

        refusal.ShouldBeNull();
        path[^1].ShouldBe(expected);
    }

    [Theory]
    [InlineData("960001", "2015-05-01", "960001")]
    [InlineData("960001", "2015-08-31", "960001")]
    [InlineData("960001", "2015-09-01", "960002")]
    [InlineData("960002", "2015-05-01", "960002")]
    [InlineData("960002", "1989-12-31", "960002")]
    public void SchoolMergedIntoAnOlderOne_KeepsItsOwnDays(string urn, string day, string expected)
    {
        foreach (var told in new[] { "2015-08-31", "2015-09-01" })
        {
            var merged = new SchoolIdentity(
                [School("960001", "1975-09-01", "2015-08-31"), School("960002", "1990-09-01", null)],
                [Link("960001", "960002", "Successor - merged", told), Link("960002", "960001", "Predecessor - merged", told)]);

            merged.On(Day(day), urn).Path[^1].ShouldBe(expected);
        }
    }

    [Fact]
    public void SchoolMergedIntoAnOlderOne_WhoseLastDayIsNotKnown_IsFollowedFromTheLinksDay()
    {
        var merged = new SchoolIdentity([School("960002", "1990-09-01", null)], [Link("960001", "960002", "Successor - merged", "2015-09-01")]);

        merged.On(Day("2015-08-31"), "960001").Path.ShouldBe(["960001"]);
        merged.On(Day("2015-09-01"), "960001").Path.ShouldBe(["960001", "960002"]);
    }

    [Fact]
    public void SchoolThatCameFromAnother_AndTookInAThirdLater_CameFromTheFirst()
    {
        var school = new SchoolIdentity(
            [School("960001", "1975-09-01", "2011-08-31"), School("960002", "2011-09-01", null), School("960003", "1980-09-01", "2015-08-31")],
            [Link("960001", "960002", "Successor", "2011-09-01"), Link("960003", "960002", "Successor - merged", "2015-09-01")]);

        school.On(Day("2010-05-01"), "960002").Path.ShouldBe(["960002", "960001"]);
    }

    [Fact]
    public void School_ThatWasSplit_AsksWhichIsMeant()
    {
        var split = new SchoolIdentity([], [Successor("100001", "100002"), Successor("100001", "100003")]);

        split.On(Autumn2023, "100001").Refusal.ShouldNotBeNull().Sentence.ShouldBe(
            "100001 was followed by 100002 and 100003. Say which school is meant.");
        split.On(Autumn2023.AddDays(-1), "100001").Path.ShouldBe(["100001"]);
    }

    [Fact]
    public void School_ThatCameFromTwo_AsksWhichIsMeant()
    {
        var merged = new SchoolIdentity([], [Successor("100001", "100003"), Successor("100002", "100003")]);

        merged.On(Autumn2023.AddDays(-1), "100003").Refusal.ShouldNotBeNull().Code.ShouldBe("several-predecessors");
        merged.On(Autumn2023, "100002").Path[^1].ShouldBe("100003");
    }

    [Fact]
    public void School_WhoseLinksGoInACircle_IsNotFollowedForEver() =>
        new SchoolIdentity([], [Successor("100001", "100002"), Successor("100002", "100001")])
            .On(Autumn2023, "100001").Refusal.ShouldNotBeNull().Code.ShouldBe("circular-links");

    [Fact]
    public void Link_ThatSaysNothingOfIdentity_IsNotFollowed() =>
        new SchoolIdentity([], [Link("100001", "100002", "Sixth Form Centre School")]).On(Autumn2023, "100001").Path.ShouldBe(["100001"]);

    [Fact]
    public void Link_ToldFromOneSideOnly_IsFollowedAllTheSame() =>
        new SchoolIdentity([], [Link("100002", "100001", "Predecessor")]).On(Autumn2023, "100001").Path.ShouldBe(["100001", "100002"]);

    private static SchoolIdentity Island => new(
        [
            School("136009", "2011-09-01", "2014-08-31"), School("140845", "2014-09-01", null), School("136010", "2011-09-01", "2023-09-30"),
            School("150099", "2023-10-01", null), School("136012", "2011-09-01", "2023-09-30"), School("150100", "2023-10-01", null),
            School("136751", "2011-09-01", null), School("118214", null, "2011-08-31"), School("118215", null, "2011-08-31"),
        ],
        [
            Link("136009", "140845", "Successor"), Link("140845", "136009", "Predecessor"), Link("136010", "150099", "Successor"),
            Link("136012", "150100", "Successor"), Link("150100", "136012", "Predecessor"), Link("118214", "136012", "Successor"),
            Link("118215", "136751", "Successor - amalgamated", "2011-08-31"),
        ]);

    private static SchoolLink Successor(string from, string to) => Link(from, to, "Successor");

    private static SchoolLink Link(string urn, string to, string type, string day = "2023-10-01") =>
        new() { Urn = urn, LinkUrn = to, LinkType = type, EstablishedOn = Day(day) };

    private static School School(string urn, string? opened, string? closed) => new()
    {
        Urn = urn,
        Name = urn,
        LaCode = "921",
        TypeCode = "5",
        TypeGroupCode = "4",
        Status = closed is null ? "Open" : "Closed",
        OpenedOn = opened is null ? null : Day(opened),
        ClosedOn = closed is null ? null : Day(closed),
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

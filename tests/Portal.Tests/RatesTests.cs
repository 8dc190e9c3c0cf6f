namespace Portal.Tests;

/// <summary>Agreed rates that wait for the second council's word, as its officers read them.</summary>
public sealed class RatesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    public const string Load = "0197a1f2-0000-7000-8000-000000000001";

    [Fact]
    public async Task ARateThatWaits_IsReadBesideWhatItReplaces()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"/rates/{Load}");

        officer.Page.QuerySelector("tbody tr")!.TextContent.ShouldSatisfyAllConditions(
            row => row.ShouldContain("NJC 38"), row => row.ShouldContain("£44,539.00 a year"), row => row.ShouldContain("£46,464.00 a year"));
    }

    [Theory]
    [InlineData("IWC", "finance-officer", "confirmation rejection")]
    [InlineData("HCC", "finance-officer", "withdrawal")]
    [InlineData("IWC", "auditor", "")]
    public async Task Officers_AreOfferedWhatTheirCouncilMaySay(string council, string role, string offered)
    {
        using var officer = await portal.Officer(council, role);

        await officer.Open($"/rates/{Load}");

        string.Join(' ', officer.Page.QuerySelectorAll("input[name=answer]").Select(answer => answer.GetAttribute("value")))
            .ShouldBe(offered);
    }
}

using System.Net;

namespace Portal.Tests;

public sealed class ResilienceTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task ReadThatFailsOnce_IsAskedAgainAndShown()
    {
        using var officer = await portal.Officer("HCC");
        portal.Gateway.Hiccups = 1;

        await officer.Open("/statements");

        officer.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WriteThatFailsOnce_IsSentAgainWithTheSameKey()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open("/statements/ST-2023-24-P01/lines/ST2324P01-006");
        var before = portal.Gateway.Calls.Count;
        portal.Gateway.Hiccups = 1;

        await officer.Submit(("text", "Looked at again."));

        var sent = portal.Gateway.Calls.Skip(before).Where(call => call.Method == "POST").ToList();
        sent.Count.ShouldBe(2);
        sent.Select(call => call.Key).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
    }

    [Fact]
    public async Task GatewayThatNeverAnswers_IsSaidToBeUnavailable()
    {
        using var officer = await portal.Officer("HCC");
        portal.Gateway.NeverAnswers = true;
        try
        {
            await officer.Open("/statements");
        }
        finally
        {
            portal.Gateway.NeverAnswers = false;
        }

        officer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        officer.Heading.ShouldBe("Sorry, the service is unavailable");
    }
}

using System.Net;

namespace Portal.Tests;

public sealed class SignInTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Stranger_IsAskedForTheCouncilAndThenSeesWhatWasAskedFor()
    {
        using var visitor = portal.Visitor();
        portal.Iwc.Role = "finance-officer";

        await visitor.Open("/statements/ST-2023-24-P01");
        visitor.Heading.ShouldBe("Which council do you work for?");
        visitor.Texts("main label").ShouldBe(["Hampshire County Council", "Isle of Wight Council"]);
        await visitor.Submit(("council", "IWC"));

        visitor.At.AbsolutePath.ShouldBe("/statements/ST-2023-24-P01");
        visitor.Heading.ShouldBe("Statement ST-2023-24-P01");
        visitor.Text(".portal-header__officer span").ShouldBe("finance-officer, IWC");
        portal.Gateway.Calls.Last().Officer.ShouldBe("iwc.finance-officer");
    }

    [Fact]
    public async Task NoCouncilChosen_SaysSoOnTop()
    {
        using var visitor = portal.Visitor();

        await visitor.Open("/sign-in");
        await visitor.Submit();

        visitor.SummaryOfErrors.ShouldBe(["Select the council you work for"]);
        visitor.Page.Title.ShouldStartWith("Error: ");
        visitor.Text("#council-error").ShouldEndWith("Select the council you work for");
    }

    [Fact]
    public async Task Question_CarriesPkceStateAndNonceButNoSecret()
    {
        using var officer = await portal.Officer("HCC");

        var asked = portal.Hcc.Asked.ShouldNotBeNull();
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        asked["code_challenge"].ToString().Length.ShouldBe(43);
        asked["nonce"].ToString().Length.ShouldBeGreaterThanOrEqualTo(64);
        asked["state"].ToString().ShouldNotBeEmpty();
        asked["scope"].ToString().ShouldBe("openid profile");
        asked["redirect_uri"].ToString().ShouldBe($"{portal.Address.GetLeftPart(UriPartial.Authority)}/signin-hcc");
        asked.ContainsKey("client_secret").ShouldBeFalse();
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("key")]
    [InlineData("denied")]
    public async Task AnswerThatIsNotForThisSignIn_SignsNobodyIn(string cheat)
    {
        using var visitor = portal.Visitor();
        portal.Iwc.Cheat = cheat;
        try
        {
            await visitor.Open("/sign-in");
            await visitor.Submit(("council", "IWC"));
        }
        finally
        {
            portal.Iwc.Cheat = "";
        }

        visitor.SummaryOfErrors.ShouldBe(["Your sign-in was not completed. Select your council and try again"]);
        await visitor.Open("/statements");
        visitor.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task IssuerThatIsDown_IsSaidToBe()
    {
        await using var lone = new PortalHost();
        await lone.InitializeAsync();
        using var visitor = lone.Visitor();
        await visitor.Open("/sign-in");
        await lone.Hcc.DisposeAsync();

        await visitor.Submit(("council", "HCC"));

        visitor.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        visitor.Heading.ShouldBe("Sorry, the service is unavailable");
    }

    [Fact]
    public async Task CodeOfAnotherBrowser_SignsNobodyIn()
    {
        using var visitor = portal.Visitor();

        await visitor.Open("/signin-hcc?code=stolen&state=made-up");

        visitor.At.AbsolutePath.ShouldBe("/sign-in");
        visitor.SummaryOfErrors.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task ReturnAddressElsewhere_IsNotFollowed(string elsewhere)
    {
        using var visitor = portal.Visitor();
        portal.Hcc.Role = "finance-officer";

        await visitor.Open($"/sign-in?returnUrl={Uri.EscapeDataString(elsewhere)}");
        await visitor.Submit(("council", "HCC"));

        visitor.At.ShouldBe(portal.Address);
    }

    [Fact]
    public async Task CopyOfTheCookie_IsWorthNothingAfterSigningOut()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open("/statements");
        officer.Status.ShouldBe(HttpStatusCode.OK);
        using var copy = portal.Visitor();
        copy.TakeCookiesOf(officer);
        await copy.Open("/statements");
        copy.At.AbsolutePath.ShouldBe("/statements");

        await officer.SignOut();

        await copy.Open("/statements");
        copy.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task SignedOut_MustSignInAgain()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open("/statements");

        await officer.SignOut();
        await officer.Open("/statements");

        officer.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task TokenThatTheGatewayNoLongerTakes_LeadsToSignIn()
    {
        using var officer = await portal.Officer("HCC");
        portal.Gateway.Expired = true;
        try
        {
            await officer.Open("/statements");
        }
        finally
        {
            portal.Gateway.Expired = false;
        }

        officer.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task SessionCookie_IsOutOfReachOfScriptsAndOtherSites()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        using var officer = await portal.Officer("HCC");
        using var question = await http.GetAsync(new Uri(portal.Address, "/sign-in"));
        var cookie = question.Headers.GetValues("Set-Cookie").Single();

        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
    }
}

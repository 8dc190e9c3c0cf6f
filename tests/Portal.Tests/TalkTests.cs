using System.Net;
using AngleSharp.Dom;

namespace Portal.Tests;

/// <summary>A line's page: what officers of both councils say of it, and the papers that they put beside it.</summary>
public sealed class TalkTests(PortalHost portal) : IClassFixture<PortalHost>
{
    /// <summary>Attached by the Isle of Wight's finance officer.</summary>
    public const string OwnPaper = "01890000-0000-7000-8000-0000000000b1";

    private const string Line = "/statements/ST-2023-24-P01/lines/ST2324P01-006";
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Line_ShowsItsDisputeCommentsAndPapers()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open(Line);

        officer.Text(".portal-small").ShouldBe("£250.00: The rate is wrong. Should be £760.00");
        officer.Texts("ol.portal-history li").ShouldBe(
        [
            "The grade letter says point 31. Which one did you have? Finance officer, IWC, Isle of Wight Council, 10 May 2023 at 10:20",
            "We had <b>32</b>. Finance officer, HCC, Hampshire County Council, 11 May 2023 at 11:05",
        ]);
        officer.Texts("ul.portal-history li").ShouldBe(
        [
            "Grade letter.csv (2 KB) Finance officer, IWC, Isle of Wight Council, 10 May 2023 at 10:21 Withdraw Grade letter.csv",
            "Letter of March.pdf (1.6 MB) Finance officer, HCC, Hampshire County Council, 11 May 2023 at 11:06",
            "Wrong letter.pdf Withdrawn: “It was of another post.” Finance officer, HCC, Hampshire County Council, 11 May 2023 at 11:04",
        ]);
    }

    [Fact]
    public async Task Paper_ComesToBeKeptUnderItsNameAndNotToBeShown()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Line);

        await officer.Open(officer.Page.QuerySelector("ul.portal-history a")!.GetAttribute("href")!);

        officer.Status.ShouldBe(HttpStatusCode.OK);
        officer.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        officer.Answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        officer.Answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Grade letter.csv");
        officer.Answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task WithdrawnPaper_IsNotThereAnyMore()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open($"{Line}?handler=paper&id=01890000-0000-7000-8000-0000000000b3");

        officer.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Comment_IsSentWithItsKey()
    {
        using var officer = await portal.Officer("IWC", "budget-holder");
        await officer.Open(Line);
        var key = Key(officer);

        await officer.Submit(("text", " Point 31 it is. "));

        officer.At.PathAndQuery.ShouldBe(Line);
        officer.Text(".govuk-notification-banner__heading").ShouldBe("Your comment is there for both councils.");
        var call = portal.Gateway.Calls.Single(call => call.Key == key);
        call.Path.ShouldBe($"/api/recharging/v1{Line}/comments");
        call.Body.ShouldBe("""{"text":"Point 31 it is."}""");
    }

    [Fact]
    public async Task Paper_IsSentAsItIsUnderItsName()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Line);
        var key = Key(officer);

        await officer.Upload("paper", "Grade letter £.csv", "post,point\n"u8.ToArray());

        officer.Text(".govuk-notification-banner__heading").ShouldBe("Grade letter £.csv is there for both councils.");
        var call = portal.Gateway.Calls.Single(call => call.Key == key);
        call.Path.ShouldBe($"/api/recharging/v1{Line}/attachments");
        call.File.ShouldBe("Grade letter £.csv");
        call.Body.ShouldBe("post,point\n");
    }

    [Theory]
    [InlineData(0, "Enter what you want to say")]
    [InlineData(2001, "Your comment must be 2,000 characters or fewer")]
    public async Task CommentOfTheWrongLength_IsNotSent(int length, string message)
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Line);
        var key = Key(officer);

        await officer.Submit(("text", new string('x', length)));

        officer.SummaryOfErrors.ShouldBe([message]);
        officer.Page.QuerySelector("#text").ShouldNotBeNull();
        portal.Gateway.Calls.ShouldNotContain(call => call.Key == key);
    }

    [Theory]
    [InlineData("", 0, "Select a file")]
    [InlineData("a.csv", 0, "The file that you selected is empty")]
    [InlineData("a.csv", 10 * Megabyte + 1, "The file must be 10 MB or smaller")]
    public async Task FileThatIsNoPaper_IsNotSent(string name, int size, string message)
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Line);
        var key = Key(officer);

        await officer.Upload("paper", name, new byte[size]);

        officer.SummaryOfErrors.ShouldBe([message]);
        officer.Page.QuerySelector("#paper").ShouldNotBeNull();
        portal.Gateway.Calls.ShouldNotContain(call => call.Key == key);
    }

    [Fact]
    public async Task PaperOfAKindThatTheServiceDoesNotTake_IsRefusedInItsWords()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Line);
        portal.Gateway.Refusal = (HttpStatusCode.BadRequest, "What is in a.exe is none of PDF, PNG.");
        try
        {
            await officer.Upload("paper", "a.exe", [0x4d, 0x5a]);
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.SummaryOfErrors.ShouldBe(["What is in a.exe is none of PDF, PNG."]);
        officer.Page.Title.ShouldStartWith("Error: ");
    }

    [Fact]
    public async Task Auditor_ReadsAndIsNotOfferedToTalk()
    {
        using var auditor = await portal.Officer("IWC", "auditor");

        await auditor.Open(Line);

        auditor.Status.ShouldBe(HttpStatusCode.OK);
        auditor.Page.QuerySelector("main form").ShouldBeNull();
        auditor.Texts("main .portal-actions a").ShouldBe(["Why this amount?", "Its trail from what went in to the ledger (CSV)"]);
        await auditor.Open(auditor.Page.QuerySelectorAll("main .portal-actions a")[1].GetAttribute("href")!);
        auditor.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("charge-trail-ST2324P01-006.csv");
    }

    [Fact]
    public async Task FormWithoutItsKey_IsNotSent()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Line);
        officer.Page.QuerySelector("main input[name=Key]")!.Remove();

        await officer.Submit(("text", "Point 31 it is."));

        officer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Key(Visitor officer) =>
        officer.Page.QuerySelector("main input[name=Key]")!.GetAttribute("value").ShouldNotBeNull();
}

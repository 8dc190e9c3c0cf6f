using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Portal.Tests;

public sealed class JournalPagesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Journal = "/journals/JN2324P01-IWC-P";
    private const string Recode = $"{Journal}/recode";

    [Fact]
    public async Task RejectedJournal_SaysWhyAndOffersToBeRecoded()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open(Journal);

        officer.Text(".govuk-warning-text__text").ShouldBe("Warning The ERP rejected it: Cost centre SC4410 is closed.");
        officer.Texts("main tbody tr")[2].ShouldBe("3 Secondment SEC-2022-0001 ST2324P01-003, salary 45230 SC4410 OS £4,562.63");
        officer.Page.QuerySelectorAll<IHtmlAnchorElement>("main a").ShouldContain(link => link.GetAttribute("href") == Recode);
    }

    [Fact]
    public async Task NewCodes_AreCheckedThenSentForTheirLinesOnly()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Recode);

        await officer.Submit(("lines[2].costCentre", "SC4420"));
        officer.Heading.ShouldBe("Check the new codes");
        officer.Texts(".govuk-summary-list__row").ShouldBe(["Line 3 cost centre SC4420"]);
        await officer.Submit(("step", "send"));

        officer.At.AbsolutePath.ShouldBe(Journal);
        var call = portal.Gateway.Calls.Last(call => call.Method == "POST");
        call.Path.ShouldBe("/api/recharging/v1/journals/JN2324P01-IWC-P/recoding");
        call.Body.ShouldBe("""{"lines":[{"lineNo":3,"account":null,"costCentre":"SC4420","vatCode":null}]}""");
    }

    [Fact]
    public async Task NoNewCode_IsSaidBesideTheFirstField()
    {
        using var officer = await portal.Officer("IWC");
        await officer.Open(Recode);

        await officer.Submit();

        officer.SummaryOfErrors.ShouldBe(["Enter a new code for at least one line"]);
        officer.Page.GetElementById("lines-0-account").ShouldNotBeNull();
    }

    [Fact]
    public async Task OfficerWhoMayNotRecode_IsToldSo()
    {
        using var auditor = await portal.Officer("IWC", "auditor");

        await auditor.Open(Journal);
        auditor.Texts("main a").ShouldNotContain("Recode and send again");
        await auditor.Open(Recode);

        auditor.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Journal_ComesAsItsErpTakesIt()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open($"{Journal}?handler=file");

        officer.Answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        officer.Answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("JN2324P01-IWC-P.csv");
    }
}

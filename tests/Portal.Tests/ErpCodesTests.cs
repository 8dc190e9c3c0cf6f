using System.Net;

namespace Portal.Tests;

/// <summary>What the codes of the council's ERP stand for: read by those who work on money, loaded by finance officers.</summary>
public sealed class ErpCodesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Page = "/erp-codes";
    private static readonly byte[] File = "source_system,effective_from,setting,ours,theirs\nSAP,2018-07-01,customer,IWC,0000104711\n"u8.ToArray();

    [Fact]
    public async Task Codes_AreShown_WithWhatTheyStandFor()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open(Page);

        officer.Texts("main tbody tr").ShouldBe(
        [
            "SAP 1 July 2018 customer 0000104711 IWC Hannah Finance 9 May 2023 at 09:00",
            "SAP 1 April 2023 supplier 0000200815 nothing any more Hannah Finance 10 May 2023 at 09:00",
        ]);
    }

    [Fact]
    public async Task Codes_AreDownloaded_AsTheyAreLoaded()
    {
        using var officer = await portal.Officer("HCC");

        await officer.Open($"{Page}?handler=csv");

        (await officer.Answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(
            "source_system,effective_from,setting,ours,theirs\r\nSAP,2018-07-01,customer,IWC,0000104711\r\n"
            + "SAP,2023-04-01,supplier,,0000200815\r\n");
    }

    [Fact]
    public async Task AFile_IsSentWithItsKey_AndItsFateIsSaid()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Page);
        var key = Key(officer);

        await officer.Upload("csv", "codes.csv", File);

        officer.At.PathAndQuery.ShouldBe(Page);
        officer.Text(".govuk-notification-banner__heading").ShouldBe("2 rows of 3 loaded, 1 already known.");
        var call = portal.Gateway.Calls.Single(call => call.Key == key);
        call.Path.ShouldBe("/api/recharging/v1/erp-mapping");
        call.Body.ShouldBe(System.Text.Encoding.UTF8.GetString(File));
    }

    [Fact]
    public async Task ARowThatBreaksARule_IsSaidByRowColumnAndValue()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Page);
        portal.Gateway.HasFaults = true;
        try
        {
            await officer.Upload("csv", "codes.csv", File);
        }
        finally
        {
            portal.Gateway.HasFaults = false;
        }

        officer.SummaryOfErrors.ShouldBe(
        [
            "Row 3, ours “XYZ”: must be a council that HCC shares services with (IWC), or empty",
            "1 row of 2 loaded, 0 already known; put the others right and send them again",
        ]);
    }

    [Fact]
    public async Task AFileThatIsNoMapping_IsRefusedInTheServicesWords()
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Page);
        portal.Gateway.Refusal = (HttpStatusCode.BadRequest, "The file lacks the column theirs.");
        try
        {
            await officer.Upload("csv", "codes.csv", "a,b\n"u8.ToArray());
        }
        finally
        {
            portal.Gateway.Refusal = null;
        }

        officer.SummaryOfErrors.ShouldBe(["The file lacks the column theirs."]);
    }

    [Theory]
    [InlineData("", 0, "Select a file")]
    [InlineData("a.csv", 0, "The file that you selected is empty")]
    [InlineData("a.csv", (500 * 1024) + 1, "The file must be 500 KB or smaller")]
    public async Task AFileOfTheWrongSize_IsNotSent(string name, int size, string message)
    {
        using var officer = await portal.Officer("HCC");
        await officer.Open(Page);
        var key = Key(officer);

        await officer.Upload("csv", name, new byte[size]);

        officer.SummaryOfErrors.ShouldBe([message]);
        portal.Gateway.Calls.ShouldNotContain(call => call.Key == key);
    }

    [Fact]
    public async Task Auditor_ReadsAndIsNotOfferedToLoad()
    {
        using var auditor = await portal.Officer("HCC", "auditor");

        await auditor.Open(Page);

        auditor.Status.ShouldBe(HttpStatusCode.OK);
        auditor.Page.QuerySelector("main form").ShouldBeNull();
    }

    [Fact]
    public async Task OfficerOfAnotherPost_IsForbidden()
    {
        using var officer = await portal.Officer("HCC", "hr-officer");

        await officer.Open(Page);

        officer.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static string Key(Visitor officer) =>
        officer.Page.QuerySelector("main input[name=Key]")!.GetAttribute("value").ShouldNotBeNull();
}

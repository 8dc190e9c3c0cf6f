namespace Portal.Tests;

public sealed class HomePageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Today_NamesWhatWaitsForTheOfficer()
    {
        using var officer = await portal.Officer("IWC");

        await officer.Open("/");

        officer.Heading.ShouldBe("What waits for you");
        officer.Texts(".govuk-task-list__item").ShouldBe(
        [
            "Agree or dispute ST-2023-24-P01 Period 2023/24-P01, due 8 June 2023 6 lines to mark",
            "Recode JN2324P01-IWC-P Of ST-2023-24-P01 Rejected",
        ]);
    }

    [Fact]
    public async Task StatementWithoutAMatch_WaitsForOne()
    {
        using var officer = await portal.Officer("HCC", "auditor");
        portal.Gateway.Reconciled = false;
        try
        {
            await officer.Open("/");
        }
        finally
        {
            portal.Gateway.Reconciled = true;
        }

        officer.Texts(".govuk-task-list__item").ShouldContain("Match ST-2023-24-P01 with both ledgers Period 2023/24-P01 Not matched yet");
        officer.Texts(".govuk-task-list__item").ShouldNotContain(item => item.Contains("Recode"));
    }
}

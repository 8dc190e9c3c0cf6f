using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Testing;

namespace Portal.Tests;

/// <summary>Every post that can sign in, in every room: what the services let it read is there, and the rest says that it is not allowed.</summary>
public sealed class RolesTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static readonly string[] AllRooms =
    [
        "/", "/statements", "/exceptions", "/disputes", "/agendas", "/ledger-files", "/journals", "/invoices", "/balances", "/reports",
    ];

    public static TheoryData<string> Posts =>
        [.. RolesTable.SignIn.All().Where(signIn => !signIn.IsClient).SelectMany(signIn => signIn.RolesOrScopes).Distinct()];

    [Theory, MemberData(nameof(Posts))]
    public async Task Menu_ShowsTheDoorsThatOpenForThePost_AndTheOthersSayNotAllowed(string role)
    {
        using var officer = await portal.Officer("HCC", role);
        await officer.Open("/");
        officer.Status.ShouldBe(HttpStatusCode.OK);
        var doors = officer.Page.QuerySelectorAll<IHtmlAnchorElement>("#navigation a").Select(link => link.GetAttribute("href")!).ToList();

        doors.ShouldContain("/");
        foreach (var room in AllRooms)
        {
            await officer.Open(room);
            officer.Status.ShouldBe(doors.Contains(room) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{role} in {room}");
        }
    }

    [Theory]
    [InlineData("vat-officer", "/statements/ST-2023-24-P01", HttpStatusCode.OK)]
    [InlineData("school-improvement-manager", "/statements/ST-2023-24-P01", HttpStatusCode.OK)]
    [InlineData("vat-officer", "/statements/ST-2023-24-P01/lines/ST2324P01-006", HttpStatusCode.OK)]
    [InlineData("vat-officer", "/statements/ST-2023-24-P01/reconciliation", HttpStatusCode.Forbidden)]
    [InlineData("governance-officer", "/disputes/DP2324P01-006", HttpStatusCode.OK)]
    [InlineData("governance-officer", "/statements/ST-2023-24-P01", HttpStatusCode.Forbidden)]
    [InlineData("budget-holder", "/statements/ST-2023-24-P01/reconciliation", HttpStatusCode.OK)]
    [InlineData("budget-holder", "/journals/JN2324P01-IWC-P", HttpStatusCode.Forbidden)]
    [InlineData("adviser", "/statements/ST-2023-24-P01/lines/ST2324P01-003/why", HttpStatusCode.Forbidden)]
    public async Task Page_IsThereForThePostThatReadsIt(string role, string page, HttpStatusCode expected)
    {
        using var officer = await portal.Officer("HCC", role);

        await officer.Open(page);

        officer.Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("budget-holder", true)]
    [InlineData("vat-officer", false)]
    [InlineData("school-improvement-manager", false)]
    public async Task Statement_LeadsToTheReconciliation_WhereThePostReadsIt(string role, bool leads)
    {
        using var officer = await portal.Officer("HCC", role);

        await officer.Open("/statements/ST-2023-24-P01");

        officer.Page.QuerySelectorAll("main a").Any(link => link.GetAttribute("href") is { } to
            && to.EndsWith("/reconciliation", StringComparison.Ordinal)).ShouldBe(leads);
    }
}

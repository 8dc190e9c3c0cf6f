namespace SchoolSupport.Tests.Schools;

/// <summary>Links in, schools out.</summary>
public sealed class SchoolsTests(SchoolSupportHost host)
{
    private const string Schools = $"{SchoolSupportHost.Api}/schools";

    private HttpClient Auditor => host.Service.Client("IWC", "auditor");

    [Theory]
    [InlineData("136012", "2023-10-01", "150100", "council school")]
    [InlineData("136010", "2023-10-01", "150099", "council school")]
    [InlineData("136009", "2023-04-01", "140845", "trust")]
    [InlineData("150100", "2023-04-19", "136012", "council school")]
    public async Task School_OnADay_IsTheOneOfThatDay(string urn, string on, string expected, string customers)
    {
        var answer = await Auditor.GetAsync($"{Schools}/{urn}?on={on}").ShouldBeAsync(HttpStatusCode.OK);

        answer.GetProperty("school").Text("urn").ShouldBe(expected);
        answer.GetProperty("path").EnumerateArray().Select(step => step.GetString()).ShouldBe([urn, expected]);
        string.Join(' ', answer.GetProperty("customerMayBe").EnumerateArray().Select(customer => customer.GetString())).ShouldBe(customers);
    }

    [Fact]
    public async Task School_WithoutADay_IsTheOneAskedFor() =>
        (await Auditor.GetAsync($"{Schools}/136012").ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("school").Text("name").ShouldBe("Carisbrooke College");

    [Fact]
    public async Task School_ThatIsUnknown_IsNotFound() =>
        await Auditor.GetAsync($"{Schools}/999999").ShouldBeAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task School_WithANumberThatIsNone_IsInvalid() => await Auditor.GetAsync($"{Schools}/12345").ShouldNameAsync("urn");

    [Fact]
    public async Task School_ThatWasSplit_IsRefusedUntilSomeoneChooses()
    {
        await host.SendCsvAsync(
            "schools/links",
            """
            URN,LinkURN,LinkName,LinkType,LinkEstablishedDate
            980001,980002,East,Successor - Split School,01-09-2020
            980001,980003,West,Successor - Split School,01/09/2020
            """).ShouldBeAsync(HttpStatusCode.OK);

        await Auditor.GetAsync($"{Schools}/980001?on=2021-01-01").ShouldRefuseAsync("several-successors");
    }

    [Fact]
    public async Task Links_NotTaken_AreNamed()
    {
        var answer = await host.SendCsvAsync(
            "schools/links",
            """
            URN,LinkURN,LinkName,LinkType,LinkEstablishedDate
            980011,980012,Fine,Successor,01-09-2020
            980011,98,Short,Successor,01-09-2020
            980011,980013,No kind,,01-09-2020
            980011,980014,No day,Successor,1 September
            980011,980012,Twice,Successor,01-09-2020
            """).ShouldBeAsync(HttpStatusCode.OK);

        (answer.Number("rows"), answer.Number("taken")).ShouldBe((5, 1));
        answer.GetProperty("notTaken").EnumerateArray().Select(row => (row.Number("row"), row.Text("column")))
            .ShouldBe([(2, "LinkURN"), (3, "LinkType"), (4, "LinkEstablishedDate"), (5, "LinkURN")]);
    }

    [Fact]
    public async Task Links_WithoutANeededColumn_AreInvalid() =>
        await host.SendCsvAsync("schools/links", "URN,LinkURN\n136012,150100\n").ShouldNameAsync("LinkName");

    [Fact]
    public async Task Links_FromSomeoneElse_AreForbidden() =>
        (await host.SendCsvAsync("schools/links", SchoolSupportHost.DemonstrationFile("links_edubasealldata.csv"), Auditor)).StatusCode
            .ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Find_ByAPartOfTheName_ListsThemInOrder()
    {
        var answer = await Auditor.GetAsync($"{Schools}?name=medina").ShouldBeAsync(HttpStatusCode.OK);

        answer.GetProperty("schools").EnumerateArray().Select(school => school.Text("urn")).ShouldBe(["118217", "136010", "150099"]);
        answer.GetProperty("next").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Find_ByNumber_ListsThatOne() =>
        (await Auditor.GetAsync($"{Schools}?urn=140845").ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("schools").EnumerateArray().Single().Text("typeGroup").ShouldBe("Academies");

    [Fact]
    public async Task Find_OfMoreThanAPage_LeadsToTheNext()
    {
        var rows = Enumerable.Range(970000, 130).Select(urn => $"{urn},921,Pageful {urn},5,4,Open,01-09-2011,");
        await host.SendCsvAsync(
            "schools/extracts",
            "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentTypeGroup (code),EstablishmentStatus (name),OpenDate,CloseDate\n"
            + string.Join('\n', rows)).ShouldBeAsync(HttpStatusCode.OK);

        var first = await Auditor.GetAsync($"{Schools}?name=Pageful").ShouldBeAsync(HttpStatusCode.OK);
        var second = await Auditor.GetAsync(first.Text("next")).ShouldBeAsync(HttpStatusCode.OK);

        first.GetProperty("schools").GetArrayLength().ShouldBe(100);
        second.GetProperty("schools").EnumerateArray().First().Text("urn").ShouldBe("970100");
        second.GetProperty("schools").GetArrayLength().ShouldBe(30);
        second.GetProperty("next").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Find_ByAStranger_IsNotSignedIn() =>
        (await host.Service.Stranger().GetAsync(Schools)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
}

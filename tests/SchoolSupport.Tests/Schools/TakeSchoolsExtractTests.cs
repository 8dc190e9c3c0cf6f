using System.Text;
using SchoolSupport.Schools;

namespace SchoolSupport.Tests.Schools;

public sealed class TakeSchoolsExtractTests(SchoolSupportHost host)
{
    private const string Header =
        "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentTypeGroup (code),EstablishmentStatus (name),OpenDate,CloseDate";

    [Fact]
    public async Task Extract_OfTheIsland_IsTakenWithoutHeadTeachers()
    {
        var answer = await host.SendCsvAsync("schools/extracts", SchoolSupportHost.DemonstrationFile("edubasealldata.csv"))
            .ShouldBeAsync(HttpStatusCode.OK);

        answer.Number("rows").ShouldBe(22);
        answer.Number("taken").ShouldBe(22);
        answer.GetProperty("notTaken").GetArrayLength().ShouldBe(0);
        answer.GetProperty("personalColumnsDropped").EnumerateArray().Select(column => column.GetString())
            .ShouldBe(["HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle", "PropsName"]);
        typeof(School).GetProperties().ShouldAllBe(property => !property.Name.Contains("Head"));
    }

    [Fact]
    public async Task Extract_InWindows1252_KeepsItsLetters()
    {
        var text = $"{Header}\r\n990001,921,Saint Zo\u00eb\u2019s \u2013 Caf\u00e9,5,4,Open,01-09-2011,\r\n";

        await host.SendCsvAsync("schools/extracts", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text))
            .ShouldBeAsync(HttpStatusCode.OK);

        (await host.Service.ReadAsync(db => db.Schools.SingleAsync(school => school.Urn == "990001"))).Name
            .ShouldBe("Saint Zo\u00eb\u2019s \u2013 Caf\u00e9");
    }

    [Fact]
    public async Task Extract_WithColumnsInAnotherOrderAndMoreOfThem_IsTaken()
    {
        var answer = await host.SendCsvAsync(
            "schools/extracts",
            """
            Novelty,CloseDate,OpenDate,EstablishmentStatus (name),EstablishmentTypeGroup (code),TypeOfEstablishment (code),EstablishmentName,LA (code),URN,UKPRN
            x,31/12/2023,01-09-2011,Closed,4,5,Another order,921,990002,010000001
            """).ShouldBeAsync(HttpStatusCode.OK);

        answer.GetProperty("columnsMissing").EnumerateArray().Select(column => column.GetString()).ShouldContain("PhaseOfEducation (name)");
        var school = await host.Service.ReadAsync(db => db.Schools.SingleAsync(school => school.Urn == "990002"));
        (school.OpenedOn, school.ClosedOn, school.Ukprn).ShouldBe((new DateOnly(2011, 9, 1), new DateOnly(2023, 12, 31), "010000001"));
    }

    [Fact]
    public async Task Row_NotTaken_IsNamedWithItsRule()
    {
        var answer = await host.SendCsvAsync(
            "schools/extracts",
            $"""
            {Header}
            990003,921,Taken,5,4,Open,01-09-2011,
            12345,921,Short number,5,4,Open,01-09-2011,
            990004,921,,5,4,Open,01-09-2011,
            990005,921,American day,5,4,Open,09/31/2011,
            990006,921,Closes first,5,4,Open,01-09-2011,31-08-2011
            990003,921,Twice,5,4,Open,01-09-2011,
            990007,921,Too few
            """).ShouldBeAsync(HttpStatusCode.OK);

        (answer.Number("rows"), answer.Number("taken"), answer.Number("notTakenCount")).ShouldBe((7, 1, 6));
        answer.GetProperty("notTaken").EnumerateArray()
            .Select(row => (row.Number("row"), row.Text("column"), row.Text("value")))
            .ShouldBe(
            [
                (2, "URN", "12345"), (3, "EstablishmentName", ""), (4, "OpenDate", "09/31/2011"), (5, "CloseDate", "31-08-2011"),
                (6, "URN", "990003"), (7, "row", "3 cells"),
            ]);
        answer.GetProperty("notTaken")[0].Text("rule").ShouldBe("A URN has six digits.");
    }

    [Fact]
    public async Task Extract_SentLater_ReplacesWhatWasSaid()
    {
        await host.SendCsvAsync("schools/extracts", $"{Header}\n990008,921,Before,5,4,Open,01-09-2011,\n").ShouldBeAsync(HttpStatusCode.OK);
        await host.SendCsvAsync("schools/extracts", $"{Header}\n990008,921,After,5,4,Closed,01-09-2011,31-08-2023\n").ShouldBeAsync(HttpStatusCode.OK);

        var school = await host.Service.ReadAsync(db => db.Schools.SingleAsync(school => school.Urn == "990008"));
        (school.Name, school.ClosedOn).ShouldBe(("After", new DateOnly(2023, 8, 31)));
    }

    [Fact]
    public async Task Extract_SentAgainWithItsKey_GetsTheFirstAnswer()
    {
        var content = Encoding.ASCII.GetBytes($"{Header}\n990009,921,Once,5,4,Open,01-09-2011,\n");

        var first = await host.SendCsvAsync("schools/extracts", content, key: "extract-once");
        var second = await host.SendCsvAsync("schools/extracts", content, key: "extract-once");

        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await host.SendCsvAsync("schools/extracts", [.. content, (byte)'\n', (byte)'x'], key: "extract-once")).StatusCode
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Extract_WithoutANeededColumn_IsInvalid() =>
        await host.SendCsvAsync("schools/extracts", "URN,EstablishmentName\n990010,No columns\n").ShouldNameAsync("LA (code)");

    [Fact]
    public async Task Extract_ThatIsEmpty_IsInvalid() => await host.SendCsvAsync("schools/extracts", "").ShouldNameAsync("URN");

    [Fact]
    public async Task Extract_FromSomeoneElse_IsForbidden()
    {
        var content = SchoolSupportHost.DemonstrationFile("edubasealldata.csv");

        (await host.SendCsvAsync("schools/extracts", content, host.IslandBudgetHolder)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.SendCsvAsync("schools/extracts", content, host.Service.Stranger())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

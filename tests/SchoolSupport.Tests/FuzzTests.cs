using Testing;

namespace SchoolSupport.Tests;

/// <summary>Whatever is sent, SchoolSupport never breaks over it.</summary>
public sealed class FuzzTests(SchoolSupportHost schools)
{
    private const int Requests = 900;
    private const int Seed = 20233;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var service = await schools.StartAnEmptyServiceAsync();
        await service.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        await service.DeliverAsync("agreement/SP-2018", 1, Given.InForce("SP-2018", "HCC", "IWC"));
        string[] references = ["118186", "SSC-2023-0001", "SP-2018", "school-improvement", "HCC", "IWC", "2023-05-09"];
        var register = new (string Operation, string File)[] { ("TakeSchoolsExtract", "edubasealldata.csv"), ("TakeSchoolLinks", "links_edubasealldata.csv") }
            .ToLookup(sent => sent.Operation, sent => new Fuzz.Sent(null, SchoolSupportHost.DemonstrationFile(sent.File)));

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), register,
        [
            service.Client("HCC", SchoolSupportHost.Manager), service.Client("IWC", "budget-holder"),
            service.Client("HCC", "adviser"), service.Client("IWC", SchoolSupportHost.Manager, "budget-holder"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.ShouldBe([]);
    }
}

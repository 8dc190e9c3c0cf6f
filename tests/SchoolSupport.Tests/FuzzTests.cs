using Testing;

namespace SchoolSupport.Tests;

/// <summary>Whatever is sent, SchoolSupport never breaks over it.</summary>
public sealed class FuzzTests
{
    private const int Requests = 1_800;
    private const int Seed = 20233;

    /// <summary>Operations that want a state which no request here brings about: with more of them the requests would be too odd to try
    /// anything.</summary>
    private const int MostNeverJudged = 3;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var own = new SchoolSupportHost();
        await own.InitializeAsync();
        var (commission, visit) = await own.AVisitAsync();
        await own.EvidenceAsync(commission, visit);
        var service = own.Service;
        string[] references = ["118186", "SSC-2023-0001", "SP-2018", "school-improvement", "HCC", "IWC", "2023-05-09"];
        var register = new (string Operation, string File)[] { ("TakeSchoolsExtract", "edubasealldata.csv"), ("TakeSchoolLinks", "links_edubasealldata.csv") }
            .ToLookup(sent => sent.Operation, sent => new Fuzz.Sent(null, SchoolSupportHost.DemonstrationFile(sent.File)));

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), register,
        [
            service.Client("HCC", SchoolSupportHost.Manager), service.Client("IWC", "budget-holder"),
            service.Client("HCC", "adviser"), service.Client("HCC", "operator"), service.Client("IWC", SchoolSupportHost.Manager, "budget-holder"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.Count.ShouldBeLessThanOrEqualTo(MostNeverJudged, string.Join(Environment.NewLine, outcome.NeverJudged));
    }
}

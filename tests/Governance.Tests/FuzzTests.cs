using Testing;

namespace Governance.Tests;

/// <summary>Whatever is sent, Governance never breaks over it.</summary>
public sealed class FuzzTests(GovernanceHost governance)
{
    private const int Requests = 900;
    private const int Seed = 20231;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var service = await governance.StartAnotherAsync();
        string[] references = ["HCC-CABINET", "D-2018-0301-HCC", "SP-2018", "C1", "ENDING-1", "HCC", "IWC", "2023-05-09", "s113-lga-1972"];

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), Array.Empty<Fuzz.Sent>().ToLookup(_ => ""),
        [
            service.Client("HCC", "governance-officer"), service.Client("IWC", "governance-officer"),
            service.Client("HCC", "finance-officer", "s151-delegate"), service.Erp("IWC", "journals:read"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.ShouldBe([]);
    }
}

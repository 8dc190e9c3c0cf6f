using Testing;

namespace Governance.Tests;

/// <summary>Whatever is sent, Governance never breaks over it.</summary>
public sealed class FuzzTests
{
    private const int Requests = 1_800;
    private const int Seed = 20231;

    /// <summary>Operations that want a state which no request here brings about: with more of them the requests would be too odd to try
    /// anything.</summary>
    private const int MostNeverJudged = 14;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var own = new GovernanceHost();
        await own.InitializeAsync();
        var term = await own.AnAgreementInForceAsync();
        await own.PostAsync("HCC", $"agreements/{term.Reference}/clauses", GovernanceHost.Clause(term));
        var service = own.Service;
        string[] references = ["HCC-CABINET", "D-2018-0301-HCC", "SP-2018", "C1", "ENDING-1", "HCC", "IWC", "2023-05-09", "s113-lga-1972"];

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), Array.Empty<Fuzz.Sent>().ToLookup(_ => ""),
        [
            service.Client("HCC", "governance-officer"), service.Client("IWC", "governance-officer"),
            service.Client("HCC", "finance-officer", "s151-delegate"), service.Erp("IWC", "journals:read"),
            service.Client("IWC", "operator"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.Count.ShouldBeLessThanOrEqualTo(MostNeverJudged, string.Join(Environment.NewLine, outcome.NeverJudged));
    }
}

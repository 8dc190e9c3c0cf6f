using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests;

/// <summary>Whatever is sent, Secondments never breaks over it.</summary>
public sealed class FuzzTests
{
    private const int Requests = 1_800;
    private const int Seed = 20232;

    /// <summary>Operations that want a state which no request here brings about: with more of them the requests would be too odd to try
    /// anything.</summary>
    private const int MostNeverJudged = 7;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var own = new SecondmentsHost();
        await own.InitializeAsync();
        await new Given(own).AnActiveSecondment();
        var service = own.Service;
        string[] references = ["SEC-2023-0001", "SP-2018", "E-1", "HP-1", "HCC", "IWC", "NJC", "2023-05-09"];
        var extracts = new[] { "hcc-hr-extract-2023-04.csv", "iwc-hr-extract-2023-04.csv" }
            .ToLookup(_ => "ReceiveHrExtract",
                file => new Fuzz.Sent(null, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demonstration", file))));

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), extracts,
        [
            service.Client("HCC", "hr-officer", "hr-approver"), service.Client("IWC", "hr-officer", "hr-approver"),
            service.Erp("HCC", "hr-extracts:write"), service.Client("HCC", "finance-officer"),
            service.Client("IWC", "operator"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.Count.ShouldBeLessThanOrEqualTo(MostNeverJudged, string.Join(Environment.NewLine, outcome.NeverJudged));
    }
}

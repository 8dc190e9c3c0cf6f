using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests;

/// <summary>Whatever is sent, Secondments never breaks over it.</summary>
public sealed class FuzzTests(SecondmentsHost secondments)
{
    private const int Requests = 900;
    private const int Seed = 20232;

    [Fact]
    public async Task RequestsFromTheDocument_WithWhateverInThem_AreNeverAnswered5xx()
    {
        await using var service = await secondments.StartAsync();
        string[] references = ["SEC-2023-0001", "SP-2018", "E-1", "HP-1", "HCC", "IWC", "NJC", "2023-05-09"];
        var extracts = new[] { "hcc-hr-extract-2023-04.csv", "iwc-hr-extract-2023-04.csv" }
            .ToLookup(_ => "ReceiveHrExtract", file => new Fuzz.Sent(null, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demonstration", file))));

        var outcome = await service.FuzzAsync(Requests, Seed, references, references.ToLookup(_ => ""), extracts,
        [
            service.Client("HCC", "hr-officer", "hr-approver"), service.Client("IWC", "hr-officer", "hr-approver"),
            service.Erp("HCC", "hr-extracts:write"), service.Client("HCC", "finance-officer"),
        ]);

        string.Join(Environment.NewLine, outcome.Faults).ShouldBeEmpty();
        outcome.NeverAsked.ShouldBeEmpty();
        outcome.NeverJudged.ShouldBe([]);
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace Recharging.Tests.Worklist;

/// <summary>A proposal of the engine through the API: read first on the worklist, rejected, adopted, and refused once it is gone.</summary>
public sealed class ProposalSliceTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "The remittance advice names this document.";
    private const string SupportServices = "ST2324P01-002";

    [Fact]
    public async Task TheBestProposal_IsFirstOnTheWorklist_AndAnOfficerOfTheLedgerAdoptsIt()
    {
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        var expected = await april.PostedForAsync("IWC", SupportServices);
        await AprilHost.PostAsync(april.Iwc, $"{AprilInBothLedgers.Decisions}/undone-matches", new { statementLine = SupportServices, reason = Why });
        foreach (var document in new[] { "GL-TWIN-1", "GL-TWIN-2" })
        {
            await april.PostLineAsync(
                "IWC", document, (expected.Debit - expected.Credit).InPounds, text: expected.Text, day: expected.PostingDate);
        }

        await april.SendBalancesAsync();
        await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);

        var item = (await AprilHost.GetAsync(april.Hcc, "/worklist")).GetProperty("items")[0];
        item.GetProperty("kind").GetString().ShouldBe("ambiguous");
        item.GetProperty("proposals").GetInt32().ShouldBe(1);
        var proposal = item.GetProperty("proposal");
        proposal.GetProperty("item").GetString().ShouldBe(item.GetProperty("id").GetString());
        proposal.GetProperty("statementLines")[0].GetString().ShouldBe(SupportServices);
        proposal.GetProperty("runnerUp").GetString()!.ShouldContain("GL-TWIN");
        proposal.GetProperty("margin").GetDecimal().ShouldBe(0m);
        proposal.GetProperty("signals").GetArrayLength().ShouldBeGreaterThan(3);
        (await CsvAsync()).Split('\n')[1].ShouldContain(proposal.GetProperty("id").GetString()!);

        var body = new { proposal = proposal.GetProperty("id").GetString(), reason = Why };
        foreach (var door in new[] { "adopted-proposals", "rejected-proposals" })
        {
            using var auditor = await PostAsync(april.Host.Client("IWC", "auditor"), door, body);
            ((int)auditor.StatusCode).ShouldBe(403);
            using var theirs = await PostAsync(april.Hcc, door, body);
            ((int)theirs.StatusCode).ShouldBe(403);
            (await theirs.Content.ReadAsStringAsync()).ShouldContain("IWC's ledger");
        }

        var rejected = await AprilHost.PostAsync(april.Iwc, $"{AprilInBothLedgers.Decisions}/rejected-proposals", body);
        using var gone = await PostAsync(april.Iwc, "adopted-proposals", body);
        ((int)gone.StatusCode).ShouldBe(409);
        (await gone.Content.ReadAsStringAsync()).ShouldContain("rejected by Ivan Finance, IWC");
        await AprilHost.PostAsync(
            april.Iwc, $"{AprilInBothLedgers.Decisions}/{rejected.GetProperty("decision").GetInt32()}/undo", new { reason = Why });

        var adopted = await AprilHost.PostAsync(april.Iwc, $"{AprilInBothLedgers.Decisions}/adopted-proposals", body);
        adopted.GetProperty("kind").GetString().ShouldBe("match");
        var row = (await AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Decisions)).EnumerateArray()
            .Single(row => row.GetProperty("number").GetInt32() == adopted.GetProperty("decision").GetInt32());
        row.GetProperty("proposal").GetProperty("id").GetString().ShouldBe(proposal.GetProperty("id").GetString());
        foreach (var field in new[] { "rule", "ruleVersion", "score", "margin", "runnerUp" })
        {
            row.GetProperty("proposal").GetProperty(field).ToString().ShouldBe(proposal.GetProperty(field).ToString(), field);
        }

        (await AprilHost.GetAsync(april.Hcc, "/worklist")).GetProperty("items").EnumerateArray()
            .ShouldAllBe(left => left.GetProperty("proposal").ValueKind == JsonValueKind.Null);
        using var again = await PostAsync(april.Iwc, "adopted-proposals", body);
        ((int)again.StatusCode).ShouldBe(409);
        (await again.Content.ReadAsStringAsync()).ShouldContain($"{SupportServices} was matched by Ivan Finance");
    }

    private async Task<string> CsvAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/worklist");
        request.Headers.Accept.ParseAdd("text/csv");
        using var answer = await april.Hcc.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient officer, string path, object body) =>
        officer.PostAsJsonAsync($"{AprilHost.Api}{AprilInBothLedgers.Decisions}/{path}", body);
}

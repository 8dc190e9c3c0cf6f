using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Demonstration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>What <c>make run</c> shows when the story was told before, and officers have gone on since.</summary>
public sealed class NextRunTests
{
    [Fact]
    public async Task FirstStatement_WhenLaterOnesAreIssued_IsTheEarliest()
    {
        using var gateway = new HttpClient(new Answering(new()
        {
            ["/api/recharging/v1/statements"] = """[{"number":"ST-2023-24-P02"},{"number":"ST-2023-24-P01"}]""",
        }))
        { BaseAddress = new Uri("http://gateway.invalid") };

        (await ServicesAt(gateway).FirstStatementAsync()).ShouldBe("ST-2023-24-P01");
    }

    [Fact]
    public async Task Month_WhoseStatementNobodyReconciled_IsPrintedAndSaysSo()
    {
        using var gateway = new HttpClient(new Answering([])) { BaseAddress = new Uri("http://gateway.invalid") };
        var reconciliation = await ServicesAt(gateway).ReconciliationAsync("ST-2023-24-P02");
        await using var paper = new StringWriter();

        new Printout(paper).Month(
            JsonNode.Parse("""
                {"number":"ST-2023-24-P02","period":"2023/24-P02","issuedOn":"2023-06-07","dueOn":"2023-07-07","owed":[],
                 "netOwedTo":"HCC","netGbp":12.5,"lines":[]}
                """)!,
            reconciliation);

        reconciliation.ShouldBeNull();
        paper.ToString().ShouldContain("The two ledgers are not reconciled with this statement yet.");
    }

    private static Services ServicesAt(HttpClient gateway) => new(
        new SignedIn("HCC", "HCC finance", gateway, "token"), new SignedIn("HCC", "HCC operator", gateway, "token"));

    /// <summary>A gateway that knows these addresses, and answers 404 to all others.</summary>
    private sealed class Answering(Dictionary<string, string> answers) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answers.TryGetValue(request.RequestUri!.AbsolutePath, out var answer)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}

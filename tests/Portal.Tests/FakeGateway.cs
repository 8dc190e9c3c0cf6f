using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Polly.Timeout;
using Testing;

namespace Portal.Tests;

/// <summary>What the gateway answers to the portal: April's statement, by the shapes of Recharging's and Governance's interfaces, and
/// 403 to whom <c>docs/roles.md</c> does not name.</summary>
public sealed class FakeGateway : HttpMessageHandler
{
    private const string Recharging = "/api/recharging/v1/";

    /// <summary>What is there, by address, and the file that says it.</summary>
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["statements"] = "statements.json",
        ["statements/ST-2023-24-P01"] = "statement.json",
        ["statements/ST-2023-24-P01/lines"] = "statement.json",
        ["statements/ST-2023-24-P01/next-steps/hcc"] = "next-steps-hcc.json",
        ["statements/ST-2023-24-P01/next-steps/iwc"] = "next-steps-iwc.json",
        ["statements/ST-2023-24-P01/reconciliation"] = "reconciliation.json",
        ["statements/ST-2023-24-P01/reconciliation?version=1"] = "reconciliation-1.json",
        ["statements/ST-2023-24-P01/lines/ST2324P01-006/comments"] = "comments.json",
        ["statements/ST-2023-24-P01/lines/ST2324P01-006/attachments"] = "papers.json",
        [$"statements/ST-2023-24-P01/lines/ST2324P01-006/attachments/{TalkTests.OwnPaper}"] = "papers.json",
        ["lines/ST2324P01-003/explanation"] = "explanation.json",
        ["journals"] = "journals.json",
        ["journals/JN2324P01-IWC-P"] = "journal.json",
        ["disputes/DP2324P01-006"] = "dispute.json",
        ["disputes/DP2324P01-004"] = "dispute-answered.json",
        ["statements/ST-2023-24-P01/decisions"] = "decisions.json",
        ["ledger-batches/B-2023-05-11?sourceSystem=unit4"] = "ledger-batch.json",
        ["ledger-batches/B-2023-05-11/refusals?sourceSystem=unit4"] = "ledger-batch.json",
        ["cover"] = "cover.json",
        ["officers"] = "officers.json",
        ["rate-loads"] = "rate-loads.json",
        [$"rate-loads/{RatesTests.Load}"] = "rate-load.json",
        ["erp-mapping"] = "erp-mapping.json",
        ["invoices/HCC-2023-0001"] = "invoices.json",
        ["invoices/HCC-2023-0002"] = "invoice.json",
        ["reports/annual-statement/2023-24"] = "statement.json",
        ["reports/aged-items?asAt=2023-06-30"] = "statement.json",
        ["reports/disputes/2023-24-P01"] = "statement.json",
        ["reports/charge-trail/ST2324P01-003"] = "statement.json",
        ["reports/charge-trail/ST2324P01-006"] = "statement.json",
        ["reports/interface-batches"] = "statement.json",
        ["statements/ST-2023-24-P01/reconciliation?knownAt=2023-05-10T22%3A59%3A59.9999999Z"] = "reconciliation-1.json",
        ["statements/ST-2023-24-P01/reconciliation?knownAt=2023-05-11T08%3A05%3A59.9999999Z"] = "reconciliation-1.json",
        ["agreement-of-balances"] = "balances.json",
        ["agreement-of-balances/2023-24-Q1"] = "pack.json",
        ["agreement-of-balances/2023-24-Q2"] = "pack-agreed.json",
    };

    /// <summary>What there is beyond Recharging, whatever is asked for of it.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["/api/governance/v1/bodies"] = "bodies.json",
        ["/api/governance/v1/bodies/JOB/agenda"] = "agenda-job.json",
        ["/api/governance/v1/bodies/SSB/agenda"] = "agenda-ssb.json",
        ["/api/governance/v1/agenda-items/unplaced"] = "unplaced.json",
    };

    /// <summary>What there is whatever is asked for of it.</summary>
    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["disputes"] = "disputes.json",
        ["worklist"] = "worklist.json",
        ["notices"] = "notices.json",
        ["invoices"] = "invoices.json",
        ["ledger-batches"] = "ledger-batches.json",
    };

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Answers");

    public sealed record Call(string Method, string Path, string? Key, string? Body, string Officer, string? File, string Query);

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>What a POST is answered with: 204 when nothing is said.</summary>
    public (HttpStatusCode Status, string Sentence)? Refusal { get; set; }

    /// <summary>Whether a row of a file that is loaded breaks a rule.</summary>
    public bool HasFaults { get; set; }

    /// <summary>Whether the service is down.</summary>
    public bool Down { get; set; }

    /// <summary>Whether a token is no longer taken.</summary>
    public bool Expired { get; set; }

    public bool Reconciled { get; set; } = true;

    /// <summary>So many of the next calls fail as a service does that has just gone away.</summary>
    public int Hiccups { get; set; }

    /// <summary>Whether every call takes longer than the portal waits.</summary>
    public bool NeverAnswers { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var token = new JsonWebToken(request.Headers.Authorization!.Parameter);
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var file = request.Content?.Headers.ContentDisposition?.FileNameStar;
        Calls.Enqueue(new Call(request.Method.Method, path, key, body, token.Subject, file, request.RequestUri.Query));

        if (NeverAnswers)
        {
            throw new TimeoutRejectedException();
        }

        if (Hiccups > 0)
        {
            Hiccups--;
            return Problem(HttpStatusCode.ServiceUnavailable, "Down for a moment.");
        }

        return Answer(
            request.Method, path, request.RequestUri.PathAndQuery.Replace("/next-steps", $"/next-steps/{token.Subject.Split('.')[0]}", StringComparison.Ordinal),
            token.GetClaim("roles").Value, request.Headers.Accept.ToString());
    }

    private HttpResponseMessage Answer(HttpMethod method, string path, string pathAndQuery, string role, string wanted)
    {
        if (Down)
        {
            return Problem(HttpStatusCode.ServiceUnavailable, "Down.");
        }

        if (Expired)
        {
            return Problem(HttpStatusCode.Unauthorized, "Expired.");
        }

        if (!RolesTable.Read().Lets(role, method.Method, path))
        {
            return Problem(HttpStatusCode.Forbidden, "Not your post.");
        }

        if (method == HttpMethod.Post)
        {
            return Refusal is { } refusal
                ? Problem(refusal.Status, refusal.Sentence)
                : path == $"{Recharging}erp-mapping" ? Json(HasFaults ? "erp-mapping-part.json" : "erp-mapping-loaded.json")
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        }

        if (FileOf(path, pathAndQuery) is not { } file
            || (file.StartsWith("reconciliation", StringComparison.Ordinal) && !Reconciled))
        {
            return Problem(HttpStatusCode.NotFound, "Nothing here.");
        }

        return wanted == "text/csv"
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("line\nST2324P01-001\n", Encoding.UTF8, "text/csv") }
            : Json(file);
    }

    private static string? FileOf(string path, string pathAndQuery) =>
        path.StartsWith(Recharging, StringComparison.Ordinal)
            ? Files.GetValueOrDefault(pathAndQuery[Recharging.Length..]) ?? Lists.GetValueOrDefault(path[Recharging.Length..])
            : Elsewhere.GetValueOrDefault(path);

    private HttpResponseMessage Json(string file) =>
        new(HttpStatusCode.OK)
        {
            Content = new StringContent(File.ReadAllText(Path.Combine(_folder, file)), Encoding.UTF8, "application/json")
        };

    private static HttpResponseMessage Problem(HttpStatusCode status, string sentence) =>
        new(status)
        {
            Content = new StringContent(
                new JsonObject { ["status"] = (int)status, ["title"] = "A problem", ["detail"] = sentence }.ToJsonString(),
                Encoding.UTF8,
                "application/problem+json")
        };
}

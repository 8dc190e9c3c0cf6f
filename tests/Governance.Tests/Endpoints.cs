using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Governance.Tests;

/// <summary>Every address that changes something, a well-formed body for it, and the fields that it can't do without.</summary>
internal static class Endpoints
{
    private const string Provenance = """ "provenance": {"source": "Test"} """;

    public static IReadOnlyList<Endpoint> Writes { get; } =
    [
        new("bodies", $$"""{"code": "X", "name": "A body", "kind": "jointBoard", {{Provenance}}}""", "code name kind provenance"),
        new(
            "call-in-rules",
            $$"""{"effectiveFrom": "2030-01-01", "workingDays": 5, {{Provenance}}}""",
            "effectiveFrom workingDays provenance"),
        new(
            "decisions",
            $$"""
            {"reference": "X", "body": "IWC-CABINET", "title": "A title", "decidedOn": "2022-11-02", "keyDecision": false,
             "reasons": "Reasons", "outcome": "Agreed", {{Provenance}}}
            """,
            "reference body title decidedOn keyDecision reasons outcome provenance"),
        new("decisions/NONE/publication", """{"publishedOn": "2022-11-02"}""", "publishedOn"),
        new(
            "directions",
            $$"""
            {"reference": "X", "issuer": "SOS", "title": "A title", "legalBasis": "direction", "onDay": "2013-05-16",
             {{Provenance}}}
            """,
            "reference issuer title legalBasis onDay provenance"),
        new(
            "directions/NONE/representations",
            $$"""{"onDay": "2013-05-16", "commentsBy": "2013-05-31", {{Provenance}}}""",
            "onDay commentsBy provenance"),
        new("directions/NONE/issue", $$"""{"onDay": "2013-06-28", {{Provenance}}}""", "onDay provenance"),
        new("directions/NONE/variation", $$"""{"onDay": "2013-06-28", {{Provenance}}}""", "onDay provenance"),
        new("directions/NONE/lifting", $$"""{"onDay": "2013-06-28", {{Provenance}}}""", "onDay provenance"),
        new(
            "agreements",
            $$"""
            {"reference": "X", "title": "A title", "provider": "HCC", "recipient": "IWC", "firstDay": "2029-01-01",
             "legalBasis": "s113", {{Provenance}}}
            """,
            "reference title provider recipient firstDay legalBasis provenance"),
        new("agreements/NONE/approvals", """{"decisionReference": "D"}""", "decisionReference"),
        new(
            "agreements/NONE/extension",
            """{"reference": "X", "lastDay": "2030-01-01", "reason": "A good reason", "decisionReference": "D"}""",
            "reference lastDay reason decisionReference"),
        new(
            "agreements/NONE/ending",
            """{"lastDay": "2030-01-01", "reason": "A good reason", "decisionReference": "D"}""",
            "lastDay reason decisionReference"),
        new("agreements/NONE/withdrawal", """{"reason": "A good reason"}""", "reason"),
        new("agreements/NONE/changes/ENDING-1/withdrawal", """{"reason": "A good reason"}""", "reason"),
        new(
            "agreements/NONE/clauses",
            $$"""{"reference": "NONE/C1", "kind": "fixed-charge", "effectiveFrom": "2029-01-01", "parameters": {}, {{Provenance}}}""",
            "reference kind effectiveFrom parameters provenance"),
        new("agreements/NONE/clauses/C1/agreements", "{}", ""),
        new("agreements/NONE/clauses/C1/withdrawal", """{"reason": "A good reason"}""", "reason"),
        new("agenda-items/NONE/placement", """{"body": "JOB", "reason": "A good reason"}""", "body reason"),
        new(
            "joint-persons",
            """{"reference": "JP-X", "signIns": {"HCC": "one", "IWC": "other"}, "reason": "A good reason"}""",
            "reference signIns reason"),
        new("joint-persons/NONE/ending", """{"reason": "A good reason"}""", "reason")
    ];

    public static IReadOnlyList<string> Reads { get; } =
    [
        "bodies", "bodies/NONE", "call-in-rules", "decisions", "decisions/NONE", "directions", "directions/NONE",
        "agreements", "agreements/NONE", "agreements/NONE/clauses", "bodies/NONE/agenda", "bodies/JOB/agenda", "agenda-items/unplaced"
    ];

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The request is malformed, and each of these fields is named.</summary>
    public static async Task ShouldBeMalformedAsync(
        GovernanceHost governance, string council, string path, object body, params string[] fields)
    {
        using var officer = governance.GovernanceOfficer(council);
        using var answer = await officer.PostAsJsonAsync($"{GovernanceHost.Api}/{path}", body);
        var problem = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{path}: {problem}");
        var errors = JsonNode.Parse(problem)!["errors"].ShouldNotBeNull(problem).AsObject();
        errors.Select(error => error.Key).ShouldBe(fields, ignoreOrder: true, problem);
    }

    internal sealed record Endpoint(string Path, string Body, string RequiredFields)
    {
        public IEnumerable<string> Required => RequiredFields.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        public bool NamesWhatMustExist => Path.Contains("NONE", StringComparison.Ordinal);

        public JsonObject Fields() => JsonNode.Parse(Body)!.AsObject();
    }
}

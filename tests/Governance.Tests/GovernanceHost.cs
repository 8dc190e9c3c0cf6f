using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Governance.Tests;
using Testing;

[assembly: AssemblyFixture(typeof(GovernanceHost))]

namespace Governance.Tests;

/// <summary>
/// Governance on real PostgreSQL, on 9 May 2023, with a body of each kind; each test adds decisions and agreements of its own.
/// </summary>
public sealed class GovernanceHost : IAsyncLifetime
{
    public const string Api = "/api/governance/v1";

    private readonly Servers servers = new();
    private ServiceHost<GovernanceDb>? service;
    private int lastNumber;

    private int lastTerm;

    public ServiceHost<GovernanceDb> Service => service ?? throw new InvalidOperationException("The host has not been started.");

    public static object Provenance => new { source = "Test" };

    /// <summary>The service once more, on a database of its own.</summary>
    public Task<ServiceHost<GovernanceDb>> StartAnotherAsync() => servers.StartAsync<GovernanceDb>("governance");

    public HttpClient GovernanceOfficer(string council) =>
        Service.Officer(council, $"Governance officer of {council}", "governance-officer");

    /// <summary>A number that no other test has.</summary>
    public int Number() => Interlocked.Increment(ref lastNumber);

    public async Task<JsonNode> PostAsync(string council, string path, object body)
    {
        using var officer = GovernanceOfficer(council);
        using var answer = await officer.PostAsJsonAsync($"{Api}/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{council} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The code of the rule that refuses.</summary>
    public async Task<string> RefusalAsync(string council, string path, object body)
    {
        using var officer = GovernanceOfficer(council);
        using var answer = await officer.PostAsJsonAsync($"{Api}/{path}", body);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, problem.ToJsonString());
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        return problem["type"]!.GetValue<string>().Replace("urn:shared-services:refusal:", "", StringComparison.Ordinal);
    }

    public async Task<JsonNode> GetAsync(string council, string path)
    {
        using var officer = Service.Client(council, "auditor");
        return JsonNode.Parse(await officer.GetStringAsync($"{Api}/{path}"))!;
    }

    public async Task<HttpStatusCode> StatusAsync(string council, string path)
    {
        using var officer = Service.Client(council, "auditor");
        using var answer = await officer.GetAsync($"{Api}/{path}");
        return answer.StatusCode;
    }

    /// <summary>A published decision of the council's Cabinet, live since 2023-01-01 or before.</summary>
    public async Task<string> ADecisionAsync(string council)
    {
        var reference = $"D-{Number()}";
        await PostAsync(council, "decisions", Decision(reference, council));
        return reference;
    }

    public static JsonObject Decision(string reference, string council, string decidedOn = "2022-11-02", string? publishedOn = "2022-11-04")
    {
        var decision = new JsonObject
        {
            ["reference"] = reference,
            ["body"] = $"{council}-CABINET",
            ["title"] = "To do so",
            ["decidedOn"] = decidedOn,
            ["keyDecision"] = false,
            ["reasons"] = "For good reasons",
            ["outcome"] = "Agreed",
            ["provenance"] = new JsonObject { ["source"] = "Test" }
        };
        if (publishedOn is not null)
        {
            decision["publishedOn"] = publishedOn;
        }

        return decision;
    }

    /// <summary>A proposed agreement of one year that no other test's agreement touches.</summary>
    public async Task<Term> AProposedAgreementAsync(string recipient = "IWC", string? thirdParty = null)
    {
        var number = Number();
        var year = 2030 + (3 * Interlocked.Increment(ref lastTerm));
        var term = new Term($"SP-{number}", new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        await PostAsync("HCC", "agreements", Agreement(term, recipient, thirdParty));
        return term;
    }

    public static JsonObject Agreement(Term term, string recipient = "IWC", string? thirdParty = null)
    {
        var agreement = new JsonObject
        {
            ["reference"] = term.Reference,
            ["title"] = "Strategic partnership",
            ["provider"] = "HCC",
            ["recipient"] = recipient,
            ["firstDay"] = $"{term.FirstDay:yyyy-MM-dd}",
            ["lastDay"] = $"{term.LastDay:yyyy-MM-dd}",
            ["legalBasis"] = "s113",
            ["provenance"] = new JsonObject { ["source"] = "Test" }
        };
        if (thirdParty is not null)
        {
            agreement["thirdParty"] = thirdParty;
        }

        return agreement;
    }

    public async Task<Term> AnAgreementInForceAsync()
    {
        var term = await AProposedAgreementAsync();
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await PostAsync(council, $"agreements/{term.Reference}/approvals", new { decisionReference = await ADecisionAsync(council) });
        }

        return term;
    }

    public static object Clause(Term term, string number = "C1", IReadOnlyDictionary<string, string>? parameters = null) => new
    {
        reference = $"{term.Reference}/{number}",
        kind = "fixed-charge",
        effectiveFrom = term.FirstDay,
        parameters = parameters ?? Given.FixedCharge(),
        provenance = Provenance
    };

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        service = await servers.StartAsync<GovernanceDb>("governance");
        await service.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await PostAsync(
                council,
                "bodies",
                new { code = $"{council}-CABINET", name = "Cabinet", kind = "executive", council, provenance = Provenance });
            await PostAsync(council, "call-in-rules", new { effectiveFrom = "2012-09-10", workingDays = 5, provenance = Provenance });
        }

        await PostAsync("IWC", "bodies", new { code = "SOS", name = "Secretary of State", kind = "thirdParty", provenance = Provenance });
        await PostAsync(
            "IWC", "bodies", new { code = "JOB", name = "Joint Operational Board", kind = "jointBoard", provenance = Provenance });
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }

        await servers.DisposeAsync();
    }

    public sealed record Term(string Reference, DateOnly FirstDay, DateOnly LastDay);
}

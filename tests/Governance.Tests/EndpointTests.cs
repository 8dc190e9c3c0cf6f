using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests;

/// <summary>What holds for every address alike: who is let in, what is not there, what can't be read.</summary>
public sealed class EndpointTests(GovernanceHost governance)
{
    public static TheoryData<string> Writes => [.. Endpoints.Writes.Select(endpoint => endpoint.Path)];

    public static TheoryData<string> Reads => [.. Endpoints.Reads];

    [Fact]
    public void EveryWrite_IsInTheTable()
    {
        var mapped = governance.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") ?? false)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/'))
            .Where(path => path.StartsWith(
                GovernanceHost.Api, StringComparison.Ordinal) && !path.Contains("messaging", StringComparison.Ordinal))
            .Select(path => path[(GovernanceHost.Api.Length + 1)..]
                .Replace("{reference}", "NONE", StringComparison.Ordinal)
                .Replace("{change}", "ENDING-1", StringComparison.Ordinal)
                .Replace("{number}", "C1", StringComparison.Ordinal));

        mapped.ShouldBe(Endpoints.Writes.Select(endpoint => endpoint.Path), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Write_WithoutATokenOrTheRole_IsNotAllowed(string path)
    {
        using var stranger = governance.Service.Stranger();
        using var finance = governance.Service.Client("HCC", "finance-officer", "s151-delegate", "auditor");
        using var erp = governance.Service.Erp("HCC", "ledger:write");

        (await StatusAsync(stranger, path)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(finance, path)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(erp, path)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Write_OnWhatIsNotThere_IsNotFound(string path)
    {
        using var officer = governance.GovernanceOfficer("HCC");

        if (Endpoints.Writes.Single(endpoint => endpoint.Path == path).NamesWhatMustExist)
        {
            (await StatusAsync(officer, path)).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Write_WithoutARequiredField_NamesTheField(string path)
    {
        var endpoint = Endpoints.Writes.Single(endpoint => endpoint.Path == path);
        foreach (var field in endpoint.Required)
        {
            var body = endpoint.Fields();
            body.Remove(field);
            await Endpoints.ShouldBeMalformedAsync(governance, "HCC", path, body, field);
        }
    }

    [Theory, MemberData(nameof(Writes))]
    public async Task Write_WithAnUnknownField_NamesTheField(string path)
    {
        var body = Endpoints.Writes.Single(endpoint => endpoint.Path == path).Fields();
        body["surprise"] = 1;

        await Endpoints.ShouldBeMalformedAsync(governance, "HCC", path, body, "surprise");
    }

    [Theory]
    [InlineData("bodies", "code", "lower case")]
    [InlineData("bodies", "name", "X")]
    [InlineData("bodies", "kind", "club")]
    [InlineData("call-in-rules", "workingDays", 31)]
    [InlineData("decisions", "reference", "D-12345678901234567")]
    [InlineData("decisions", "title", "")]
    [InlineData("decisions", "decidedOn", "last week")]
    [InlineData("decisions", "body", "NOBODY")]
    [InlineData("decisions", "urgencyReason", "Now")]
    [InlineData("directions", "issuer", "NOBODY")]
    [InlineData("directions", "legalBasis", "a hunch")]
    [InlineData("agreements", "legalBasis", "s99")]
    [InlineData("agreements", "lastDay", "2028-12-31")]
    [InlineData("agreements", "recipient", "HCC")]
    [InlineData("agreements", "thirdParty", "JOB")]
    [InlineData("agreements", "succeeds", "NONE")]
    [InlineData("agreements", "noticeMonths", 61)]
    [InlineData("agreements/NONE/extension", "reason", "Short")]
    [InlineData("agreements/NONE/ending", "reason", "Short")]
    [InlineData("agreements/NONE/withdrawal", "reason", "Short")]
    [InlineData("agenda-items/NONE/placement", "reason", "Short")]
    [InlineData("agenda-items/NONE/placement", "body", "lower case")]
    [InlineData("agreements/NONE/clauses", "reference", "C1")]
    [InlineData("agreements/NONE/clauses", "effectiveUntil", "2028-12-31")]
    public async Task Write_WithAMalformedField_NamesTheField(string path, string field, object value)
    {
        var body = Endpoints.Writes.Single(endpoint => endpoint.Path == path).Fields();
        body[field] = JsonValue.Create(value);

        await Endpoints.ShouldBeMalformedAsync(governance, "HCC", path, body, field);
    }

    [Theory]
    [InlineData("""{"source": ""}""", "provenance.source")]
    [InlineData("""{"source": "Minutes", "assumed": true}""", "provenance.assumption")]
    [InlineData("""{"source": "Minutes", "assumption": "The day"}""", "provenance.assumption")]
    public async Task Provenance_SaysWhatIsAssumedAndOnlyThen(string provenance, string field)
    {
        var body = Endpoints.Writes.Single(endpoint => endpoint.Path == "bodies").Fields();
        body["provenance"] = JsonNode.Parse(provenance);

        await Endpoints.ShouldBeMalformedAsync(governance, "HCC", "bodies", body, field);
    }

    [Theory, MemberData(nameof(Reads))]
    public async Task Read_IsForAnAuditorAndNotForAStranger(string path)
    {
        using var stranger = governance.Service.Stranger();
        using var auditor = governance.Service.Client("IWC", "auditor");
        var expected = path.Contains("NONE", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;

        using var refused = await stranger.GetAsync($"{GovernanceHost.Api}/{path}");
        using var answer = await auditor.GetAsync($"{GovernanceHost.Api}/{path}");

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.StatusCode.ShouldBe(expected);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(
            $"{GovernanceHost.Api}/{path}", Endpoints.Json(Endpoints.Writes.Single(endpoint => endpoint.Path == path).Body));
        return answer.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests;

public sealed class ProblemTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    [Theory]
    [InlineData("""{"reference":"R","text":"t","colour":"red"}""", "colour")]
    [InlineData("""{"reference":"R"}""", "text")]
    [InlineData("""{"reference":"R","text":null}""", "text")]
    [InlineData("""{"reference":"R","text":5}""", "text")]
    [InlineData("""{"reference":"R","text":"t","on":"yesterday"}""", "on")]
    [InlineData("""{"reference":"","text":"t"}""", "reference")]
    [InlineData("""{"reference":"0123456789012345678901234567890123456789+","text":"t"}""", "reference")]
    [InlineData("""{"reference":""", "reference")]
    [InlineData("""[]""", "body")]
    public async Task MalformedField_Is400AndNamed(string body, string field)
    {
        using var client = sample.Officer();

        using var answer = await client.PostAsync(Notes, SampleHost.Json(body));

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"].ShouldNotBeNull().AsObject();
        errors.Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task SeveralMissingFields_AreEachNamed()
    {
        using var client = sample.Officer();

        using var answer = await client.PostAsync(Notes, SampleHost.Json("{}"));

        await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"].ShouldNotBeNull().AsObject();
        errors.Select(error => error.Key).ShouldBe(["reference", "text"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-ndjson")]
    public async Task Problem_IsToldAsOne_AlsoToACallerWhoAcceptsNoJson(string accepted)
    {
        using var client = sample.Officer();
        client.DefaultRequestHeaders.Accept.ParseAdd(accepted);

        using var answer = await client.PostAsync(Notes, SampleHost.Json("""{"reference":"","text":"t"}"""));

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Fault_Is500WithoutItsInsides()
    {
        using var client = sample.Officer();

        using var answer = await SampleHost.WriteAsync(client, SampleHost.NewReference(), "break");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldNotContain("This note breaks");
        JsonNode.Parse(text)!["traceId"].ShouldNotBeNull();
    }

    [Fact]
    public async Task ReferenceThatExists_Is409()
    {
        using var client = sample.Officer();
        var reference = SampleHost.NewReference();
        await SampleHost.WriteAsync(client, reference, "first");

        using var answer = await SampleHost.WriteAsync(client, reference, "second");

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.Conflict)).ShouldBe("exists");
    }

    [Fact]
    public async Task Document_IsOpenApi31_AndOpenToAll()
    {
        using var client = sample.Service.Stranger();

        var document = await client.GetFromJsonAsync<JsonNode>("/api/sample/v1/openapi.json");

        document!["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        document["paths"]!["/api/sample/v1/notes"].ShouldNotBeNull();
    }
}

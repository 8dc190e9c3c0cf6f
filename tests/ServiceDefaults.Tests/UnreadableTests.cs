using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>What no column and no sum can hold is refused by name before anything is done with it.</summary>
public sealed class UnreadableTests(SampleHost sample)
{
    private const string Notes = "/api/sample/v1/notes";

    [Theory]
    [InlineData("""{"reference":"R","text":"half of a pair: \ud800"}""", "text")]
    [InlineData("""{"reference":"R","text":"the other half: \udc00 and on"}""", "text")]
    [InlineData("""{"reference":"R","text":"NUL: \u0000"}""", "text")]
    [InlineData("""{"reference":"R","text":"t","parties":["HCC","\u0000"]}""", "parties[1]")]
    [InlineData("""{"reference":"R","text":"t","on":"0001-01-01"}""", "on")]
    [InlineData("""{"reference":"R","text":"t","on":"9999-12-31"}""", "on")]
    [InlineData("""{"reference":"R","text":79228162514264337593543950335}""", "text")]
    [InlineData("""{"reference":"R","text":-1e28}""", "text")]
    [InlineData("""{"reference":"R","text":1e400}""", "text")]
    public async Task Json_WithWhatCanNotBeKept_Is400AndNamed(string body, string field)
    {
        using var client = sample.Officer();

        using var answer = await client.PostAsync(Notes, SampleHost.Json(body), TestContext.Current.CancellationToken);

        (await FieldAsync(answer)).ShouldBe(field);
    }

    [Fact]
    public async Task Json_WithBytesThatAreNotUtf8_Is400AndNamed()
    {
        using var client = sample.Officer();
        using var body = new ByteArrayContent([.. "{\"reference\":\"R\",\"text\":\""u8, 0xFF, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await client.PostAsync(Notes, body, TestContext.Current.CancellationToken);

        (await FieldAsync(answer)).ShouldBe("text");
    }

    [Fact]
    public async Task WritingTheBusinessClock_IsHeldToTheSameBounds()
    {
        using var client = sample.Service.Client("HCC", "operator");

        using var answer = await client.PutAsync(
            "/api/sample/v1/clock", SampleHost.Json("""{"now":"9999-12-31T23:59:59Z"}"""), TestContext.Current.CancellationToken);

        (await FieldAsync(answer)).ShouldBe("now");
    }

    [Fact]
    public async Task Query_WithNul_Is400AndNamed()
    {
        using var client = sample.Service.Keyless(sample.Servers.Issuers.Token("HCC", "A Reader", "finance-officer"));

        using var answer = await client.GetAsync($"{Notes}?after=%00", TestContext.Current.CancellationToken);

        (await FieldAsync(answer)).ShouldBe("after");
    }

    [Fact]
    public async Task PairOfSurrogates_IsTextLikeAnyOther()
    {
        using var client = sample.Officer();

        using var answer = await SampleHost.WriteAsync(client, SampleHost.NewReference(), "\U0001F600 at the end \U0001F600");

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut off")]
    public async Task FormWithoutParts_Is400(string form)
    {
        using var client = sample.Officer();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var answer = await client.PostAsync($"{Notes}/files", body, TestContext.Current.CancellationToken);

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
    }

    [Theory]
    [InlineData("22021")]
    [InlineData("22003")]
    [InlineData("22008")]
    [InlineData("22P05")]
    [InlineData("54000")]
    public async Task WhatTheDatabaseCanNotHold_Is400(string state)
    {
        using var client = sample.Officer();

        using var answer = await SampleHost.WriteAsync(client, SampleHost.NewReference(), $"raise {state}");

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
    }

    [Theory]
    [InlineData("kill")]
    [InlineData("raise 53100")]
    [InlineData("raise 53300")]
    [InlineData("raise 57P01")]
    [InlineData("raise 40001")]
    [InlineData("raise 40P01")]
    [InlineData("raise 58030")]
    public async Task DatabaseThatIsAway_Is503AndSaysWhenToComeBack(string text)
    {
        using var client = sample.Officer();
        var reference = SampleHost.NewReference();

        using var answer = await SampleHost.WriteAsync(client, reference, text);

        (await SampleHost.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable)).ShouldBe("unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await sample.NotesAsync(reference)).ShouldBe(0);
    }

    private static async Task<string> FieldAsync(HttpResponseMessage answer)
    {
        (await SampleHost.ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldBe("malformed");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject().Single().Key;
    }
}

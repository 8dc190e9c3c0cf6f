using System.Net;
using System.Net.Http.Json;

namespace Recharging.Tests.Runs;

/// <summary>A month from open to issued, and who may not.</summary>
public sealed class RunsTests(AprilHost april) : IClassFixture<AprilHost>
{
    [Fact]
    public async Task April_RunReviewedAndIssued_IsOneStatementForBothCouncils()
    {
        var both = await Task.WhenAll(OpenAsync(april.Hcc), OpenAsync(april.Iwc));
        both.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        var run = await both.Single(answer => answer.IsSuccessStatusCode).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        var id = run.GetProperty("id").GetString();
        var isHampshires = run.GetProperty("preparedBy").GetString() == "Hannah Finance";
        var preparer = isHampshires ? april.Hcc : april.Iwc;
        run.GetProperty("lines").GetArrayLength().ShouldBe(13);

        (await StatusAsync(preparer, $"/runs/{id}/issue")).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(preparer, $"/runs/{id}/review")).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Host.Client("HCC", "auditor"), $"/runs/{id}/review")).ShouldBe(HttpStatusCode.Forbidden);
        await AprilHost.PostAsync(isHampshires ? april.Approver : april.Delegate, $"/runs/{id}/review");
        (await AprilHost.GetAsync(april.Iwc, $"/runs/{id}")).GetProperty("lines").GetArrayLength().ShouldBe(13);
        (await YearHost.RefusedAsync(preparer, $"/runs/{id}/issue")).ShouldBe("preparer-issues");
        await AprilHost.PostAsync(april.Delegate, $"/runs/{id}/issue");
        (await StatusAsync(april.Delegate, $"/runs/{id}/issue")).ShouldBe(HttpStatusCode.Conflict);

        using var hcc = await april.Hcc.GetAsync($"{AprilHost.Api}/statements/{AprilHost.Statement}");
        using var iwc = await april.Iwc.GetAsync($"{AprilHost.Api}/statements/{AprilHost.Statement}");
        hcc.Headers.ETag.ShouldNotBeNull();
        iwc.Headers.ETag.ShouldBe(hcc.Headers.ETag);
        (await iwc.Content.ReadAsByteArrayAsync()).ShouldBe(await hcc.Content.ReadAsByteArrayAsync());

        var told = (await april.Host.ToldAsync<Contracts.StatementIssued>(AprilHost.Statement)).ShouldHaveSingleItem();
        told.Lines.ShouldBe(13);
        told.OwedGbp["HCC"].ShouldBe(run.GetProperty("owedGbp")[0].GetProperty("grossGbp").GetDecimal());
        (await StatusAsync(april.Hcc, "/runs", new { period = "2023/24-P01" })).ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(april.Hcc, "/runs", new { period = "2023/24-P04" })).ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("HCC", "finance-officer", "{\"period\":\"2023-04\"}", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "finance-officer", "{\"period\":\"2023/24-P01\",\"price\":1}", HttpStatusCode.BadRequest)]
    [InlineData("HCC", "hr-officer", "{\"period\":\"2023/24-P01\"}", HttpStatusCode.Forbidden)]
    public async Task Run_ThatMayNotBe_IsAnswered(string council, string role, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await april.Host.Client(council, role).PostAsync($"{AprilHost.Api}/runs", content);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Run_OfNobody_IsNotFound()
    {
        var id = Guid.NewGuid();
        using var answer = await april.Hcc.GetAsync($"{AprilHost.Api}/runs/{id}");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var action in new[] { "review", "issue" })
        {
            (await StatusAsync(april.Hcc, $"/runs/{id}/{action}")).ShouldBe(HttpStatusCode.NotFound);
        }

        (await StatusAsync(april.Hcc, $"/runs/{id}/abandonment", new { reason = "Wrong month, sorry." })).ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> OpenAsync(HttpClient client) =>
        client.PostAsJsonAsync($"{AprilHost.Api}/runs", new { period = "2023/24-P01" });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, object? body = null)
    {
        using var answer = await client.PostAsJsonAsync(AprilHost.Api + path, body ?? new { });
        return answer.StatusCode;
    }
}

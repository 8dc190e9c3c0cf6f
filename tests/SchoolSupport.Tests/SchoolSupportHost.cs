using System.Text;
using System.Text.Json;
using Testing;

[assembly: AssemblyFixture(typeof(SchoolSupport.Tests.SchoolSupportHost))]

namespace SchoolSupport.Tests;

/// <summary>SchoolSupport on its own database with the demonstration's register and catalogue. The business clock says 9 May 2023.</summary>
public sealed class SchoolSupportHost : IAsyncLifetime
{
    public const string Api = "/api/school-support/v1";
    public const string Manager = "school-improvement-manager";

    private readonly Servers _servers = new();
    private ServiceHost<SchoolSupportDb>? _host;

    public ServiceHost<SchoolSupportDb> Service => _host ?? throw new InvalidOperationException("The service has not been started.");

    public HttpClient HampshireManager => Service.Client("HCC", Manager);

    public HttpClient HampshireAdviser => Service.Client("HCC", "adviser");

    public HttpClient IslandBudgetHolder => Service.Client("IWC", "budget-holder");

    public async ValueTask InitializeAsync()
    {
        await _servers.InitializeAsync();
        _host = await _servers.StartAsync<SchoolSupportDb>("school-support");
        await Service.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        await AgreementInForceAsync("SP-2018", "HCC", "IWC");
        await AgreementInForceAsync("SP-OTHER", "HCC", "SCC");
        (await SendCsvAsync("schools/extracts", DemonstrationFile("edubasealldata.csv"))).EnsureSuccessStatusCode();
        (await SendCsvAsync("schools/links", DemonstrationFile("links_edubasealldata.csv"))).EnsureSuccessStatusCode();
        await (await HampshireManager.PostAsJsonAsync(
            $"{Api}/catalogue",
            new { service = "school-improvement", name = "School improvement adviser", dayRateGbp = 520.00m, effectiveFrom = "2023-04-01" }))
            .ShouldBeAsync(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _servers.DisposeAsync();
    }

    /// <summary>A second service on the same servers, with nothing in its database.</summary>
    public Task<ServiceHost<SchoolSupportDb>> StartAnEmptyServiceAsync() => _servers.StartAsync<SchoolSupportDb>("school-support");

    public Task AgreementInForceAsync(string reference, string provider, string recipient) =>
        Service.DeliverAsync($"agreement/{reference}", 1, Given.InForce(reference, provider, recipient));

    public static byte[] DemonstrationFile(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demonstration", name));

    public Task<HttpResponseMessage> SendCsvAsync(string path, byte[] content, HttpClient? client = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/{path}") { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = new("text/csv");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return (client ?? HampshireManager).SendAsync(request);
    }

    public Task<HttpResponseMessage> SendCsvAsync(string path, string content) => SendCsvAsync(path, Encoding.Latin1.GetBytes(content));
}

/// <summary>What answers say.</summary>
internal static class Answers
{
    /// <summary>The body, once the status is as expected; the body is in the failure's text otherwise.</summary>
    public static async Task<JsonElement> ShouldBeAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    public static async Task<JsonElement> ShouldBeAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status) =>
        await (await answer).ShouldBeAsync(status);

    public static async Task ShouldRefuseAsync(this Task<HttpResponseMessage> answer, string code) =>
        (await answer.ShouldBeAsync(HttpStatusCode.Conflict)).GetProperty("type").GetString()
            .ShouldBe($"urn:shared-services:refusal:{code}");

    public static async Task ShouldNameAsync(this Task<HttpResponseMessage> answer, string field)
    {
        var problem = await answer.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain(field, problem.ToString());
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static decimal Number(this JsonElement element, string property) => element.GetProperty(property).GetDecimal();
}

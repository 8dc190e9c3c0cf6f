using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Governance.Contracts;
using Secondments.Tests;
using Shouldly;
using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SecondmentsHost))]

namespace Secondments.Tests;

/// <summary>
/// The service on a real, empty database on 9 May 2023, with the agreement SP-2018 in force. Tests make their own people, so they
/// don't meet.
/// </summary>
public sealed class SecondmentsHost : IAsyncLifetime
{
    public const string Path = "/api/secondments/v1";
    public static readonly DateTimeOffset Now = new(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1));
    private ServiceHost<SecondmentsDb>? _service;

    public Servers Servers { get; } = new();

    public ServiceHost<SecondmentsDb> Service => _service ?? throw new InvalidOperationException("The service has not been started.");

    public HttpClient HrOfficer(string council) => Service.Client(council, "hr-officer");

    public HttpClient HrApprover(string council) => Service.Client(council, "hr-approver");

    public HttpClient Erp(string council) => Service.Erp(council, "hr-extracts:write");

    public async ValueTask InitializeAsync()
    {
        await Servers.InitializeAsync();
        _service = await StartAsync();
    }

    /// <summary>Another service like this one, on a database of its own.</summary>
    public async Task<ServiceHost<SecondmentsDb>> StartAsync(params KeyValuePair<string, string>[] settings)
    {
        var service = await Servers.StartAsync<SecondmentsDb>("secondments", settings);
        await service.SetClockAsync(Now);
        await service.DeliverAsync("agreement/SP-2018", 1, InForce("SP-2018"));
        return service;
    }

    public static AgreementInForce InForce(string agreement, string first = "2018-07-01", string? last = "2024-01-31") => new()
    {
        AgreementReference = agreement,
        Title = "Strategic partnership",
        Provider = "HCC",
        Recipient = "IWC",
        FirstDay = Days.Day(first),
        LastDay = last is null ? null : Days.Day(last),
        LegalBasis = "s113-lga-1972",
        DecisionReferences = ["D-2018-0301-HCC", "D-2018-0301-IWC"],
        OccurredAt = Now,
    };

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        await Servers.DisposeAsync();
    }
}

/// <summary>Requests and answers as an officer or an ERP client sends and reads them.</summary>
internal static class Requests
{
    public static Task<HttpResponseMessage> Send(this HttpClient client, string path, object? body = null) =>
        client.PostAsync($"{SecondmentsHost.Path}{path}", JsonContent.Create(body ?? new { }), TestContext.Current.CancellationToken);

    public static async Task<HttpResponseMessage> SendExtract(this HttpClient client, string csv, string? key = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{SecondmentsHost.Path}/hr-extracts") { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> Read(this HttpClient client, string path) =>
        client.GetAsync($"{SecondmentsHost.Path}{path}", TestContext.Current.CancellationToken);

    /// <summary>The answer's JSON, after its status was as expected.</summary>
    public static async Task<JsonElement> Expect(this Task<HttpResponseMessage> sent, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status, text);
        return text is "" ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A refusal by the rule of this code.</summary>
    public static async Task ExpectRefusal(this Task<HttpResponseMessage> sent, string code) =>
        (await sent.Expect(HttpStatusCode.Conflict)).GetProperty("type").GetString().ShouldBe($"urn:shared-services:refusal:{code}");

    /// <summary>A malformed request, with the field named.</summary>
    public static async Task ExpectInvalid(this Task<HttpResponseMessage> sent, string field)
    {
        var problem = await sent.Expect(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain(
            name => string.Equals(name, field, StringComparison.OrdinalIgnoreCase), problem.ToString());
    }
}

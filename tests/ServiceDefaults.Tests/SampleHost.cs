using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sample;
using Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(ServiceDefaults.Tests.SampleHost))]

namespace ServiceDefaults.Tests;

/// <summary>One sample service without a broker that all tests share; each uses references of its own.</summary>
public sealed class SampleHost : IAsyncLifetime
{
    private ServiceHost<SampleDb>? _service;

    public Servers Servers { get; } = new();

    public ServiceHost<SampleDb> Service => _service ?? throw new InvalidOperationException("The sample has not been started.");

    public HttpClient Officer(string council = "HCC") => Service.Client(council, "finance-officer");

    public async ValueTask InitializeAsync()
    {
        await Servers.InitializeAsync();
        _service = await Servers.StartAsync<SampleDb>("sample");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }

        await Servers.DisposeAsync();
    }

    /// <summary>The broker, on a virtual host that only this suite uses.</summary>
    public Task<RabbitServer> BrokerAsync(string suite) => Servers.RabbitAsync(suite);

    public static string NewReference() => $"N-{Guid.NewGuid():N}"[..16];

    public static Task<HttpResponseMessage> WriteAsync(
        HttpClient client, string reference, string text, string? key = null, CancellationToken cancellationToken = default) =>
        SendAsync(client, HttpMethod.Post, "/api/sample/v1/notes", JsonContent.Create(new { reference, text }), key, cancellationToken);

    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string path, HttpContent content, string? key, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(Idempotency.KeyHeader, key);
        }

        return await client.SendAsync(request, cancellationToken);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>The stable type of a problem, without what is common to all.</summary>
    public static async Task<string> ProblemAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != expected)
        {
            throw new InvalidOperationException($"Expected {expected}, got {answer.StatusCode}: {text}");
        }

        return JsonNode.Parse(text)!["type"]!.GetValue<string>().Replace("urn:shared-services:", "", StringComparison.Ordinal);
    }

    public Task<int> NotesAsync(string reference) =>
        Service.ReadAsync(db => db.Notes.CountAsync(note => note.Reference == reference));
}

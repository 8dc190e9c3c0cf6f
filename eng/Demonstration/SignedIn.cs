using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>Somebody signed in, an officer or an ERP client, who speaks to the services through the gateway alone.</summary>
internal sealed class SignedIn(string council, string name, HttpClient gateway, string token)
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    public string Council => council;

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, content: null);
        return await ReadAsync(answer, path);
    }

    /// <summary>The answer to the byte.</summary>
    public async Task<byte[]> GetBytesAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, content: null);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : throw await FailureAsync(answer, path);
    }

    public async Task<string> GetCsvAsync(string path)
    {
        using var request = Request(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await gateway.SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw await FailureAsync(answer, path);
    }

    /// <summary>The answer whatever its status, for the refusals that the story is about.</summary>
    public async Task<(int Status, JsonNode? Body, bool Replayed)> TryAsync(HttpMethod method, string path, HttpContent? content, string? key = null)
    {
        using var answer = await SendAsync(method, path, content, key);
        var body = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body), answer.Headers.Contains("Idempotent-Replayed"));
    }

    /// <summary>The sentence that refuses what was asked. It is asked under a key of its own, since it may be granted later.</summary>
    /// <exception cref="InvalidOperationException">It was not refused by a rule.</exception>
    public async Task<string> IsRefusedAsync(string path, object body, string key)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body, Camel), Encoding.UTF8, "application/json");
        var (status, answer, _) = await TryAsync(HttpMethod.Post, path, content, key);
        return status == 409
            ? answer!["detail"]!.GetValue<string>()
            : throw new InvalidOperationException($"{name} at {path} should be refused, but was answered {status}: {answer?.ToJsonString()}");
    }

    public async Task<JsonNode> PostAsync(string path, object body) => await PostJsonAsync(path, JsonSerializer.SerializeToNode(body, Camel)!);

    /// <param name="turn">Tells a step from an earlier one that says the same to the same address.</param>
    public async Task<JsonNode> PostJsonAsync(string path, JsonNode body, string turn = "")
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Post, path, content, KeyOf(path, body.ToJsonString() + turn));
        return await ReadAsync(answer, path);
    }

    public async Task PutAsync(string path, object body)
    {
        var json = JsonSerializer.Serialize(body, Camel);
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Put, path, content, KeyOf(path, json));
        await ReadAsync(answer, path);
    }

    public async Task<JsonNode> PostCsvAsync(string path, byte[] csv)
    {
        using var content = Csv(csv);
        using var answer = await SendAsync(HttpMethod.Post, path, content, KeyOf(path, Convert.ToHexString(SHA256.HashData(csv))));
        return await ReadAsync(answer, path);
    }

    public static ByteArrayContent Csv(byte[] csv)
    {
        var content = new ByteArrayContent(csv);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? key = null)
    {
        using var request = Request(method, path);
        request.Content = content;
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (content is LedgerFile ledger)
        {
            ledger.AddHeadersTo(request);
        }

        return await gateway.SendAsync(request);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, "/api/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private async Task<JsonNode> ReadAsync(HttpResponseMessage answer, string path)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw await FailureAsync(answer, path);
        }

        var body = await answer.Content.ReadAsStringAsync();
        return body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!;
    }

    private async Task<InvalidOperationException> FailureAsync(HttpResponseMessage answer, string path) =>
        new($"{name} at {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

    // The same step has the same key on every play, so that a story cut off in the middle can be played again.
    private static string KeyOf(string path, string body) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path + body))).ToLower(CultureInfo.InvariantCulture);
}

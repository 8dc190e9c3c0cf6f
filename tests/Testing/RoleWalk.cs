using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;

namespace Testing;

/// <summary>
/// Asks a service for every operation of its API document as everyone who can sign in, and says what is otherwise than
/// <c>docs/roles.md</c> has it.
/// </summary>
public static partial class RoleWalk
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>Operations that the document or the table lacks, and those whose endpoint declares other roles than the table.</summary>
    public static async Task<IReadOnlyList<string>> UnlikeTheTableAsync<TDb>(ServiceHost<TDb> host, string service)
        where TDb : DbContext
    {
        var listed = RolesTable.Read().Rows.Where(row => row.Service == service).ToDictionary(row => row.Name);
        var documented = (await OperationsAsync(host, service)).Select(operation => operation.Name).ToList();
        var declared = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => (
                Name: $"{method} {BelowApi(service, Constraint().Replace(endpoint.RoutePattern.RawText!, "}"))}",
                Permission: endpoint.Metadata.GetRequiredMetadata<Permissions.Permission>())))
            .ToList();
        return
        [
            .. listed.Keys.Except(documented).Select(name => $"{name} is in the table and not in the API document."),
            .. documented.Except(listed.Keys).Select(name => $"{name} is in the API document and not in the table."),
            .. declared.Select(endpoint => endpoint.Name).Except(documented).Select(name => $"{name} is not in the API document."),
            .. declared.Where(endpoint => listed.TryGetValue(endpoint.Name, out var row) && !row.Who.SetEquals(Named(endpoint.Permission)))
                .Select(endpoint => $"{endpoint.Name} declares {string.Join(", ", Named(endpoint.Permission))}."),
        ];
    }

    /// <summary>Who gets another answer than 403 for what the table does not let them do, whatever they send; and who gets 403 for what
    /// it lets them do.</summary>
    public static async Task<IReadOnlyList<string>> UnlikeTheAnswersAsync<TDb>(ServiceHost<TDb> host, string service)
        where TDb : DbContext
    {
        var may = RolesTable.Read().Rows.Where(row => row.Service == service).ToDictionary(row => row.Name, row => row.Who);
        var operations = await OperationsAsync(host, service);
        var unlike = new List<string>();
        foreach (var signIn in RolesTable.SignIn.All())
        {
            using var client = signIn.IsClient
                ? host.Erp(signIn.Council, signIn.RolesOrScopes)
                : host.Officer(signIn.Council, signIn.Name, signIn.RolesOrScopes);
            foreach (var operation in operations.Where(operation => may.ContainsKey(operation.Name)))
            {
                var allowed = may[operation.Name].Overlaps(signIn.RolesOrScopes);
                foreach (var request in allowed ? [operation.Usual()] : operation.AnyHow())
                {
                    using var sent = request;
                    using var answer = await client.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead);
                    if (allowed == answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                    {
                        unlike.Add($"{operation.Name} by {signIn.Name} of {signIn.Council}, {sent.Content?.Headers.ContentType}: "
                            + answer.StatusCode);
                    }
                }
            }
        }

        return unlike;
    }

    private static HashSet<string> Named(Permissions.Permission permission) =>
        [.. permission.AnyRole, .. permission.Scope is { } scope ? new[] { scope } : []];

    private static async Task<IReadOnlyList<Operation>> OperationsAsync<TDb>(ServiceHost<TDb> host, string service)
        where TDb : DbContext
    {
        using var stranger = host.Stranger();
        using var document = JsonDocument.Parse(await stranger.GetStringAsync($"/api/{service}/v1/openapi.json"));
        return [.. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(method => Methods.Contains(method.Name))
            .Select(method => Operation.Of(service, method.Name.ToUpperInvariant(), path.Name, method.Value)))];
    }

    private static string BelowApi(string service, string path) =>
        path[$"/api/{service}/v1".Length..].TrimEnd('/') is { Length: > 0 } rest ? rest : "/";

    [GeneratedRegex(@":[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();

    /// <summary>An operation of the API document, with an address that names nothing there is.</summary>
    private sealed record Operation(string Name, HttpMethod Method, string Address, string? ContentType)
    {
        public static Operation Of(string service, string method, string path, JsonElement described)
        {
            var address = path;
            if (described.TryGetProperty("parameters", out var parameters))
            {
                foreach (var parameter in parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path"))
                {
                    address = address.Replace(
                        $"{{{parameter.GetProperty("name").GetString()}}}", Nothing(parameter), StringComparison.Ordinal);
                }
            }

            var read = described.TryGetProperty("requestBody", out var body)
                ? body.GetProperty("content").EnumerateObject().First().Name
                : null;
            return new Operation($"{method} {BelowApi(service, path)}", new HttpMethod(method), address, read);
        }

        private static string Nothing(JsonElement parameter)
        {
            var schema = parameter.GetProperty("schema").GetRawText();
            return schema.Contains("uuid", StringComparison.Ordinal) ? "00000000-0000-0000-0000-00000000dead"
                : schema.Contains("int", StringComparison.Ordinal) ? "999999999"
                : "NOTHING-1";
        }

        public HttpRequestMessage Usual() => new(Method, Address)
        {
            Content = ContentType is null ? null : Body(ContentType is "application/json" ? "{}" : "x", ContentType),
        };

        /// <summary>Nothing, nonsense, too much, and the wrong kind: who may not do it hears that and no more.</summary>
        public IEnumerable<HttpRequestMessage> AnyHow()
        {
            yield return new(Method, Address);
            if (Method == HttpMethod.Get)
            {
                yield return new(Method, $"{Address}?after=%00&knownAt=never&as=x");
                yield break;
            }

            yield return new(Method, Address) { Content = Body("{\"surprise\": [", "application/json") };
            yield return new(Method, Address) { Content = Body(new string('x', 100_000), ContentType ?? "text/csv") };
            yield return new(Method, Address) { Content = Body("MZ", "application/x-unheard-of") };
            yield return new(Method, Address)
            {
                Headers = { { Idempotency.KeyHeader, new string('k', 300) } }, Content = JsonContent.Create(0),
            };
        }

        private static StringContent Body(string text, string contentType)
        {
            var body = new StringContent(text, Encoding.UTF8);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            return body;
        }
    }
}

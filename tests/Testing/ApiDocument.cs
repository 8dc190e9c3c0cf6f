using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Testing;

/// <summary>A service's OpenAPI document, and what of a real request and its answer is not as the document says.</summary>
public sealed class ApiDocument
{
    private const string Components = "#/components/schemas/";
    private static readonly EvaluationOptions Naming = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private readonly JsonNode _document;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly ConcurrentDictionary<JsonNode, JsonSchema> _schemas = new();

    public ApiDocument(string json)
    {
        _document = JsonNode.Parse(json)!;
        _operations =
        [
            .. from path in _document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new Operation(operation.Key.ToUpperInvariant(), Segments(path.Key), operation.Value!)
        ];
    }

    /// <summary>One address and method, as the document has it.</summary>
    public sealed record Operation(string Method, IReadOnlyList<string> Path, JsonNode Says)
    {
        public string Name => Says["operationId"]?.GetValue<string>() ?? $"{Method} /{string.Join('/', Path)}";

        public bool Answers(string method, IReadOnlyList<string> segments) =>
            Method == method && Path.Count == segments.Count
            && Path.Zip(segments, (named, given) => IsParameter(named) || string.Equals(named, given, StringComparison.Ordinal)).All(same => same);

        public int Literals => Path.Count(segment => !IsParameter(segment));

        public static bool IsParameter(string segment) => segment.StartsWith('{');
    }

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>The schema that a reference names.</summary>
    public JsonNode Named(string reference) => _document["components"]!["schemas"]![reference[Components.Length..]]!;

    public Operation? Find(HttpMethod method, Uri address)
    {
        string[] segments = [.. Segments(address.AbsolutePath).Select(Uri.UnescapeDataString)];
        return _operations.Where(operation => operation.Answers(method.Method, segments)).MaxBy(operation => operation.Literals);
    }

    /// <summary>What of an answered request is not described, or otherwise than it was.</summary>
    public IEnumerable<string> Faults(
        HttpRequestMessage request, string? sent, int status, MediaTypeHeaderValue? type, string? answered)
    {
        if (Find(request.Method, request.RequestUri!) is not { } operation)
        {
            return status is 404 or 405 or 500 ? [] : [$"The document has no {request.Method} {request.RequestUri!.AbsolutePath}, which answered {status}."];
        }

        return status < 400
            ? [.. RequestFaults(operation, request, sent), .. AnswerFaults(operation, status, type, answered)]
            : AnswerFaults(operation, status, type, answered);
    }

    /// <summary>The schema with all that it refers to, ready to be asked of a value.</summary>
    public JsonSchema Schema(JsonNode schema) => _schemas.GetOrAdd(schema, node =>
    {
        var whole = node.DeepClone().AsObject();
        whole["$defs"] = _document["components"]!["schemas"]!.DeepClone();
        return JsonSchema.FromText(whole.ToJsonString().Replace(Components, "#/$defs/", StringComparison.Ordinal));
    });

    private IEnumerable<string> RequestFaults(Operation operation, HttpRequestMessage request, string? sent)
    {
        var parameters = operation.Says["parameters"]?.AsArray() ?? [];
        foreach (var name in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.RequestUri!.Query).Keys)
        {
            if (!parameters.Any(parameter => Is(parameter!, "query", name)))
            {
                yield return $"{operation.Name} took a query parameter '{name}' that the document does not have.";
            }
        }

        foreach (var needed in parameters.Where(parameter => parameter!["in"]!.GetValue<string>() is "query" or "header"
            && parameter["required"]?.GetValue<bool>() == true).Select(parameter => parameter!["name"]!.GetValue<string>()))
        {
            if (!request.Headers.Contains(needed) && request.Content?.Headers.Contains(needed) != true
                && !request.RequestUri.Query.Contains(needed, StringComparison.Ordinal))
            {
                yield return $"{operation.Name} was done without '{needed}', which the document demands.";
            }
        }

        if (request.Content?.Headers.ContentType?.MediaType is not { } media || request.Content.Headers.ContentLength is 0
            || (sent is "{}" or "null" && operation.Says["requestBody"] is null))
        {
            yield break;
        }

        if (operation.Says["requestBody"]?["content"]?[media] is not { } described)
        {
            yield return $"{operation.Name} took a body of {media}, which the document does not have.";
        }
        else if (sent is not null)
        {
            foreach (var fault in SchemaFaults($"What {operation.Name} took", described["schema"], sent))
            {
                yield return fault;
            }
        }
    }

    private IEnumerable<string> AnswerFaults(Operation operation, int status, MediaTypeHeaderValue? type, string? answered)
    {
        var described = operation.Says["responses"]?[$"{status}"];
        if (described is null)
        {
            // A fault is no part of any promise; whoever provokes one asserts it.
            return status is 304 or 500 or 502 or 504 ? [] : [$"{operation.Name} answered {status}, which the document does not have."];
        }

        if (type?.MediaType is not { } media || answered is { Length: 0 })
        {
            return [];
        }

        return described["content"]?[media] is not { } content
            ? [$"{operation.Name} answered {status} with {media}, which the document does not have."]
            : answered is null ? [] : SchemaFaults($"The {status} of {operation.Name}", content["schema"], answered);
    }

    private IEnumerable<string> SchemaFaults(string what, JsonNode? schema, string json)
    {
        if (schema is null)
        {
            return [$"{what} has no schema."];
        }

        var result = Schema(schema).Evaluate(JsonNode.Parse(json), Naming);
        return result.IsValid
            ? []
            : (result.Details ?? []).Where(detail => detail.HasErrors).Take(3).Select(detail =>
                $"{what} is not as described at '{detail.InstanceLocation}' ({detail.EvaluationPath}): {string.Join("; ", detail.Errors!.Values)}");
    }

    private static bool Is(JsonNode parameter, string where, string name) =>
        string.Equals(parameter["in"]!.GetValue<string>(), where, StringComparison.Ordinal)
        && string.Equals(parameter["name"]!.GetValue<string>(), name, StringComparison.OrdinalIgnoreCase);

    private static string[] Segments(string path) => path.Trim('/').Split('/');
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing;

/// <summary>
/// Requests made from a service's OpenAPI document: mostly as it says, with something in them that nobody would send. The same seed
/// makes the same requests.
/// </summary>
/// <param name="references">What exists: periods, numbers and names that a parameter may ask for.</param>
/// <param name="files">By operation, well-formed bodies that are not JSON.</param>
public sealed class Fuzz(ApiDocument document, int seed, IReadOnlyList<string> references, ILookup<string, string> files)
{
    private static readonly string[] Texts =
    [
        "", " ", "x", "a%00b", "\u0001", "é", "\U0001F600", "‮evil", "' OR 1=1 --", "%", "_", "../../etc/passwd", "a/b", "a\\b", "<b>", "=1+1",
        "null", "true", "-1", "0", "NaN", "Infinity", "1e28", "79228162514264337593543950335", "9223372036854775808", "2147483648", "0.001",
        "0001-01-01", "9999-12-31", "2023-02-30", "2023-04-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2023-04-01T00:00:00+14:00",
        "31/12/9999", "0001/02-P01", "9998/99-P13", "2023/24-P13", "2023/24-P01", "2023/24", "9999/00", "2023-24", "2023-24-Q1", "9998-99-Q4", "HCC", "IWC",
        "00000000-0000-0000-0000-000000000000", "eyJhIjoxfQ==", new('9', 40), new('a', 300), new('b', 70_000),
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "0.5", "0.001", "100", "100.01", "1e3", "366", "100000", "2147483647", "2147483648", "-2147483649", "999999999999.99",
        "1000000000000", "1e12", "1e13", "9223372036854775807", "9223372036854775808", "1e28", "-1e28", "79228162514264337593543950335", "1e400",
        "0.00000000000000000000000000000000001",
    ];

    private static readonly string[] Oddities =
    [
        "null", "true", "[]", "{}", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "\"a\\u0000b\"", "[null]", "[[[[[[]]]]]]", "{\"a\":{\"a\":{}}}",
        "\"" + new string('x', 20_000) + "\"", new string('[', 80) + new string(']', 80), "nul", "'x'", "01",
    ];

    private static readonly string[] Kinds =
        ["application/json", "text/csv", "text/plain", "application/xml", "application/zip", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded", "nonsense"];

#pragma warning disable CA5394 // The same seed must make the same requests: nothing here is secret.
    private readonly Random _random = new(seed);

    /// <summary>The next request, and how to tell of it.</summary>
    public (HttpRequestMessage Request, string Told) Next()
    {
        var operation = Any(document.Operations);
        var address = new StringBuilder();
        foreach (var segment in operation.Path)
        {
            address.Append('/').Append(ApiDocument.Operation.IsParameter(segment) ? Uri.EscapeDataString(Reference()) : segment);
        }

        var parameters = operation.Says["parameters"]?.AsArray() ?? [];
        var query = parameters.Where(parameter => parameter!["in"]!.GetValue<string>() == "query" && Often())
            .Select(parameter => $"{parameter!["name"]!.GetValue<string>()}={(Seldom() ? Any(["%00", "%ff", "%ed%a0%80"]) : Uri.EscapeDataString(Plain(parameter["schema"])))}");
        var request = new HttpRequestMessage(
            new HttpMethod(operation.Method), new Uri($"{address}?{string.Join('&', query)}", UriKind.Relative));
        var body = operation.Method is "GET" ? null : Body(operation, request);
        foreach (var parameter in parameters.Where(parameter => parameter!["in"]!.GetValue<string>() == "header" && !Seldom()))
        {
            var name = parameter!["name"]!.GetValue<string>();
            request.Headers.TryAddWithoutValidation(name, name == "Idempotency-Key" && Often()
                ? _random.Next().ToString(CultureInfo.InvariantCulture) : Printable(Plain(parameter["schema"])));
        }

        if (Seldom())
        {
            request.Headers.TryAddWithoutValidation("Accept", Any(["text/csv", "application/x-ndjson", "*/*;q=x", "", "image/png"]));
            request.Headers.TryAddWithoutValidation("If-Match", Any(["\"1\"", "*", "W/\"\"", "x", "\"99999999999999999999\""]));
        }

        return (request, $"{operation.Name}: {operation.Method} {request.RequestUri} {body}");
    }

    private string? Body(ApiDocument.Operation operation, HttpRequestMessage request)
    {
        var kinds = operation.Says["requestBody"]?["content"]?.AsObject();
        var kind = kinds is null || Seldom() ? Any(Kinds) : Any([.. kinds.Select(content => content.Key)]);
        var body = kinds?[kind]?["schema"] is { } schema && kind == "application/json" && !files[operation.Name].Any()
            ? Json(schema, 0)
            : files[operation.Name].Any() && Often() ? Spoiled(Any([.. files[operation.Name]])) : Any([.. Oddities, .. Texts, "--b\r\n\r\n", "--b--"]);
        var bytes = Encoding.UTF8.GetBytes(body);
        if (Seldom() && bytes.Length > 0)
        {
            bytes[_random.Next(bytes.Length)] = Any<byte>([0, 0xFF, 0xC3, (byte)'"']);
        }

        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", kind);
        request.Content.Headers.ContentDisposition = Seldom() ? new ContentDispositionHeaderValue("attachment") { FileName = "a.csv" } : null;
        return $"{kind} {(body.Length > 2000 ? body[..2000] + "…" : body)}";
    }

    // One cell of a file in twenty is another than it should be.
    private string Spoiled(string file)
    {
        var cells = file.Split(',');
        for (var at = 0; at < cells.Length; at++)
        {
            if (_random.Next(20) == 0 && !cells[at].Contains('\n', StringComparison.Ordinal))
            {
                cells[at] = Any([.. Texts, .. Numbers, "\0", "a\0b"]);
            }
        }

        return string.Join(',', cells);
    }

    private string Json(JsonNode? schema, int depth)
    {
        if (_random.Next(40) == 0 || depth > 8)
        {
            return Any(Oddities);
        }

        schema = Resolved(schema);
        if (schema?["enum"] is JsonArray words)
        {
            return Seldom() ? Quoted(Text()) : Any([.. words.Select(word => word?.ToJsonString() ?? "null")]);
        }

        return Type(schema) switch
        {
            "object" => Object(schema!.AsObject(), depth),
            "array" => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Json(schema!["items"], depth + 1)))}]",
            "integer" or "number" => Any(Numbers),
            "boolean" => Any(["true", "false", "null", "0"]),
            _ => Quoted(Plain(schema)),
        };
    }

    private string Object(JsonObject schema, int depth)
    {
        var fields = (schema["properties"]?.AsObject() ?? []).Where(_ => _random.Next(15) > 0)
            .Select(field => $"{Quoted(field.Key)}:{Json(field.Value, depth + 1)}").ToList();
        if (schema["additionalProperties"] is JsonObject others)
        {
            fields.AddRange(Enumerable.Range(0, _random.Next(3)).Select(_ => $"{Quoted(Text())}:{Json(others, depth + 1)}"));
        }

        if (_random.Next(15) == 0)
        {
            fields.Add(Any(["\"surprise\":1", "\"\\ud800\":1", "\"\":null", .. fields]));
        }

        return $"{{{string.Join(',', fields)}}}";
    }

    private string Plain(JsonNode? schema)
    {
        schema = Resolved(schema);
        return Type(schema) switch
        {
            "integer" or "number" => Any(Numbers),
            "boolean" => Any(["true", "false", "1"]),
            _ => schema?["format"]?.GetValue<string>() switch
            {
                _ when Seldom() => Text(),
                "date" => Any(["2023-04-01", "2023-06-15", "2024-01-31", "0001-01-01", "9999-12-31", "1800-01-01", "2199-12-31"]),
                "date-time" => Any(["2023-05-01T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2199-12-31T23:59:59+00:00"]),
                "uuid" => Guid.Empty.ToString(),
                _ => Often() ? Any(references) : Text(),
            },
        };
    }

    private JsonNode? Resolved(JsonNode? schema)
    {
        var variant = (schema?["oneOf"] ?? schema?["anyOf"])?.AsArray() is { Count: > 0 } variants ? Any([.. variants]) : schema;
        return variant?["$ref"]?.GetValue<string>() is { } named ? document.Named(named) : variant;
    }

    private static string? Type(JsonNode? schema) => schema?["type"] switch
    {
        JsonArray several => several.Select(type => type!.GetValue<string>()).FirstOrDefault(type => type is not ("null" or "string"))
            ?? "string",
        { } type => type.GetValue<string>(),
        null => schema?["properties"] is null ? null : "object",
    };

    private string Reference() => Often() ? Any(references) : Text() is { Length: > 0 } text ? text : "x";

    private string Text() => Any(Texts) is var text && text.Length > 1000 && Often() ? "y" : text;

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Printable(string text) => string.Concat(text.Where(letter => letter is >= ' ' and <= '~').Take(2000));

    private bool Often() => _random.Next(10) < 8;

    private bool Seldom() => _random.Next(12) == 0;

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
#pragma warning restore CA5394
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Testing;

/// <summary>
/// Requests made from a service's OpenAPI document, each operation in its turn: some as the document says, some with something in them
/// that nobody would send. What the service answered is asked for and said again. The same seed makes the same requests, as long as the
/// service answers the same.
/// </summary>
/// <param name="references">What exists: periods, numbers and names that a parameter may ask for.</param>
/// <param name="named">What a parameter or field of that name is often asked for.</param>
/// <param name="files">By operation, well-formed bodies that are not JSON, each with what its address ends with, null for anything.</param>
/// <param name="taken">What the service has taken already: said again, and spoiled.</param>
public sealed class Fuzz(
    ApiDocument document, int seed, IReadOnlyList<string> references, ILookup<string, string> named, ILookup<string, Fuzz.Sent> files,
    IEnumerable<AsDescribed.Taken> taken)
{
    private const int MostLearntOfOneName = 40;

    public sealed record Sent(string? AddressEnds, byte[] Body);

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
    [
        "application/json", "text/csv", "text/plain", "application/xml", "application/zip", "multipart/form-data; boundary=b",
        "application/x-www-form-urlencoded", "nonsense",
    ];

    private static readonly string[] FileNames = ["a.csv", "a.xlsx", "a.docx", "a.pdf", "a.txt", "a"];

    private static readonly byte[] Zip = "PK"u8.ToArray();

    private readonly ILookup<string, AsDescribed.Taken> _taken =
        taken.ToLookup(request => document.Find(request.Method, request.Address)!.Name);

    private readonly Dictionary<string, List<string>> _learnt = new(StringComparer.OrdinalIgnoreCase);
    private int _turn;

    /// <summary>How many in a hundred of this request's values are odd.</summary>
    private int _odd;

#pragma warning disable CA5394 // The same seed must make the same requests: nothing here is secret.
    private readonly Random _random = new(seed);

    /// <summary>The next request, of which operation, and how to tell of it.</summary>
    public (ApiDocument.Operation Operation, HttpRequestMessage Request, string Told) Next()
    {
        var operation = document.Operations[_turn++ % document.Operations.Count];
        _odd = Any([0, 0, 4, 15, 40]);
        var file = files[operation.Name].Any() && !Oddly() ? Any([.. files[operation.Name]]) : null;
        var example = _taken[operation.Name].Any() && _random.Next(4) > 0 ? Any([.. _taken[operation.Name]]) : null;
        var address = new StringBuilder();
        for (var at = 0; at < operation.Path.Count; at++)
        {
            var segment = operation.Path[at];
            address.Append('/').Append(!ApiDocument.Operation.IsParameter(segment) ? segment : Uri.EscapeDataString(
                file is not null && at == operation.Path.Count - 1 && file.AddressEnds is { } end ? end
                : example is not null && !Oddly() ? Uri.UnescapeDataString(example.Address.Segments[at + 1].TrimEnd('/'))
                : Reference(segment.Trim('{', '}').Split(':')[0])));
        }

        var parameters = operation.Says["parameters"]?.AsArray() ?? [];
        var query = parameters.Where(parameter => parameter!["in"]!.GetValue<string>() == "query"
                && (parameter["required"]?.GetValue<bool>() == true ? !Oddly() : _random.Next(3) == 0))
            .Select(parameter => (Name: parameter!["name"]!.GetValue<string>(), Schema: parameter["schema"]))
            .Select(asked => $"{asked.Name}={(Oddly() ? Any(["%00", "%ff", "%ed%a0%80"]) : Uri.EscapeDataString(Plain(asked.Name, asked.Schema)))}");
        var request = new HttpRequestMessage(
            new HttpMethod(operation.Method), new Uri($"{address}?{string.Join('&', query)}", UriKind.Relative));
        var body = operation.Method is "GET" ? null : Body(operation, request, file, example);
        foreach (var parameter in parameters.Where(parameter => parameter!["in"]!.GetValue<string>() == "header" && !Oddly()))
        {
            var name = parameter!["name"]!.GetValue<string>();
            request.Headers.TryAddWithoutValidation(name, name == "Idempotency-Key" && !Oddly()
                ? _random.Next().ToString(CultureInfo.InvariantCulture) : Printable(Plain(name, parameter["schema"])));
        }

        if (Oddly())
        {
            request.Headers.TryAddWithoutValidation("Accept", Any(["text/csv", "application/x-ndjson", "*/*;q=x", "", "image/png"]));
            request.Headers.TryAddWithoutValidation("If-Match", Any(["\"1\"", "*", "W/\"\"", "x", "\"99999999999999999999\""]));
        }

        return (operation, request, $"{operation.Name}: {operation.Method} {request.RequestUri} {body}");
    }

    /// <summary>Keeps what the service itself said, by the names of its fields, to ask for it.</summary>
    public void Learn(JsonNode? answer)
    {
        switch (answer)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    if (value is JsonValue known)
                    {
                        Keep(name, known.ToString());
                    }

                    Learn(value);
                }

                break;
            case JsonArray several:
                foreach (var one in several.Take(5))
                {
                    Learn(one);
                }

                break;
        }
    }

    private void Keep(string name, string value)
    {
        if (!_learnt.TryGetValue(name, out var known))
        {
            _learnt.Add(name, known = []);
        }

        if (value.Length <= 200 && !known.Contains(value))
        {
            known.Add(value);
            if (known.Count > MostLearntOfOneName)
            {
                known.RemoveAt(_random.Next(known.Count));
            }
        }
    }

    private string? Body(ApiDocument.Operation operation, HttpRequestMessage request, Sent? file, AsDescribed.Taken? example)
    {
        var kinds = operation.Says["requestBody"]?["content"]?.AsObject();
        var kind = kinds is null || Oddly() ? Any(Kinds) : Any([.. kinds.Select(content => content.Key)]);
        var bytes = file is not null ? Spoiled(file.Body)
            : example is not null && kind == "application/json" ? Encoding.UTF8.GetBytes(Spoiled(JsonNode.Parse(example.Body)))
            : kinds?[kind]?["schema"] is { } schema && kind == "application/json" ? Encoding.UTF8.GetBytes(Json("", schema, 0))
            : Encoding.UTF8.GetBytes(Any([.. Oddities, .. Texts, "--b\r\n\r\n", "--b--"]));
        if (Oddly() && bytes.Length > 0)
        {
            bytes[_random.Next(bytes.Length)] = Any<byte>([0, 0xFF, 0xC3, (byte)'"']);
        }

        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", kind.Replace("*/*", "text/plain", StringComparison.Ordinal));
        request.Content.Headers.ContentDisposition = Oddly() ? null : new ContentDispositionHeaderValue("attachment") { FileName = Any(FileNames) };
        var body = Encoding.UTF8.GetString(bytes);
        return $"{kind} {(body.Length > 2000 ? body[..2000] + "…" : body)}";
    }

    private string Spoiled(JsonNode? example) => example switch
    {
        _ when _random.Next(200) < _odd => Any(Oddities),
        JsonObject fields => $"{{{string.Join(',', fields.Where(_ => _random.Next(200) >= _odd)
            .Select(field => $"{Quoted(field.Key)}:{Spoiled(field.Value)}"))}}}",
        JsonArray several => $"[{string.Join(',', several.Select(Spoiled))}]",
        _ when !Oddly() => example?.ToJsonString() ?? "null",
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => Any(Numbers),
        _ => Quoted(Text()),
    };

    // Of a table or a document some cells are other than they should be, of a zip some bytes.
    private byte[] Spoiled(byte[] file)
    {
        if (file.AsSpan().StartsWith(Zip))
        {
            byte[] zip = [.. file];
            for (var spoilt = 0; spoilt < _odd / 4; spoilt++)
            {
                zip[_random.Next(zip.Length)] ^= (byte)_random.Next(256);
            }

            return Oddly() ? zip[.._random.Next(zip.Length)] : zip;
        }

        var cells = Encoding.Latin1.GetString(file).Split(',');
        for (var at = 0; at < cells.Length; at++)
        {
            if (_random.Next(400) < _odd && !cells[at].Contains('\n', StringComparison.Ordinal))
            {
                cells[at] = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Any([.. Texts, .. Numbers, "\0", "a\0b"])));
            }
        }

        return Encoding.Latin1.GetBytes(string.Join(',', cells));
    }

    private string Json(string name, JsonNode? schema, int depth)
    {
        if (depth > 8 || _random.Next(200) < _odd)
        {
            return Any(Oddities);
        }

        schema = Resolved(schema);
        if (schema?["enum"] is JsonArray words)
        {
            return Oddly() ? Quoted(Text()) : Any([.. words.Select(word => word?.ToJsonString() ?? "null")]);
        }

        return Type(schema) switch
        {
            "object" => Object(schema!.AsObject(), depth),
            "array" => $"[{string.Join(',', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Json(name, schema!["items"], depth + 1)))}]",
            "integer" or "number" => Number(schema!),
            "boolean" => Oddly() ? Any(["null", "0"]) : Any(["true", "false"]),
            "null" => "null",
            _ => Quoted(Plain(name, schema)),
        };
    }

    private string Object(JsonObject schema, int depth)
    {
        var demanded = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        var fields = (schema["properties"]?.AsObject() ?? []).Where(field => demanded.Contains(field.Key) ? !Oddly() : _random.Next(3) > 0)
            .Select(field => $"{Quoted(field.Key)}:{Json(field.Key, field.Value, depth + 1)}").ToList();
        if (schema["additionalProperties"] is JsonObject others)
        {
            fields.AddRange(Enumerable.Range(0, _random.Next(3))
                .Select(_ => $"{Quoted(Oddly() ? Text() : Any(references))}:{Json("", others, depth + 1)}"));
        }

        if (Oddly())
        {
            fields.Add(Any(["\"surprise\":1", "\"\\ud800\":1", "\"\":null", .. fields]));
        }

        return $"{{{string.Join(',', fields)}}}";
    }

    private string Number(JsonNode schema) => Oddly() ? Any(Numbers) : Any(
    [
        "1", "2", "7", Type(schema) == "integer" ? "30" : "12.50",
        schema["minimum"]?.ToJsonString() ?? "3", schema["maximum"]?.ToJsonString() ?? "1000000",
    ]);

    private string Plain(string name, JsonNode? schema)
    {
        schema = Resolved(schema);
        return Type(schema) switch
        {
            "integer" or "number" => Number(schema!),
            "boolean" => Any(["true", "false", "1"]),
            _ when Oddly() => Text(),
            _ => schema?["format"]?.GetValue<string>() switch
            {
                "date" => Oddly() ? Any(["0001-01-01", "9999-12-31", "1800-01-01", "2199-12-31"]) : Any(["2023-04-01", "2023-06-15", "2024-01-31"]),
                "date-time" => Oddly() ? Any(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2199-12-31T23:59:59+00:00"]) : "2023-05-01T09:00:00Z",
                "uuid" => Known(name) ?? Known("id") ?? Guid.Empty.ToString(),
                _ => Known(name) is { } known && _random.Next(3) > 0 ? known : Sentence(schema),
            },
        };
    }

    private string Sentence(JsonNode? schema)
    {
        var least = schema?["minLength"]?.GetValue<int>() ?? 0;
        var most = schema?["maxLength"]?.GetValue<int>() ?? int.MaxValue;
        string[] fitting = [.. references.Where(known => known.Length >= least && known.Length <= most)];
        return fitting.Length > 0 ? Any(fitting) : "As both councils agreed it on the day that they say they did, at the latest."[..Math.Min(most, 76)];
    }

    private string? Known(string name) =>
        named[name].Any() && _random.Next(2) == 0 ? Any([.. named[name]])
        : _learnt.TryGetValue(name, out var values) ? Any(values)
        : null;

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

    private string Reference(string name) =>
        Oddly() ? Text() is { Length: > 0 } text ? text : "x"
        : Known(name) is { Length: > 0 } known && _random.Next(5) > 0 ? known
        : Any(references);

    private string Text() => Any(Texts) is var text && text.Length > 1000 && _random.Next(10) < 8 ? "y" : text;

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Printable(string text) => string.Concat(text.Where(letter => letter is >= ' ' and <= '~').Take(2000));

    private bool Oddly() => _random.Next(100) < _odd;

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
#pragma warning restore CA5394
}

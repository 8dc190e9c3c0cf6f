using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ServiceDefaults;

/// <summary>
/// What no request and no event may say, because no column and no sum can hold it: text that is no text, numbers and days beyond
/// any that a council has. Looked for once, before anything is done; the refusal names the field, the value and the bound.
/// </summary>
public static class Unreadable
{
    /// <summary>A trillion: its product with any share, rate or count of days still fits a decimal and a column.</summary>
    public const decimal LargestNumber = 1_000_000_000_000m;

    /// <summary>Before the oldest school, and far enough from the calendar's ends that months can be counted either way.</summary>
    public static readonly DateOnly FirstDay = new(1800, 1, 1);

    /// <inheritdoc cref="FirstDay"/>
    public static readonly DateOnly LastDay = new(2199, 12, 31);

    /// <summary>The request as a whole is refused, because of this field.</summary>
    internal sealed class Exception(string name, string sentence)
        : BadHttpRequestException($"'{name}' {sentence}", StatusCodes.Status400BadRequest)
    {
        public string Field => name;
    }

    /// <summary>Of a whole JSON document, before its digest is taken or a field of it is used.</summary>
    /// <exception cref="BadHttpRequestException">A field is unreadable.</exception>
    public static void Check(JsonElement root) => Check(root, "");

    /// <summary>Of an event from another service, before anything is kept of it.</summary>
    /// <exception cref="BadHttpRequestException">A field is unreadable.</exception>
    internal static void Check(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        Check(document.RootElement);
    }

    /// <summary>Of an address: its query, and the days in it that the endpoint asks for. No server lets a NUL through in a path.</summary>
    internal static void Check(HttpRequest request)
    {
        foreach (var (name, values) in request.Query)
        {
            CheckText(name, name);
            foreach (var value in values)
            {
                CheckText(name, value ?? "");
            }
        }

        var handler = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>();
        foreach (var name in handler?.GetParameters().SelectMany(DaysAsked) ?? [])
        {
            var given = request.RouteValues.GetValueOrDefault(name) as string ?? request.Query[name].FirstOrDefault();
            if (DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                CheckDay(name, DateOnly.FromDateTime(instant.DateTime), given);
            }
        }
    }

    private static IEnumerable<string> DaysAsked(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Where(property => IsDay(property.PropertyType))
                .Select(property => NameOf(property, property.Name))
            : IsDay(parameter.ParameterType) ? [NameOf(parameter, parameter.Name!)] : [];

    private static string NameOf(ICustomAttributeProvider asked, string otherwise) =>
        asked.GetCustomAttributes(inherit: false).OfType<IFromQueryMetadata>().SingleOrDefault()?.Name ?? otherwise;

    private static bool IsDay(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var day
        && (day == typeof(DateOnly) || day == typeof(DateTimeOffset) || day == typeof(DateTime));

    private static void Check(JsonElement value, string field)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Check(member.Value, field.Length == 0 ? NameOf(member, field) : $"{field}.{NameOf(member, field)}");
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                {
                    Check(item, $"{field}[{index}]");
                }

                break;
            case JsonValueKind.String:
                var text = TextOf(value.GetString, field);
                CheckText(field, text!);
                CheckWrittenDay(field, text!);
                break;
            case JsonValueKind.Number when !value.TryGetDecimal(out var number) || Math.Abs(number) > LargestNumber:
                throw new Exception(field, $"is {Shortened(value.GetRawText())}; a number here is between -{Bound} and {Bound}.");
        }
    }

    private static string Bound => LargestNumber.ToString("N0", CultureInfo.InvariantCulture);

    private static string NameOf(JsonProperty member, string field)
    {
        var name = TextOf(() => member.Name, field)!;
        CheckText(field, name);
        return name;
    }

    // Half of a surrogate pair, or bytes that are not UTF-8, can't be made text.
    private static string? TextOf(Func<string?> read, string field)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw NoText(field);
        }
    }

    private static void CheckText(string field, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal) || HasHalfAPair(text))
        {
            throw NoText(field);
        }
    }

    private static bool HasHalfAPair(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return true;
            }
        }

        return false;
    }

    private static Exception NoText(string field) => new(
        field is "" ? "body" : field,
        "has a character that can't be kept: a NUL (\\u0000), half of a surrogate pair, or bytes that are not UTF-8.");

    private static void CheckWrittenDay(string field, string text)
    {
        if (text.Length >= 10 && (text.Length == 10 || text[10] is 'T' or 't' or ' ')
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            CheckDay(field, day, text);
        }
    }

    private static void CheckDay(string field, DateOnly day, string given)
    {
        if (day < FirstDay || day > LastDay)
        {
            throw new Exception(field, $"is {Shortened(given)}; a day here is between {FirstDay:yyyy-MM-dd} and {LastDay:yyyy-MM-dd}.");
        }
    }

    private static string Shortened(string value) => value.Length <= 40 ? value : $"{value[..40]}…";
}

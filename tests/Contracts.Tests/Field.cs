using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Contracts.Tests;

/// <summary>One property of an event, as the wire shows it.</summary>
internal sealed record Field(string Name, string JsonType, string? Format, bool Nullable, bool List, bool ByName, object Example)
{
    public static IReadOnlyList<Field> Of(Type @event) =>
        [.. @event.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(Of)];

    /// <summary>As <c>string (date), may be null</c>.</summary>
    public string Describe()
    {
        var one = Format is null ? JsonType : $"{JsonType} ({Format})";
        var all = List ? $"list of {one}" : ByName ? $"{one} by name" : one;
        return Nullable ? $"{all}, may be null" : all;
    }

    private static Field Of(PropertyInfo property)
    {
        var type = property.PropertyType;
        var nullable = new NullabilityInfoContext().Create(property).ReadState is NullabilityState.Nullable;
        var list = type == typeof(IReadOnlyList<string>);
        var byName = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
        var one = list ? typeof(string) : byName ? type.GetGenericArguments()[1] : System.Nullable.GetUnderlyingType(type) ?? type;
        var (jsonType, format, example) = Primitive(one, property.Name);

        return new(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            jsonType,
            format,
            nullable,
            list,
            byName,
            list ? new[] { example } : byName ? new Dictionary<string, object> { ["name"] = example } : example);
    }

    private static (string JsonType, string? Format, object Example) Primitive(Type type, string name) => type.Name switch
    {
        nameof(String) => ("string", null, name),
        nameof(Int32) => ("integer", null, 1),
        nameof(Boolean) => ("boolean", null, true),
        nameof(Decimal) => ("number", null, 1.5m),
        nameof(DateOnly) => ("string", "date", new DateOnly(2023, 4, 1)),
        nameof(DateTimeOffset) => ("string", "date-time", DateTimeOffset.Parse("2023-05-09T09:00:00+01:00", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{name} is a {type}: a contract holds primitives, days, instants and amounts only."),
    };
}

using System.Globalization;

namespace Governance.Agreements;

/// <summary>One parameter of a clause kind: its name, what its text may be, and when it must be given.</summary>
public sealed record ClauseParameter
{
    /// <summary>A thousand million pounds: more than any two councils share, and little enough for every sum that is made of it.</summary>
    private const decimal MostPounds = 1_000_000_000m;

    private readonly Func<string, bool> isReadable;

    private ClauseParameter(string name, string form, Func<string, bool> isReadable)
    {
        Name = name;
        Form = form;
        this.isReadable = isReadable;
    }

    public string Name { get; }

    /// <summary>In an officer's words: <c>pounds, such as 1640000.00</c>.</summary>
    public string Form { get; }

    /// <summary>The other parameter, and its value, that makes this one needed and allowed; null when it is always needed.</summary>
    public (string Name, string Value)? Condition { get; private init; }

    /// <summary>May be left out.</summary>
    public bool IsOptional { get; private init; }

    public static ClauseParameter Text(string name) =>
        new(name, "a sentence of at most 400 characters", text => text.Trim().Length is > 0 and <= 400);

    public static ClauseParameter Code(string name) =>
        new(name, "a code of at most 32 characters without spaces", text => text.Length is > 0 and <= 32 && !text.Any(char.IsWhiteSpace));

    public static ClauseParameter OneOf(string name, params string[] values) =>
        new(
            name,
            values.Length == 1 ? values[0] : $"one of {string.Join(", ", values)}",
            text => values.Contains(text, StringComparer.Ordinal));

    public static ClauseParameter SomeOf(string name, params string[] values) =>
        new(
            name,
            $"some of {string.Join(", ", values)}, each once, with a space between",
            text => text.Split(' ') is var some && some.All(values.Contains) && some.Distinct(StringComparer.Ordinal).Count() == some.Length);

    public static ClauseParameter Day(string name) =>
        new(
            name,
            "a day, such as 2023-04-01",
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    public static ClauseParameter Pounds(string name) =>
        new(name, "pounds with two decimals, such as 1640000.00", text =>
            IsDecimal(text, out var scale) && scale == 2 && decimal.Parse(text, CultureInfo.InvariantCulture) <= MostPounds);

    public static ClauseParameter Percent(string name) => new(name, "a percentage from 0 to 100, such as 20", text =>
        IsDecimal(text, out _) && decimal.Parse(text, CultureInfo.InvariantCulture) <= 100);

    public static ClauseParameter Whole(string name) =>
        new(
            name,
            "a whole number from 0 to 366",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 366);

    public static ClauseParameter Codes(string name) =>
        new(
            name,
            "codes with a space between, such as HCC IWC",
            text => text.Split(' ') is var codes && codes.All(code => code.Length is > 0 and <= 32)
                && codes.Distinct(StringComparer.Ordinal).Count() == codes.Length);

    public static ClauseParameter Shares(string name) =>
        new(
            name,
            "each code with its percentage, such as HCC 60, IWC 40",
            text => text.Split(", ").All(share => share.Split(' ') is [{ Length: > 0 }, var percent]
                && IsDecimal(percent, out var scale) && scale <= 4 && decimal.Parse(percent, CultureInfo.InvariantCulture) <= 100));

    public ClauseParameter Optional() => this with { IsOptional = true };

    public ClauseParameter NeededWhen(string name, string value) => this with { Condition = (name, value) };

    /// <summary>What is wrong with this parameter in what was given, or null.</summary>
    public string? FaultIn(IReadOnlyDictionary<string, string> given)
    {
        var needed = Condition is not { } condition || given.GetValueOrDefault(condition.Name) == condition.Value;
        return (given.TryGetValue(Name, out var text), needed) switch
        {
            (false, true) => IsOptional ? null : $"Give {Name}: {Form}.",
            (false, false) => null,
            (true, false) => $"Leave {Name} out unless {Condition?.Name} is {Condition?.Value}.",
            (true, true) => isReadable(text!) ? null : $"{Name} must be {Form}."
        };
    }

    private static bool IsDecimal(string text, out int scale)
    {
        scale = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && text.Length > 0 && text[^1] != '.' && text[0] != '.';
    }
}

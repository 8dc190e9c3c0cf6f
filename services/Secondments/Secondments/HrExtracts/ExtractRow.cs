using System.Globalization;
using Values;

namespace Secondments.HrExtracts;

/// <summary>A row of an extract with only what is kept of it, and the rule of each column.</summary>
public sealed class ExtractRow(int number)
{
    /// <summary>Column by column in this order; the first that says no refuses the row.</summary>
    public static readonly IReadOnlyList<(string Column, Func<ExtractRow, string, string, Refusal?> Rule)> Rules =
    [
        (ExtractColumns.EmployeeNumber, (row, value, _) => row.TakeEmployeeNumber(value)),
        (ExtractColumns.Employment, (row, value, council) => row.TakeEmployment(value, council)),
        (ExtractColumns.PostTitle, (row, value, _) => row.TakePostTitle(value)),
        (ExtractColumns.EffectiveFrom, (row, value, _) => row.TakeEffectiveFrom(value)),
        (ExtractColumns.Spine, (row, value, _) => row.TakeSpine(value)),
        (ExtractColumns.SpinePoint, (row, value, _) => row.TakeSpinePoint(value)),
        (ExtractColumns.FullTimeSalary, (row, value, _) => row.TakeFullTimeSalary(value)),
        (ExtractColumns.Fte, (row, value, _) => row.TakeFte(value)),
        (ExtractColumns.PensionScheme, (row, value, _) => row.TakePensionScheme(value)),
        (ExtractColumns.LastDay, (row, value, _) => row.TakeLastDay(value)),
    ];

    private static readonly Refusal PersonalDataHere = new("personal-data", "The cell looks like data about a person that must not come here.");

    private string _spine = "";
    private int? _spinePoint;
    private decimal? _fullTimeSalary;
    private decimal _fte;
    private string _pensionScheme = "";

    public int Number => number;

    public string EmployeeNumber { get; private set; } = "";

    public string EmploymentReference { get; private set; } = "";

    public string PostTitle { get; private set; } = "";

    public DateOnly EffectiveFrom { get; private set; }

    public DateOnly? LastDay { get; private set; }

    public Pay Pay => new(_spine, _spinePoint, _fullTimeSalary, _fte, _pensionScheme);

    private Refusal? TakeEmployeeNumber(string value)
    {
        EmployeeNumber = value;
        return PersonalData.IsNationalInsuranceNumber(value) ? PersonalDataHere
            : IsReference(value) ? null : new Refusal("not-a-reference", "1 to 16 letters, digits and hyphens are needed.");
    }

    private Refusal? TakeEmployment(string value, string council)
    {
        EmploymentReference = value;
        return !IsReference(value) ? new Refusal("not-a-reference", "1 to 16 letters, digits and hyphens are needed.")
            : !value.StartsWith($"{council}-", StringComparison.Ordinal)
                ? new Refusal("another-councils-employment", $"The references of {council}'s employments begin with {council}-.")
            : null;
    }

    private Refusal? TakePostTitle(string value)
    {
        PostTitle = value;
        return PersonalData.MayBeIn(value) ? PersonalDataHere
            : value.Length is >= 1 and <= 120 ? null : new Refusal("not-a-title", "A title of 1 to 120 characters is needed.");
    }

    private Refusal? TakeEffectiveFrom(string value)
    {
        var isDay = TryDay(value, out var day);
        EffectiveFrom = day;
        return isDay ? null : new Refusal("not-a-day", "A day such as 2023-04-01 is needed.");
    }

    private Refusal? TakeSpine(string value)
    {
        _spine = value;
        return PaySpines.IsKnown(value) ? null : new Refusal("unknown-spine", "The spine must be NJC, JNC-CO or OFF-SPINE.");
    }

    private Refusal? TakeSpinePoint(string value)
    {
        if (PaySpines.IsSalaried(_spine))
        {
            return value is "" ? null : new Refusal("point-off-the-spine", $"{_spine} has no points. Leave the cell empty.");
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var point)
            || !PaySpines.HasPoint(_spine, point, EffectiveFrom))
        {
            return new Refusal("unknown-pay-point", $"{_spine} has no such point on {EffectiveFrom:yyyy-MM-dd}.");
        }

        _spinePoint = point;
        return null;
    }

    private Refusal? TakeFullTimeSalary(string value)
    {
        // On a spine the point says it all; the pounds are not kept.
        if (!PaySpines.IsSalaried(_spine))
        {
            return null;
        }

        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var salary)
            || salary is <= 0 or >= 1_000_000 || salary * 100 != decimal.Truncate(salary * 100))
        {
            return new Refusal("salary-missing", $"{_spine} needs the full-time salary in pounds, at most two decimals.");
        }

        _fullTimeSalary = salary;
        return null;
    }

    private Refusal? TakeFte(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _fte)
            && _fte is > 0 and <= 1 && _fte * 10_000 == decimal.Truncate(_fte * 10_000)
            ? null
            : new Refusal("fte-outside-0-1", "FTE is contracted hours over full-time hours: above 0, at most 1, at most four decimals.");

    private Refusal? TakePensionScheme(string value)
    {
        _pensionScheme = value;
        return value is "LGPS" or "TPS" or "NONE" ? null : new Refusal("unknown-pension-scheme", "The scheme must be LGPS, TPS or NONE.");
    }

    private Refusal? TakeLastDay(string value)
    {
        if (value is "")
        {
            return null;
        }

        if (!TryDay(value, out var day) || day < EffectiveFrom)
        {
            return new Refusal("not-a-last-day", "A day such as 2023-04-30, not before effective_from, or an empty cell is needed.");
        }

        LastDay = day;
        return null;
    }

    private static bool TryDay(string value, out DateOnly day) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool IsReference(string value) =>
        value.Length is >= 1 and <= 16 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-');
}

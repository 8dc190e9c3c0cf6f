namespace Secondments.HrExtracts;

/// <summary>The columns of an HR extract: those that are read, and those that must never come further than the door.</summary>
public static class ExtractColumns
{
    public const string EmployeeNumber = "employee_no";
    public const string Employment = "employment_ref";
    public const string PostTitle = "post_title";
    public const string Spine = "spine";
    public const string SpinePoint = "spine_point";
    public const string FullTimeSalary = "full_time_salary";
    public const string Fte = "fte";
    public const string PensionScheme = "pension_scheme";
    public const string EffectiveFrom = "effective_from";
    public const string LastDay = "last_day";

    public static readonly IReadOnlyList<string> Required =
        [EmployeeNumber, Employment, PostTitle, Spine, SpinePoint, FullTimeSalary, Fte, PensionScheme, EffectiveFrom];

    /// <summary>A leaver's last day, empty for who stays; the column may be absent.</summary>
    public static readonly IReadOnlyList<string> Optional = [LastDay];

    // UK GDPR article 5(1)(c): what a platform for sharing staff does not need, it must not hold (domain.md B10, E2).
    private static readonly IReadOnlyList<string> Forbidden =
    [
        "nino", "ninumber", "nationalinsurance", "dateofbirth", "dob", "birth", "bank", "sortcode", "accountnumber", "iban",
        "address", "postcode", "ethnic", "religion", "orientation", "disab", "sick", "absence", "medical", "union", "dbs", "passport",
    ];

    public static bool IsRead(string column) => Required.Concat(Optional).Contains(column, StringComparer.OrdinalIgnoreCase);

    public static bool IsForbidden(string column)
    {
        var letters = string.Concat(column.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return letters is "ni" || Forbidden.Any(word => letters.Contains(word, StringComparison.Ordinal));
    }
}

using System.Text.RegularExpressions;

namespace Secondments.HrExtracts;

/// <summary>Knows by their shape what may be about a person's identity, birth or bank, should it come in a column where it has no business.</summary>
public static partial class PersonalData
{
    public static bool IsNationalInsuranceNumber(string value) => NationalInsurance().IsMatch(value);

    public static bool MayBeIn(string value) => IsNationalInsuranceNumber(value) || BirthOrBank().IsMatch(value);

    [GeneratedRegex(@"[A-Za-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-Da-d]\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NationalInsurance();

    [GeneratedRegex(@"\d{2}-?\d{2}-?\d{2}\D+\d{6,8}|\b\d{6,8}\b|\b\d{1,2}/\d{1,2}/\d{4}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BirthOrBank();
}

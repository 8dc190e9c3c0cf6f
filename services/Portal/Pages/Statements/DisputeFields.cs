using Portal.Govuk;

namespace Portal.Pages.Statements;

/// <summary>What every dispute says, of one line or of several, as the services hold it too.</summary>
public static class DisputeFields
{
    public const string Hint = "The other council reads this. Name no person and nothing about anyone’s health.";

    private const int ShortestExplanation = 10;
    private const int LongestExplanation = 2000;

    public static void CheckDisputeReason(this FieldErrors errors, string? reason)
    {
        if (StateWords.DisputeReasons.All(known => known.Value != reason))
        {
            errors.Add("reason", "Select what is wrong with the line");
        }
    }

    public static void CheckExplanation(this FieldErrors errors, string? explanation)
    {
        if (string.IsNullOrWhiteSpace(explanation))
        {
            errors.Add("explanation", "Explain why you dispute the line");
        }
        else if (explanation.Trim().Length < ShortestExplanation)
        {
            errors.Add("explanation", $"Your explanation must be {ShortestExplanation} characters or more");
        }
        else if (explanation.Length > LongestExplanation)
        {
            errors.Add("explanation", $"Your explanation must be {LongestExplanation:N0} characters or fewer");
        }
    }
}

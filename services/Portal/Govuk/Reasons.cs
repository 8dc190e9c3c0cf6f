namespace Portal.Govuk;

/// <summary>What an officer decides is given with a reason, as the services hold it too.</summary>
public static class Reasons
{
    private const int Shortest = 10;
    private const int Longest = 2000;

    public static void CheckReason(this FieldErrors errors, string? reason)
    {
        if (reason?.Trim().Length is not (>= Shortest and <= Longest))
        {
            errors.Add("reason", $"Give your reason in {Shortest} to {Longest:N0} characters");
        }
    }
}

namespace SchoolSupport;

/// <summary>Who reads what here, in the words of <c>docs/roles.md</c>.</summary>
public static class Readers
{
    /// <summary>Schools and day rates.</summary>
    public static readonly string[] OfSchools =
        ["school-improvement-manager", "adviser", "budget-holder", "finance-officer", "s151-delegate", "vat-officer", "auditor"];

    /// <summary>Commissions, their days and their declared interests: the monitoring officer looks at those.</summary>
    public static readonly string[] OfCommissions = [.. OfSchools, "monitoring-officer"];
}

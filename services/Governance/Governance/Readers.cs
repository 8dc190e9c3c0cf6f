namespace Governance;

/// <summary>Who reads what here, in the words of <c>docs/roles.md</c>.</summary>
public static class Readers
{
    /// <summary>What a joint board has to answer, and what it answered.</summary>
    public static readonly string[] OfAgendas =
        ["governance-officer", "monitoring-officer", "finance-officer", "s151-delegate", "budget-holder", "auditor"];

    /// <summary>Bodies, decisions, directions, agreements and clauses: what charges, placements and commissions rest on.</summary>
    public static readonly string[] OfDecisions =
        [.. OfAgendas, "vat-officer", "hr-officer", "hr-approver", "school-improvement-manager"];
}

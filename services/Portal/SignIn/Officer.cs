using System.Security.Claims;

namespace Portal.SignIn;

/// <summary>Who is signed in, as far as pages show it. What an officer may do is for the services to say.</summary>
public static class Officer
{
    public const string CouncilClaim = "council";

    /// <summary>The policy of pages where a council's word on money is given. The services hold the same rule.</summary>
    public const string FinanceOfficer = "finance-officer";

    /// <summary>The policy of pages that an S151 delegate may use too. The services hold the same rule.</summary>
    public const string MoneyOfficer = "money-officer";

    /// <summary>The policy of pages where officers talk of lines. The services hold the same rule.</summary>
    public const string Talker = "talker";

    /// <summary>The policy of pages where matters are put before a board. The services hold the same rule.</summary>
    public const string GovernanceOfficer = "governance-officer";

    /// <summary>The policy of pages where a council's approver signs. The services hold the same rule.</summary>
    public const string S151Delegate = "s151-delegate";

    public static bool IsFinanceOfficer(this ClaimsPrincipal officer) => officer.HasClaim("roles", FinanceOfficer);

    public static bool IsS151Delegate(this ClaimsPrincipal officer) => officer.HasClaim("roles", S151Delegate);

    public static bool IsMoneyOfficer(this ClaimsPrincipal officer) => officer.IsFinanceOfficer() || officer.IsS151Delegate();

    /// <summary>Those who work on money; others have the statements to read. The services hold the same rule.</summary>
    public static bool HasAMoneyPost(this ClaimsPrincipal officer) =>
        officer.IsMoneyOfficer() || officer.HasClaim("roles", "budget-holder") || officer.HasClaim("roles", "auditor");

    /// <summary>Invoices, and the reports on VAT. The services hold the same rule, and those that follow.</summary>
    public static bool ReadsInvoices(this ClaimsPrincipal officer) => officer.HasAMoneyPost() || officer.HasClaim("roles", "vat-officer");

    public static bool ReadsStatements(this ClaimsPrincipal officer) =>
        officer.ReadsInvoices() || officer.HasClaim("roles", "school-improvement-manager");

    public static bool ReadsDisputes(this ClaimsPrincipal officer) => officer.ReadsInvoices() || officer.IsGovernanceOfficer();

    public static bool ReadsAgendas(this ClaimsPrincipal officer) => officer.HasAMoneyPost() || officer.IsGovernanceOfficer();

    public static bool ReadsJournals(this ClaimsPrincipal officer) => officer.IsMoneyOfficer() || officer.HasClaim("roles", "auditor");

    public static bool CanTalk(this ClaimsPrincipal officer) =>
        officer.IsMoneyOfficer() || officer.HasClaim("roles", "vat-officer") || officer.HasClaim("roles", "budget-holder");

    /// <summary>The monitoring officer too.</summary>
    public static bool IsGovernanceOfficer(this ClaimsPrincipal officer) =>
        officer.HasClaim("roles", GovernanceOfficer) || officer.HasClaim("roles", "monitoring-officer");

    public static string Council(this ClaimsPrincipal officer) =>
        officer.FindFirstValue(CouncilClaim) ?? throw new InvalidOperationException("A session without a council.");

    public static string Name(this ClaimsPrincipal officer) =>
        officer.FindFirstValue("name")
        ?? officer.FindFirstValue("sub")
        ?? throw new InvalidOperationException("A session without a subject.");
}

namespace Secondments;

/// <summary>The roles and the scope that this service asks for; the councils' identity providers give them.</summary>
public static class Roles
{
    public const string HrOfficer = "hr-officer";
    public const string HrApprover = "hr-approver";
    public const string HrExtractsWrite = "hr-extracts:write";

    /// <summary>What a person is paid: HR and finance of the home council. Nobody else, not an auditor either.</summary>
    public static readonly string[] ReadersOfPay = [HrOfficer, HrApprover, "finance-officer", "s151-delegate"];

    /// <summary>Secondments, shared posts and the agreements that they rest on: no pay is in them.</summary>
    public static readonly string[] ReadersOfPlacements =
        [.. ReadersOfPay, "budget-holder", "vat-officer", "auditor", "governance-officer", "monitoring-officer"];
}

namespace Secondments;

/// <summary>The roles and the scope that this service asks for; the councils' identity providers give them.</summary>
public static class Roles
{
    public const string HrOfficer = "hr-officer";
    public const string HrApprover = "hr-approver";
    public const string FinanceOfficer = "finance-officer";
    public const string Auditor = "auditor";
    public const string HrExtractsWrite = "hr-extracts:write";
}

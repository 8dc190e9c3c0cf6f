using Recharging.Engine.Lines;
using ServiceDefaults;

namespace Recharging;

/// <summary>Who reads what here, in the words of <c>docs/roles.md</c>. What a council reads of the other's, <c>Access.sql</c> says.</summary>
public static class Readers
{
    /// <summary>Runs, books, ledgers, reconciliations, balances.</summary>
    public static readonly string[] OfMoney = ["finance-officer", "s151-delegate", "budget-holder", "auditor"];

    /// <summary>What money is charged and coded by: rates, codes, periods; and what of it is in dispute.</summary>
    public static readonly string[] OfTables = [.. OfMoney, "vat-officer"];

    /// <summary>Issued statements and what is said of their lines: who manages support to schools checks its days there.</summary>
    public static readonly string[] OfStatements = [.. OfTables, "school-improvement-manager"];

    /// <summary>Disputes: who puts one before a board reads it first.</summary>
    public static readonly string[] OfDisputes = [.. OfTables, "governance-officer", "monitoring-officer"];

    /// <summary>A fact by its number, and a charge's reasons: HR answers for what it told.</summary>
    public static readonly string[] OfFacts = [.. OfTables, "hr-officer", "hr-approver"];

    /// <summary>A charge's reasons.</summary>
    public static readonly string[] OfReasons = [.. OfStatements, "hr-officer", "hr-approver"];

    /// <summary>What a person of their own council is paid: point, hours, salary. Nobody else, not an auditor either.</summary>
    private static readonly string[] OfPay = ["finance-officer", "s151-delegate", "hr-officer", "hr-approver"];

    public static bool ReadsPayOf(this Caller caller, string council) => caller.Council == council && caller.Roles.Overlaps(OfPay);

    /// <summary>With the pay that the caller may read, and no other.</summary>
    public static LineExplanation ForReader(this LineExplanation line, Caller caller) =>
        line with { Amount = line.Amount.ForReaderOf(caller.ReadsPayOf) };
}

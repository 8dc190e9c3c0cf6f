namespace Demonstration.Story;

/// <summary>The six secondees of the story: A, B, C and F work for the Isle of Wight, D and E for Hampshire.</summary>
internal static class Secondees
{
    public const string A = "SEC-2022-0001";
    public const string B = "SEC-2022-0002";
    public const string C = "SEC-2023-0003";
    public const string D = "SEC-2022-0004";
    public const string E = "SEC-2022-0005";
    public const string F = "SEC-2023-0006";
    public const string SecondTermOfD = "SEC-2023-0007";
}

internal static class Agreements
{
    public const string Partnership = "SP-2018";
}

internal static class Commissions
{
    public const string Carisbrooke = "COM-2023-0001";
    public const string CarisbrookeUntilSeptember = "136012";
}

/// <summary>Accounts of the two charts that the story books by hand.</summary>
internal static class Accounts
{
    public const string ReceivableAtHampshire = "19200";
    public const string PayableAtHampshire = "29200";
    public const string SchoolSupportIncomeAtHampshire = "48400";
    public const string OtherIncomeAtHampshire = "48900";
    public const string BroughtForwardAtHampshire = "99000";
    public const string ReceivableAtIsleOfWight = "B7010";
    public const string PayableAtIsleOfWight = "B8010";
    public const string BroughtForwardAtIsleOfWight = "Z9900";
}

internal static class CostCentres
{
    public const string SchoolImprovementAtHampshire = "CS500";
    public const string ClosedAtIsleOfWight = "C4100";
    public const string SocialCareAtIsleOfWight = "C4110";
    public const string AnotherAtIsleOfWight = "C9000";
}

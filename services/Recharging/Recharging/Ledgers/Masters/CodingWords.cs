namespace Recharging.Ledgers;

/// <summary>The words of the coding table.</summary>
public static class CodingWords
{
    public const string Control = "control";
    public const string Vat = "vat";
    public const string Receivable = "receivable";
    public const string Payable = "payable";
}

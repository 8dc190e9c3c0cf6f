using System.Globalization;

namespace Portal.Govuk;

/// <summary>Amounts and days as officers write them.</summary>
public static class Written
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Pounds(decimal amount) =>
        (amount < 0 ? "−" : "") + "£" + Math.Abs(amount).ToString("N2", English);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", English);

    /// <summary>Reads what an officer typed: 250, 1,250.50 or £250.50.</summary>
    public static bool TryReadPounds(string? typed, out decimal amount)
    {
        var plain = (typed ?? "").Replace("£", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Trim();

        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && amount.Scale <= 2;
    }
}

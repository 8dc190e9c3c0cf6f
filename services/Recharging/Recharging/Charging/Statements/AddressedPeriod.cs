using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using Values;

namespace Recharging.Charging;

/// <summary>A period as an address has it, like a statement's number: <c>2023-24-P01</c>.</summary>
public static class AddressedPeriod
{
    public static bool TryParse(string address, out AccountingPeriod period)
    {
        period = default;
        return address is { Length: 11 } && address[4] == '-'
            && AccountingPeriod.TryParse($"{address[..4]}/{address[5..]}", out period);
    }

    public static string Of(AccountingPeriod period) => period.ToString().Replace('/', '-');

    public static ProblemHttpResult Malformed(string address) =>
        Problems.Invalid("period", $"'{address}' is not a period as an address has it, such as 2023-24-P01.");
}

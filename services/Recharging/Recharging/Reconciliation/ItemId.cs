using System.Security.Cryptography;
using System.Text;

namespace Recharging.Reconciliation;

/// <summary>Names a difference by its reason and the lines that show it, so that officers speak of the same one in the next version.</summary>
public static class ItemId
{
    private const int Digits = 12;

    /// <param name="reason">Its code, or what the alarm is about.</param>
    /// <param name="statementLine">Null for a difference that belongs to none.</param>
    /// <param name="lines">In any order.</param>
    public static string Of(string reason, string? statementLine, IEnumerable<ControlLine> lines)
    {
        var keys = lines.Select(line => line.Key.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var text = string.Join('\n', [reason, statementLine ?? "", .. keys]);
        return "IT-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Recharging.Matching.Differences;

/// <summary>Names a difference by its reason and the lines that show it, so that officers speak of the same one in the next version.</summary>
public static class ItemId
{
    private const int Digits = 12;

    /// <param name="reason">Its code, or what the alarm is about.</param>
    /// <param name="statementLine">Null for a difference that belongs to none.</param>
    /// <param name="lines">In any order.</param>
    public static string Of(string reason, string? statementLine, IEnumerable<ControlLine> lines) =>
        Name("IT", [reason, statementLine ?? "", .. Keys(lines)]);

    /// <summary>
    /// Names a proposal by what an officer judges: lines, amounts, rule and runner-up. Not by its score, which any new line of the
    /// ledger moves a little.
    /// </summary>
    public static string OfProposal(Finding proposal) => Name(
        "PR",
        [
            proposal.Rule.Id(), proposal.Rule.Version().ToString(CultureInfo.InvariantCulture), proposal.RunnerUp?.Instead ?? "",
            .. proposal.Entries.Select(entry => $"{entry.Council} {entry.StatementLine} {entry.Amount}").Order(StringComparer.Ordinal),
            .. Keys(proposal.Lines)
        ]);

    private static IEnumerable<string> Keys(IEnumerable<ControlLine> lines) =>
        lines.Select(line => line.Key.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Name(string kind, IEnumerable<string> parts) =>
        $"{kind}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..Digits]}";
}

using System.Globalization;
using System.Xml.Linq;
using Values;

namespace Recharging.Settling;

/// <summary>
/// By what a payment is known when it comes again: the bank's own reference, else one that is unique in the scheme, else what the payer
/// says with day and amount, else its place in its statement. NtryRef only counts a statement's entries, from 1 each day.
/// </summary>
/// <param name="statement">The statement's own identifier.</param>
/// <param name="sequence">Its electronic sequence number, for banks that give every statement the same identifier.</param>
public sealed class EntryIdentity(string statement, string? sequence)
{
    // What banks write where a reference has to stand and they have none.
    private static readonly string[] NoReferences = ["NOTPROVIDED", "NONREF", "NOREF", "NONE", "N/A", "0"];

    private readonly Dictionary<string, int> _alike = new(StringComparer.Ordinal);

    /// <summary>The bank's reference of an entry, or of a payment in it.</summary>
    public static string? OfBank(XElement? entryOrRefs) => Given(entryOrRefs?.TextAt("AcctSvcrRef"));

    public static string? EndToEnd(XElement? detail) => Given(detail?.TextAt("Refs", "EndToEndId"));

    /// <summary>Of a payment without a reference of the bank.</summary>
    /// <param name="detail">What is said of it.</param>
    /// <param name="place">In the statement, such as 3, or 3/2 for the second payment of the third entry.</param>
    public string Without(XElement? detail, string place, DateOnly day, Money amount)
    {
        var refs = detail?.At("Refs");
        if ((Given(refs?.TextAt("UETR")) ?? Given(refs?.TextAt("ClrSysRef")) ?? Given(refs?.TextAt("TxId"))) is { } unique)
        {
            return unique;
        }

        var seen = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}, {amount.InPounds:0.00}");
        if (EndToEnd(detail) is not { } endToEnd)
        {
            return $"{statement}{(sequence is null ? "" : $"/{sequence}")}, entry {place}, {seen}";
        }

        // A payer may pay the same twice on one day, quoting the same.
        var alike = _alike[$"{endToEnd}, {seen}"] = _alike.GetValueOrDefault($"{endToEnd}, {seen}") + 1;
        return alike == 1 ? $"{endToEnd}, {seen}" : $"{endToEnd}, {seen}, no. {alike}";
    }

    private static string? Given(string? reference) =>
        reference is null || NoReferences.Contains(reference, StringComparer.OrdinalIgnoreCase) ? null : reference;
}

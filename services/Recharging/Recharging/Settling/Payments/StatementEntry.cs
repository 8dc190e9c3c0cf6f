using System.Globalization;
using System.Xml.Linq;
using Values;

namespace Recharging.Settling;

/// <summary>A booked entry of a camt.053: one payment, or several that the bank has gathered.</summary>
/// <param name="where">In words, for faults.</param>
/// <param name="number">The how-manyth of its statement.</param>
public sealed class StatementEntry(XElement entry, string where, EntryIdentity identity, int number)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Why the entry is none of ours to take; null of most.</summary>
    public string? LeftOut { get; private set; }

    public IReadOnlyList<BankPayment> Payments()
    {
        var bookedOn = entry.At("BookgDt") is null ? Day("ValDt") : Day("BookgDt");
        var whole = Amount(entry, isNeeded: true);
        if (bookedOn is null)
        {
            faults.Add($"{where}: BookgDt is missing or no day.");
        }

        if (whole is not { } amount || bookedOn is not { } day)
        {
            return [];
        }

        var details = entry.Elements().Where(element => element.Name.LocalName == "NtryDtls")
            .SelectMany(group => group.Elements().Where(element => element.Name.LocalName == "TxDtls")).ToList();
        return details.Count <= 1 || details.ConvertAll(detail => Amount(detail, isNeeded: false)) is var parts && parts.Contains(null)
            ? [Single(amount, day, details)]
            : Gathered(amount, day, details, parts.ConvertAll(part => part!.Value));
    }

    // Details that don't say what each comes to leave the entry one payment, which quotes what they all quote.
    private BankPayment Single(Money amount, DateOnly day, List<XElement> details)
    {
        var only = details is [var one] ? one : null;
        var reference = EntryIdentity.OfBank(entry) ?? EntryIdentity.OfBank(only?.At("Refs"))
            ?? identity.Without(only, number.ToString(CultureInfo.InvariantCulture), day, amount);
        return Payment(reference, amount, day, details, withEntry: true);
    }

    private List<BankPayment> Gathered(Money whole, DateOnly day, List<XElement> details, List<Money> parts)
    {
        var reference = EntryIdentity.OfBank(entry);
        var ownReferences = details.ConvertAll(detail => EntryIdentity.OfBank(detail.At("Refs")));
        var payments = details.Select((detail, index) =>
        {
            var own = ownReferences[index];
            var isOwn = own is not null && own != reference && ownReferences.Count(other => other == own) == 1;
            var known = isOwn ? own! : reference is not null ? $"{reference}/{index + 1}"
                : identity.Without(detail, $"{number}/{index + 1}", day, parts[index]);
            return Payment(known, parts[index], day, [detail], withEntry: false);
        }).ToList();
        if (whole - parts.Sum(part => part) is var rest && rest != Money.Zero)
        {
            payments.Add(new BankPayment(
                reference is null ? identity.Without(null, $"{number}/rest", day, rest) : $"{reference}/rest", rest, day, null, [],
                [.. Remittance.Beside(entry)], IsRest: true));
        }

        return payments;
    }

    private BankPayment Payment(string reference, Money amount, DateOnly day, List<XElement> details, bool withEntry)
    {
        var remittances = details.ConvertAll(Remittance.Of);
        var texts = remittances.SelectMany(remittance => remittance.Texts).ToList();
        var documents = remittances.SelectMany(remittance => remittance.Documents).ToList();
        return new BankPayment(
            reference, amount, day, details is [var only] ? EntryIdentity.EndToEnd(only) : null, documents,
            [.. texts, .. withEntry || (texts.Count == 0 && documents.Count == 0) ? Remittance.Beside(entry) : []]);
    }

    // The amount of an element, or of its amount details as older versions have them, on the side that it or its entry says.
    private Money? Amount(XElement element, bool isNeeded)
    {
        var amount = element.At("Amt") ?? element.At("AmtDtls", "TxAmt", "Amt");
        var side = element.TextAt("CdtDbtInd") ?? entry.TextAt("CdtDbtInd");
        var pence = Remittance.Pence(amount?.Value);
        var currency = amount?.Attribute("Ccy")?.Value;
        if (isNeeded && pence is not null && currency is not "GBP")
        {
            LeftOut = $"The currency is {currency ?? "not said"}, and only GBP is taken.";
            return null;
        }

        if (pence is { IsNegative: false } pounds && side is "CRDT" or "DBIT" && currency is "GBP")
        {
            return side == "CRDT" ? pence : -pence;
        }

        if (isNeeded)
        {
            faults.Add($"{where}: Amt is an amount such as 1234.56, and CdtDbtInd is CRDT or DBIT.");
        }

        return null;
    }

    // A day as it is written; of a moment with its offset, the day that it is in England.
    private DateOnly? Day(string element)
    {
        var text = entry.TextAt(element, "Dt") ?? entry.TextAt(element, "DtTm") ?? "";
        if (text.Length > 10 && (text.EndsWith('Z') || text[10..].LastIndexOfAny(['+', '-']) > 0) && text[10] == 'T')
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime) : null;
        }

        return DateOnly.TryParseExact(text[..Math.Min(10, text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
    }
}

/// <summary>Reads elements by their local names, whichever version's namespace they are in.</summary>
internal static class StatementElements
{
    private const int LongestField = 140;

    public static XElement? At(this XElement from, params string[] path) => path.Aggregate(
        (XElement?)from, (element, name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name));

    public static string? TextAt(this XElement from, params string[] path) =>
        from.At(path) is { HasElements: false, Value: var text } && text.Trim() is { Length: > 0 and <= LongestField } trimmed ? trimmed : null;

    public static IEnumerable<XElement> AllOf(this XElement? from, string name) =>
        from?.Elements().Where(child => child.Name.LocalName == name) ?? [];
}

using System.Globalization;
using System.Xml.Linq;
using Values;

namespace Recharging.Payments;

/// <summary>A booked entry of a camt.053: one payment, or several that the bank has gathered.</summary>
/// <param name="where">In words, for faults.</param>
public sealed class StatementEntry(XElement entry, string where)
{
    private const int LongestText = 1000;
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    public IReadOnlyList<BankPayment> Payments()
    {
        var bookedOn = Day(entry.TextAt("BookgDt", "Dt") ?? entry.TextAt("BookgDt", "DtTm"));
        var whole = Amount(entry);
        var details = entry.Elements().Where(element => element.Name.LocalName == "NtryDtls")
            .SelectMany(group => group.Elements().Where(element => element.Name.LocalName == "TxDtls")).ToList();
        if (bookedOn is null)
        {
            faults.Add($"{where}: BookgDt is missing or no day.");
        }

        if (whole is not { } amount || bookedOn is not { } day)
        {
            return [];
        }

        var payments = details.Count <= 1 ? [Single(amount, day, details.FirstOrDefault())] : Gathered(amount, day, details);
        if (payments.Contains(null))
        {
            faults.Add($"{where} needs the bank's reference, AcctSvcrRef: by it a payment is known when it comes again.");
        }

        return [.. payments.OfType<BankPayment>()];
    }

    private BankPayment? Single(Money amount, DateOnly day, XElement? detail) => Payment(
        entry.TextAt("AcctSvcrRef") ?? detail?.TextAt("Refs", "AcctSvcrRef") ?? entry.TextAt("NtryRef"), amount, day, detail);

    private List<BankPayment?> Gathered(Money whole, DateOnly day, List<XElement> details)
    {
        var parts = details.ConvertAll(Amount);
        if (parts.Contains(null))
        {
            return [];
        }

        if (parts.Sum(part => part!.Value) != whole)
        {
            faults.Add($"{where}: its details do not add up to its amount.");
            return [];
        }

        var reference = entry.TextAt("AcctSvcrRef");
        return details.Index().Select(detail =>
        {
            var own = detail.Item.TextAt("Refs", "AcctSvcrRef");
            return Payment(
                own is not null && own != reference ? own : reference is null ? null : $"{reference}/{detail.Index + 1}",
                parts[detail.Index]!.Value, day, detail.Item);
        }).ToList();
    }

    private static BankPayment? Payment(string? reference, Money amount, DateOnly day, XElement? detail)
    {
        if (reference is null)
        {
            return null;
        }

        var remittance = detail?.At("RmtInf");
        var structured = remittance?.Elements().Where(element => element.Name.LocalName == "Strd").ToList() ?? [];
        var endToEnd = detail?.TextAt("Refs", "EndToEndId");
        return new BankPayment(
            reference, amount, day, endToEnd is "NOTPROVIDED" ? null : endToEnd,
            [
                .. structured.Select(part => (
                        Number: part.TextAt("RfrdDocInf", "Nb") ?? part.TextAt("CdtrRefInf", "Ref"),
                        Amount: Pence(part.TextAt("RfrdDocAmt", "RmtdAmt") ?? part.TextAt("RfrdDocAmt", "DuePyblAmt"))))
                    .Where(part => part.Number is not null).Select(part => new RemittedDocument(part.Number!, part.Amount?.InPounds))
            ],
            [
                .. (remittance?.Elements().Where(element => element.Name.LocalName == "Ustrd") ?? [])
                    .Select(text => text.Value.Length <= LongestText ? text.Value : text.Value[..LongestText])
            ]);
    }

    // The amount of an element, or of its amount details as older versions have them, on the side that it or its entry says.
    private Money? Amount(XElement element)
    {
        var amount = element.At("Amt") ?? element.At("AmtDtls", "TxAmt", "Amt");
        var side = element.TextAt("CdtDbtInd") ?? entry.TextAt("CdtDbtInd");
        if (Pence(amount?.Value) is not { } pence || pence.IsNegative || side is not ("CRDT" or "DBIT"))
        {
            faults.Add($"{where}: Amt is an amount such as 1234.56, and CdtDbtInd is CRDT or DBIT.");
            return null;
        }

        if (amount!.Attribute("Ccy")?.Value is not "GBP")
        {
            faults.Add($"{where}: the currency must be GBP.");
            return null;
        }

        return side == "CRDT" ? pence : -pence;
    }

    private static Money? Pence(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
        && pounds <= Ledgers.Amount.MostPence / 100m && pounds * 100 == decimal.Truncate(pounds * 100)
            ? Money.Pounds(decimal.Truncate(pounds * 100) / 100) : null;

    // Of a moment only its day.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?[..Math.Min(10, text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
}

/// <summary>Reads elements by their local names, whichever version's namespace they are in.</summary>
internal static class StatementElements
{
    private const int LongestField = 140;

    public static XElement? At(this XElement from, params string[] path) => path.Aggregate(
        (XElement?)from, (element, name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name));

    public static string? TextAt(this XElement from, params string[] path) =>
        from.At(path) is { HasElements: false, Value: var text } && text.Trim() is { Length: > 0 and <= LongestField } trimmed ? trimmed : null;
}

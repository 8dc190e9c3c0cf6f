using System.Globalization;
using System.Xml.Linq;
using Values;

namespace Recharging.Settling;

/// <summary>What a payment says of what it pays: documents, and free lines wherever the bank has put them.</summary>
internal sealed record Remittance(IReadOnlyList<RemittedDocument> Documents, IReadOnlyList<string> Texts)
{
    private const int LongestText = 1000;

    public static Remittance Of(XElement detail)
    {
        var structured = detail.At("RmtInf").AllOf("Strd").ToList();
        return new Remittance(
            [.. structured.SelectMany(DocumentsOf)],
            [
                .. detail.At("RmtInf").AllOf("Ustrd").Select(TextOf),
                .. structured.SelectMany(part => part.AllOf("AddtlRmtInf")).Select(TextOf),
                .. detail.AllOf("AddtlTxInf").Select(TextOf)
            ]);
    }

    /// <summary>What the bank says of the entry as a whole.</summary>
    public static IEnumerable<string> Beside(XElement entry) => entry.AllOf("AddtlNtryInf").Select(TextOf);

    public static Money? Pence(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var pounds)
        && pounds <= Ledgers.Amount.MostPence / 100m && pounds * 100 == decimal.Truncate(pounds * 100)
            ? Money.Pounds(decimal.Truncate(pounds * 100) / 100) : null;

    // An amount belongs to one document; beside several nobody knows whose it is.
    private static IEnumerable<RemittedDocument> DocumentsOf(XElement part)
    {
        var numbers = part.AllOf("RfrdDocInf").Select(document => document.TextAt("Nb")).OfType<string>().ToList();
        if (numbers.Count == 0 && part.TextAt("CdtrRefInf", "Ref") is { } reference)
        {
            numbers.Add(reference);
        }

        var amount = Pence(part.TextAt("RfrdDocAmt", "RmtdAmt") ?? part.TextAt("RfrdDocAmt", "DuePyblAmt"))?.InPounds;
        return numbers.Select(number => new RemittedDocument(number, numbers.Count == 1 ? amount : null));
    }

    private static string TextOf(XElement text) => text.Value.Length <= LongestText ? text.Value : text.Value[..LongestText];
}

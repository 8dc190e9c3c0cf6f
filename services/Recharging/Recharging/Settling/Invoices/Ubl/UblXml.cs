using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Values;

namespace Recharging.Settling;

/// <summary>The pieces that UBL documents are built of. None is ever empty: an element without text or children is left out.</summary>
internal static class UblXml
{
    public static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    public static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    public static XElement? Text(string name, string? text, params XAttribute[] attributes)
    {
        var clean = Clean(text);
        return clean.Length == 0 ? null : new XElement(Cbc + name, attributes, clean);
    }

    public static XElement? Day(string name, DateOnly? day) => Text(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static XElement? Amount(string name, Money amount) => Text(
        name, amount.InPounds.ToString("0.00", CultureInfo.InvariantCulture), new XAttribute("currencyID", "GBP"));

    public static XElement? Group(string name, params object?[] content)
    {
        var group = new XElement(Cac + name, content);
        return group.HasElements ? group : null;
    }

    public static XElement? VatScheme() => Group("TaxScheme", Text("ID", "VAT"));

    public static byte[] Bytes(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            new XDocument(root).Save(writer);
        }

        return bytes.ToArray();
    }

    // What the councils' systems say in words may hold characters that XML can't.
    private static string Clean(string? text) => text is null
        ? "" : string.Concat(text.EnumerateRunes().Select(rune => IsXml(rune) ? rune.ToString() : " ")).Trim();

    private static bool IsXml(Rune rune) => rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not (0xFFFE or 0xFFFF));
}

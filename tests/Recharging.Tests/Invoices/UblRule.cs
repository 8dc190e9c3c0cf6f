using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Recharging.Tests.Invoices;

/// <summary>One rule of EN 16931 or Peppol BIS Billing, written here anew from its text, and one way to break it.</summary>
/// <param name="Id">As the published rules name it.</param>
/// <param name="Says">In short.</param>
/// <param name="Of">The treatments of the documents that it speaks of; empty for all.</param>
public sealed record UblRule(string Id, string Says, Func<XElement, bool> Holds, Action<XElement> Break, string Of = "", string Kind = "")
{
    public static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    public static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";

    private static readonly XmlNamespaceManager Names = Named();

    public bool SpeaksOf(IssuedDocument document) =>
        (Of.Length == 0 || Of.Contains(document.Treatment, StringComparison.Ordinal)) && (Kind.Length == 0 || Kind == document.Kind);

    /// <summary>A rule that an XPath expression of the document's root says.</summary>
    public static UblRule X(string id, string says, string xpath, Action<XElement> breaks, string of = "", string kind = "") =>
        new(id, says, root => Is(root, xpath), breaks, of, kind);

    public static bool Is(XElement root, string xpath) => (bool)root.XPathEvaluate($"boolean({xpath})", Names);

    public static IEnumerable<XElement> All(XElement root, string xpath) => root.XPathSelectElements(xpath, Names);

    public static IEnumerable<XElement> Lines(XElement root) => root.Elements(Cac + "InvoiceLine").Concat(root.Elements(Cac + "CreditNoteLine"));

    /// <summary>The number that an element says; nil when it is not there.</summary>
    public static decimal N(XElement root, string xpath) => root.XPathSelectElement(xpath, Names) is { } element
        ? decimal.Parse(element.Value, CultureInfo.InvariantCulture) : 0m;

    public static decimal Round(decimal value) => decimal.Round(value, 2, MidpointRounding.AwayFromZero);

    public static bool AtMostTwoDecimals(XElement root, string name) => root.Descendants(Cbc + name)
        .All(amount => amount.Value.Split('.') is [_] or [_, { Length: <= 2 }]);

    public static Action<XElement> Remove(string xpath) => root => One(root, xpath).Remove();

    public static Action<XElement> Set(string xpath, string value) => root => One(root, xpath).Value = value;

    /// <summary>Adds a penny, or whatever is said, to an amount.</summary>
    public static Action<XElement> Add(string xpath, decimal amount = 0.01m) => root => One(root, xpath).Value =
        (decimal.Parse(One(root, xpath).Value, CultureInfo.InvariantCulture) + amount).ToString(CultureInfo.InvariantCulture);

    public static Action<XElement> Repeat(string xpath) => root => One(root, xpath).AddAfterSelf(new XElement(One(root, xpath)));

    public static Action<XElement> Insert(string xpath, XElement element) => root => One(root, xpath).Add(element);

    private static XElement One(XElement root, string xpath) => root.XPathSelectElement(xpath, Names)
        ?? throw new InvalidOperationException($"There is no {xpath} to break.");

    private static XmlNamespaceManager Named()
    {
        var names = new XmlNamespaceManager(new NameTable());
        names.AddNamespace("cbc", Cbc.NamespaceName);
        names.AddNamespace("cac", Cac.NamespaceName);
        return names;
    }
}

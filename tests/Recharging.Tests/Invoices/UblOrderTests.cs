using System.Xml.Linq;

namespace Recharging.Tests.Invoices;

/// <summary>
/// UBL 2.1's schemas are sequences: an element that is known but stands in the wrong place is refused by every reader. The order is
/// kept here in a table of its own, <c>ubl-order.csv</c>.
/// </summary>
[Collection(IssuedDocumentsGroup.Name)]
public sealed class UblOrderTests(IssuedDocuments documents)
{
    private static readonly Dictionary<string, string[]> Order = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Invoices", "ubl-order.csv")).Skip(1)
        .Select(row => row.Split(',')).ToDictionary(row => row[0], row => row[1].Split(' '), StringComparer.Ordinal);

    [Fact]
    public void Elements_StandInTheSchemasOrder() => documents.All.ShouldAllBe(document => FaultIn(document.Xml) == null);

    [Fact]
    public void Element_OutOfItsPlace_IsSeen()
    {
        foreach (var parent in documents.All[0].Xml.DescendantsAndSelf().Where(element => element.Elements().Count() > 1).ToList())
        {
            var last = parent.Elements().Last();
            if (last.Name == parent.Elements().First().Name)
            {
                continue;
            }

            last.Remove();
            parent.AddFirst(last);
            FaultIn(documents.All[0].Xml).ShouldNotBeNull(parent.Name.LocalName);
            last.Remove();
            parent.Add(last);
        }
    }

    private static string? FaultIn(XElement root) => root.DescendantsAndSelf().Where(element => element.HasElements)
        .Select(element => (element.Name.LocalName, Places: element.Elements()
            .Select(child => Array.IndexOf(Order[element.Name.LocalName], child.Name.LocalName)).ToList()))
        .Where(element => element.Places.Contains(-1) || !element.Places.SequenceEqual(element.Places.Order()))
        .Select(element => element.LocalName).FirstOrDefault();
}

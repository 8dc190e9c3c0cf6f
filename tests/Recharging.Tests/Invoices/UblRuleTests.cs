using System.Xml.Linq;

namespace Recharging.Tests.Invoices;

/// <summary>
/// Every outgoing document against every rule: it holds on all that the service issued, and the check sees it when the document is
/// broken in just that way.
/// </summary>
[Collection(IssuedDocumentsGroup.Name)]
public sealed class UblRuleTests(IssuedDocuments documents)
{
    private static readonly Dictionary<string, UblRule> ById =
        UblDocumentRules.All.Concat(UblVatRules.All).ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    public static TheoryData<string> Rules => [.. ById.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_HoldsOnEveryDocument_AndSeesABrokenOne(string id)
    {
        var rule = ById[id];
        var spokenOf = documents.All.Where(rule.SpeaksOf).ToList();
        spokenOf.ShouldNotBeEmpty();

        foreach (var document in spokenOf)
        {
            rule.Holds(document.Xml).ShouldBeTrue($"{id}, {rule.Says}: {document}\n{document.Xml}");
            var broken = new XElement(document.Xml);
            rule.Break(broken);
            rule.Holds(broken).ShouldBeFalse($"{id} can't fail: {document}");
        }
    }

    [Fact]
    public void Documents_AreOfEveryTreatmentAndBothKinds() =>
        documents.All.Select(document => $"{document.Kind} {document.Treatment}").Distinct().Order().ShouldBe(
        [
            "credit-note E", "credit-note O", "credit-note S", "credit-note Z", "invoice E", "invoice O", "invoice S", "invoice Z",
        ]);
}

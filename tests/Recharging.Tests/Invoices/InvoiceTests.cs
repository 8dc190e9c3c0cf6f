using System.Text.Json;

namespace Recharging.Tests.Invoices;

/// <summary>Two invoiced months, held against the statements that they were made of.</summary>
public sealed class InvoiceTests(IssuedDocuments documents) : IClassFixture<IssuedDocuments>
{
    [Fact]
    public void Documents_LessCredits_AreTheAgreedLinesToThePenny()
    {
        var charged = documents.Statements.SelectMany(statement => statement.GetProperty("lines").EnumerateArray())
            .Where(line => Amount(line, "payableGbp") != 0)
            .GroupBy(line => (Payer: Text(line, "payer"), Treatment: Text(line, "vatTreatment")))
            .ToDictionary(lines => lines.Key, lines => (Net: lines.Sum(line => Amount(line, "amountGbp")),
                Payable: lines.Sum(line => Amount(line, "payableGbp"))));
        var invoiced = documents.All
            .GroupBy(document => (Payer: Text(document.Json, "buyer"), document.Treatment))
            .ToDictionary(group => group.Key, group => (Net: group.Sum(document => Sign(document) * Amount(document.Json, "netGbp")),
                Payable: group.Sum(document => Sign(document) * Amount(document.Json, "payableGbp"))));

        invoiced.ShouldBe(charged, ignoreOrder: true);
        documents.All.Select(document => (document.Kind, document.Treatment)).Distinct().Count().ShouldBe(8);
    }

    private static int Sign(IssuedDocument document) => document.Kind == "invoice" ? 1 : -1;

    private static decimal Amount(JsonElement element, string name) => element.GetProperty(name).GetDecimal();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

using Recharging.Settling;

namespace Recharging.Tests.Coding;

/// <summary>Which order a council quotes: the row of the service before the row of the agreement, the latest day before earlier ones, and
/// its general order where no row speaks.</summary>
public sealed class PurchaseOrderTests
{
    private static readonly PurchaseOrder[] Rows =
    [
        Row("2023-04-01", "SP-2018", null, "PO-1000"),
        Row("2023-04-01", "SP-2018", "education", "PO-2000"),
        Row("2023-06-01", "SP-2018", "education", "PO-2001"),
        Row("2023-07-01", "SP-2018", null, "PO-1001"),
        Row("2023-08-01", "SP-2018", "education", null),
    ];

    [Theory]
    [InlineData("SP-2018", "social-care", "2023-04-30", "PO-1000")]
    [InlineData("SP-2018", "social-care", "2023-07-31", "PO-1001")]
    [InlineData("SP-2018", "education", "2023-05-31", "PO-2000")]
    [InlineData("SP-2018", "education", "2023-06-01", "PO-2001")]
    [InlineData("SP-2018", "education", "2023-07-31", "PO-2001")]
    [InlineData("SP-2018", "education", "2023-08-01", null)]
    [InlineData("SP-2018", "education", "2023-03-31", "PO-GENERAL")]
    [InlineData("SP-2024", "education", "2023-08-01", "PO-GENERAL")]
    public void Order_OnADay(string agreement, string service, string day, string? quoted) =>
        new PurchaseOrderBook(Rows, "PO-GENERAL").For(agreement, service, Given.Day(day)).ShouldBe(quoted);

    [Fact]
    public void Order_OfWhatNoRowSpeaksOf_IsNoneWithoutAGeneralOne() =>
        new PurchaseOrderBook([], null).For("SP-2018", "education", Given.Day("2023-04-30")).ShouldBeNull();

    private static PurchaseOrder Row(string from, string agreement, string? service, string? number) => new()
    {
        Council = "IWC", EffectiveFrom = Given.Day(from), AgreementReference = agreement, Service = service, Number = number,
    };
}

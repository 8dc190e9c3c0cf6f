using Recharging.Tests.Reconciliation;

namespace Recharging.Tests.ErpMapping;

/// <summary>A month in an ERP that knows the other council by its customer and supplier numbers, out and back.</summary>
public sealed class RealCodesTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    [Fact]
    public async Task TheOtherCouncil_UnderItsCustomerAndSupplierNumbers_IsSentAndMatched()
    {
        await ErpMappingTests.TakenAsync(april.Hcc, """
            SAP,2018-07-01,entity,HCC,1000
            SAP,2018-07-01,customer,IWC,0000104711
            SAP,2018-07-01,supplier,IWC,0000200815
            SAP,2018-07-01,document-type,receivable,DR
            SAP,2018-07-01,document-type,payable,KR
            """);
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/settlement");

        using var erp = april.Host.Erp("HCC", "journals:read");
        foreach (var (journal, codes) in new[]
        {
            ("JN2324P01-HCC-R", (string[])["1000", "DR", "0000104711"]), ("JN2324P01-HCC-P", ["1000", "KR", "0000200815"])
        })
        {
            var file = await erp.GetStringAsync($"{AprilHost.Api}/journals/{journal}?format=sap");
            codes.ShouldAllBe(code => file.Split('\n')[1].Split(',').Contains(code), file);
        }

        await SentLedger.SendAsync(april, "HCC", null, april.Hcc);
        await SentLedger.SendAsync(april, "IWC", "HCC", april.Iwc);
        var made = await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/reconciliation");

        made.GetProperty("alarms").GetArrayLength().ShouldBe(0, made.ToString());
        made.GetProperty("unexplainedGbp").GetDecimal().ShouldBe(0m);
        made.GetProperty("matched").GetInt32().ShouldBe(10, made.ToString());
    }
}

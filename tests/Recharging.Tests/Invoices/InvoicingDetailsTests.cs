using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Recharging.Tests.Invoices;

/// <summary>What a council has to say of itself before anything is invoiced, and two officers who invoice at the same moment.</summary>
public sealed class InvoicingDetailsTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Details = $"{AprilHost.Api}/invoicing-details";
    private const string Invoices = $"{AprilHost.Api}/statements/{AprilHost.Statement}/invoices";

    [Fact]
    public async Task Details_AreLoadedOnce_AndInvoicesWaitForThem()
    {
        using (var none = await april.Iwc.GetAsync(Details))
        {
            none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        var waiting = await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/invoices");
        waiting.GetProperty("issued").GetArrayLength().ShouldBe(0);
        waiting.GetProperty("notInvoiced").EnumerateArray().ShouldAllBe(line => line.GetProperty("reason").GetString() == "unseen");

        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        (await RefusedAsync(april.Hcc)).ShouldContain("HCC and IWC has not loaded its invoicing details");
        (await PutAsync(april.Hcc, "HCC", "GB123456789", without: ["sortCode", "accountNumber", "vatNumber"])).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(april.Iwc, "IWC", "GB987654321", without: ["buyerReference", "purchaseOrder"])).ShouldBe(HttpStatusCode.OK);
        var lacks = await RefusedAsync(april.Hcc);
        lacks.ShouldContain("HCC's invoicing details lack iban, or sortCode and accountNumber");
        lacks.ShouldContain("HCC's invoicing details lack vatNumber");
        lacks.ShouldContain("IWC's invoicing details lack buyerReference or purchaseOrder");

        (await PutAsync(april.Hcc, "HCC", "GB123456789")).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(april.Iwc, "IWC", "GB987654321")).ShouldBe(HttpStatusCode.OK);
        var version = (await AprilHost.GetAsync(april.Hcc, "/invoicing-details")).GetProperty("version").GetInt32();
        (await PutAsync(april.Hcc, "HCC", "GB123456789")).ShouldBe(HttpStatusCode.OK);
        (await AprilHost.GetAsync(april.Hcc, "/invoicing-details")).GetProperty("version").GetInt32().ShouldBe(version);

        var both = await Task.WhenAll(
            april.Hcc.PostAsJsonAsync(Invoices, new { }), april.Host.Officer("HCC", "Second Officer", "finance-officer")
                .PostAsJsonAsync(Invoices, new { }));
        var answers = await Task.WhenAll(both.Select(answer => answer.Content.ReadFromJsonAsync<JsonElement>()));
        answers.Select(answer => answer.GetProperty("issued").GetArrayLength()).Order().ShouldBe([0, 2]);

        foreach (var (field, value, other, otherValue) in new[]
        {
            ("electronicAddressScheme", "0088", "electronicAddress", "7300010000001"),
            ("electronicAddressScheme", "0060", "electronicAddress", "123456789"), ("iban", "GB82WEST12345698765432", "city", "Newport"),
        })
        {
            (await PutAsync(april.Iwc, "IWC", "GB987654321", with: [(field, value), (other, otherValue)])).ShouldBe(HttpStatusCode.OK, value);
        }
    }

    [Theory]
    [InlineData("legalName", "")]
    [InlineData("street", null)]
    [InlineData("postcode", "SO23\u00008UJ")]
    [InlineData("vatNumber", "123456789")]
    [InlineData("electronicAddress", "7300010000002")]
    [InlineData("electronicAddressScheme", "0007")]
    [InlineData("sortCode", "00-00-00")]
    [InlineData("accountNumber", null)]
    [InlineData("iban", "GB00WEST12345698765432")]
    [InlineData("paymentTermsDays", -1)]
    [InlineData("county", "Hampshire")]
    public async Task Details_ThatCantBeRight_AreRefusedByField(string field, object? value)
    {
        var details = JsonSerializer.SerializeToNode(IssuedDocuments.Details("HCC", "GB123456789"))!.AsObject();
        details[field] = JsonSerializer.SerializeToNode(value);

        using var answer = await april.Hcc.PutAsJsonAsync(Details, details);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Details_ByOthersThanFinance_AreForbidden() =>
        (await PutAsync(april.Host.Client("HCC", "auditor"), "HCC", "GB123456789")).ShouldBe(HttpStatusCode.Forbidden);

    private static async Task<HttpStatusCode> PutAsync(HttpClient client, string council, string vatNumber, string[]? without = null,
        (string Field, string Value)[]? with = null)
    {
        var details = JsonSerializer.SerializeToNode(IssuedDocuments.Details(council, vatNumber))!.AsObject();
        foreach (var (field, value) in with ?? [])
        {
            details[field] = value;
        }

        foreach (var field in without ?? [])
        {
            details.Remove(field);
        }

        using var answer = await client.PutAsJsonAsync(Details, details);
        return answer.StatusCode;
    }

    private static async Task<string> RefusedAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(Invoices, new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }
}

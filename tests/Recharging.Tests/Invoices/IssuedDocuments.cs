using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Governance.Contracts;
using Recharging.Charging;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using Testing;

namespace Recharging.Tests.Invoices;

/// <summary>An invoice or credit note as the service gave it out.</summary>
public sealed record IssuedDocument(string Number, XElement Xml, JsonElement Json)
{
    public string Treatment => Json.GetProperty("vatTreatment").GetString()!;

    public string Kind => Json.GetProperty("kind").GetString()!;

    public override string ToString() => $"{Number} ({Treatment})";
}

/// <summary>
/// April and May 2023 with a charge of each VAT treatment, invoiced by both councils: a part that was disputed at first comes later,
/// in May every treatment is credited something of April, once of a line that is still disputed, and IWC forgets April at first.
/// </summary>
public sealed class IssuedDocuments(Servers servers) : AprilHost(servers)
{
    public const string May = "ST-2023-24-P02";

    /// <summary>Every document, in the order of issue.</summary>
    public IReadOnlyList<IssuedDocument> All { get; private set; } = [];

    public IReadOnlyList<JsonElement> Statements { get; private set; } = [];

    /// <summary>What IWC was told that invoiced May before April.</summary>
    public string TooEarly { get; private set; } = "";

    public static object Details(string council, string vatNumber) => new
    {
        legalName = $"{council} Council & Partners",
        street = "The Castle",
        additionalStreet = "Room 1",
        city = "Winchester",
        postcode = "SO23 8UJ",
        legalIdentifier = $"LA-{council}",
        electronicAddressScheme = "9932",
        electronicAddress = vatNumber,
        vatNumber,
        accountName = $"{council} general account",
        sortCode = "000000",
        accountNumber = "00000001",
        buyerReference = $"{council}-AP",
        purchaseOrder = $"PO-{council}-2324",
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await LearnAsync([AFixedCharge("C7", "teaching", "60000.00", "E", 1), AFixedCharge("C8", "publications", "6000.01", "Z", 1),
            AFixedCharge("C9", "joint-team", "1200.00", "N", 1)]);
        await PutDetailsAsync();
        await IssueAsync();
        var lines = (await GetAsync(Hcc, $"/statements/{Statement}")).GetProperty("lines").EnumerateArray().ToList();
        var disputed = lines.Where(line => Text(line, "vatTreatment") == "S").Select(line => Text(line, "reference")).ToList();
        foreach (var (line, pounds) in disputed.Zip([100.02m, 0.02m]))
        {
            await DisputeAsync(line, pounds);
        }

        var whole = lines.Single(line => Text(line, "subject") == "SEC-2023-0006");
        await DisputeAsync(Text(whole, "reference"), whole.GetProperty("amountGbp").GetDecimal());
        await AgreeAllAsync(Statement);
        await PostAsync(Hcc, $"/statements/{Statement}/invoices");
        foreach (var line in disputed)
        {
            await PostAsync(Iwc, $"/statements/{Statement}/lines/{line}/agreement");
        }

        await PostAsync(Hcc, $"/statements/{Statement}/invoices");

        await Host.SetClockAsync(new DateTimeOffset(2023, 6, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        foreach (var (secondment, share) in new[] { ("SEC-2022-0002", 50m), ("SEC-2022-0005", 70m), ("SEC-2023-0006", 90m) })
        {
            await Host.DeliverAsync(secondment, 2, new SecondmentVaried
            {
                SecondmentReference = secondment, EffectiveFrom = Given.Day("2023-04-01"), HostSharePercent = share,
                Reason = "Recorded late", OccurredAt = Given.Told,
            });
        }

        await Host.DeliverAsync("COM-2023-0001", 3, new CommissionStopped
        {
            CommissionReference = "COM-2023-0001", LastDay = Given.Day("2023-04-10"), Reason = "Another adviser took over",
            OccurredAt = Given.Told,
        });
        await Host.DeliverAsync("SP-2018/C7", 2, AFixedCharge("C7", "teaching", "48000.00", "E", 2));
        await Host.DeliverAsync("SP-2018/C8", 2, AFixedCharge("C8", "publications", "5000.00", "Z", 2));
        var run = await PostAsync(Hcc, "/runs", new { period = "2023/24-P02" });
        await IssueAsync(run);
        await AgreeAllAsync(May);
        await PostAsync(Hcc, $"/statements/{May}/invoices");
        using (var early = await Iwc.PostAsJsonAsync($"{Api}/statements/{May}/invoices", new { }))
        {
            TooEarly = $"{(int)early.StatusCode} {await early.Content.ReadAsStringAsync()}";
        }

        await PostAsync(Iwc, $"/statements/{Statement}/invoices");
        await PostAsync(Iwc, $"/statements/{May}/invoices");

        Statements = [await GetAsync(Hcc, $"/statements/{Statement}"), await GetAsync(Hcc, $"/statements/{May}")];
        await ReadAsync();
    }

    public async Task PutDetailsAsync()
    {
        foreach (var (officer, council, vatNumber) in new[] { (Hcc, "HCC", "GB123456789"), (Iwc, "IWC", "GB987654321") })
        {
            using var answer = await officer.PutAsJsonAsync($"{Api}/invoicing-details", Details(council, vatNumber));
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>The document as another media type.</summary>
    public static async Task<HttpResponseMessage> GetAsync(HttpClient client, string number, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api}/invoices/{number}") { Headers = { { "Accept", accept } } };
        return await client.SendAsync(request);
    }

    private async Task ReadAsync()
    {
        var documents = new List<IssuedDocument>();
        foreach (var row in (await GetAsync(Hcc, "/invoices")).EnumerateArray().Reverse())
        {
            var number = row.GetProperty("number").GetString()!;
            using var xml = await GetAsync(Iwc, number, "application/xml");
            documents.Add(new IssuedDocument(number, XElement.Parse(await xml.Content.ReadAsStringAsync()),
                await GetAsync(Hcc, $"/invoices/{number}")));
        }

        All = documents;

        // Where `make schematron` finds them.
        if (Environment.GetEnvironmentVariable("KEEP_DOCUMENTS") is { Length: > 0 } folder)
        {
            foreach (var document in documents)
            {
                document.Xml.Save(Path.Combine(folder, $"{document.Number}.xml"));
            }
        }
    }

    private Task<JsonElement> DisputeAsync(string line, decimal pounds) => PostAsync(Iwc, $"/statements/{Statement}/lines/{line}/dispute",
        new { reason = "days", disputedGbp = pounds, explanation = "Half a day is without evidence." });

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task AgreeAllAsync(string statement)
    {
        await PostAsync(Iwc, $"/statements/{statement}/agreements", new { all = true });
        await PostAsync(Hcc, $"/statements/{statement}/agreements", new { all = true });
    }

    private static ClauseAgreed AFixedCharge(string number, string charge, string annual, string vat, int version) => Given.AClause(
        number, "fixed-charge", "2023-04-01", ("charge", charge), ("description", $"{charge} for <both> & one"), ("payee", "HCC"),
        ("payer", "IWC"), ("service", "education"), ("annualGbp", annual), ("spread", "cumulative"), ("vatTreatment", vat),
        ("vatReason", vat switch { "E" => "Teachers lent", "Z" => "Printed matter", _ => "One team of both councils" }),
        ("vatReviewer", "VAT officer"), ("vatReviewedOn", "2023-03-20"),
        vat switch
        {
            "E" => ("vatSupply", "teaching-staff"), "N" => ("vatSupply", "joint-employment"), _ => ("beside", "the table"),
        }) with { Version = version };
}

/// <summary>The tests that look at the same documents.</summary>
[CollectionDefinition(Name)]
public sealed class IssuedDocumentsGroup : ICollectionFixture<IssuedDocuments>
{
    public const string Name = "Issued documents";
}

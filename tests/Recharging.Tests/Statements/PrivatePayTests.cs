using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Testing;

namespace Recharging.Tests.Statements;

/// <summary>April, with one person of each council off the spine whose salary and hours nobody could take for anything else.</summary>
public sealed class AprilWithUnmistakablePay(Servers servers) : AprilHost(servers)
{
    /// <summary>Of HCC's person: the salary, the hours, their product, and a month of it as a whole.</summary>
    public static readonly string[] OfHcc = ["87654.32", "87,654.32", "0.7321", "64171.72", "64,171.72", "5347.64", "5,347.64"];

    public static readonly string[] OfIwc = ["76543.21", "76,543.21", "0.6137", "46974.56", "46,974.56", "3914.55", "3,914.55"];

    /// <summary>What the fields of pay are called, wherever they are.</summary>
    public static readonly string[] Fields = ["fullTimeSalaryGbp", "spinePoint", "\"fte\"", "NJC point"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await LearnAsync(
        [
            Pay("HCC-7777", "HCC", 87654.32m, 0.7321m), Given.ASecondment("SEC-2023-7777", "HCC", "IWC", 60m),
            Pay("IWC-7777", "IWC", 76543.21m, 0.6137m), Given.ASecondment("SEC-2023-7778", "IWC", "HCC", 60m, employment: "IWC-7777"),
            // Nobody has priced this person's point, so runs say that they can't charge it.
            Given.APayFact("HCC-7779", 43), Given.ASecondment("SEC-2023-7779", "HCC", "IWC"),
        ]);
        await IssueAsync();
        await PostAsync(Iwc, $"/statements/{Statement}/agreements", new { all = true });
    }

    private static object Pay(string employment, string employer, decimal salary, decimal fte) =>
        Given.APayFact(employment, 1, fte, employer: employer) with { Spine = "OFF-SPINE", SpinePoint = null, FullTimeSalaryGbp = salary };
}

/// <summary>Pay is read by finance and HR of the council that pays it, by nobody else, whatever is asked for.</summary>
public sealed class PrivatePayTests(AprilWithUnmistakablePay april) : IClassFixture<AprilWithUnmistakablePay>
{
    private const string Api = AprilHost.Api;
    private static readonly string[] ReadersOfPay = ["finance-officer", "s151-delegate", "hr-officer", "hr-approver"];

    [Fact]
    public async Task NoReadByAnyone_ShowsPayThatIsNotForThem()
    {
        var leaks = new List<string>();
        var addresses = await AddressesAsync();
        foreach (var signIn in RolesTable.SignIn.All())
        {
            using var client = signIn.IsClient
                ? april.Host.Erp(signIn.Council, signIn.RolesOrScopes)
                : april.Host.Officer(signIn.Council, signIn.Name, signIn.RolesOrScopes);
            var reads = signIn.RolesOrScopes.Intersect(ReadersOfPay).Any();
            foreach (var (method, address, accept) in addresses)
            {
                using var request = new HttpRequestMessage(method, address);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
                request.Content = method == HttpMethod.Post ? Asked(address) : null;
                using var answer = await client.SendAsync(request);
                var told = await answer.Content.ReadAsStringAsync();
                string[] secret = (signIn.Council, reads) switch
                {
                    ("HCC", true) => AprilWithUnmistakablePay.OfIwc,
                    ("IWC", true) => AprilWithUnmistakablePay.OfHcc,
                    _ => [.. AprilWithUnmistakablePay.OfHcc, .. AprilWithUnmistakablePay.OfIwc, .. AprilWithUnmistakablePay.Fields],
                };
                leaks.AddRange(secret.Where(word => told.Contains(word, StringComparison.Ordinal))
                    .Select(word => $"{signIn.Name} of {signIn.Council} reads {word} at {method} {address} ({accept})"));
            }
        }

        leaks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("HCC", "finance-officer")]
    [InlineData("HCC", "s151-delegate")]
    [InlineData("HCC", "hr-officer")]
    [InlineData("HCC", "hr-approver")]
    public async Task ReasonsAndFact_ReadAtHome_SayThePay(string council, string role)
    {
        using var officer = april.Host.Client(council, role);

        var reasons = await officer.GetStringAsync($"{Api}/lines/{await LineAsync("SEC-2023-7777")}/explanation");

        reasons.ShouldContain("87654.32");
        reasons.ShouldContain("0.7321");
        (await officer.GetStringAsync($"{Api}/facts/{PayFact(reasons)}")).ShouldContain("87654.32");
    }

    [Theory]
    [InlineData("IWC", "finance-officer", 404)]
    [InlineData("IWC", "hr-officer", 404)]
    [InlineData("HCC", "auditor", 403)]
    [InlineData("HCC", "budget-holder", 403)]
    [InlineData("HCC", "vat-officer", 403)]
    [InlineData("HCC", "adviser", 403)]
    public async Task ReasonsReadElsewhere_ShowSharesRatesAndDays_AndOfThePayAFactAndItsHash(string council, string role, int fact)
    {
        using var officer = april.Host.Client(council, role);
        var line = await LineAsync("SEC-2023-7777");
        var atHome = await april.Hcc.GetStringAsync($"{Api}/lines/{line}/explanation");

        using var page = await officer.GetAsync($"{Api}/facts/{PayFact(atHome)}");
        ((int)page.StatusCode).ShouldBe(fact);
        if (role == "adviser")
        {
            return;
        }

        var reasons = await officer.GetStringAsync($"{Api}/lines/{line}/explanation");
        reasons.ShouldContain("HCC's LGPS rate.");
        reasons.ShouldContain("charged calendar days");
        reasons.ShouldContain("\"party\":\"IWC\"");
        PayFact(reasons).ShouldBe(PayFact(atHome));
        Value(reasons).ShouldBe(Value(atHome));
    }

    // Every read of the API document, each with all that April has of what its address names; the questions that store nothing; as JSON
    // and as CSV.
    private async Task<IReadOnlyList<(HttpMethod Method, string Address, string Accept)>> AddressesAsync()
    {
        var statement = await AprilHost.GetAsync(april.Hcc, $"/statements/{AprilHost.Statement}");
        string[] lines = [.. statement.GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("subject").GetString()!.StartsWith("SEC-", StringComparison.Ordinal))
            .Select(line => line.GetProperty("reference").GetString()!)];
        string[] runs = [.. (await AprilHost.GetAsync(april.Hcc, "/runs")).EnumerateArray()
            .Select(run => run.GetProperty("id").GetString()!)];
        var last = await april.Host.ReadAsync(db => Task.FromResult(db.Facts.Max(fact => fact.Number)));
        string[] facts = [.. Enumerable.Range(1, (int)last).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using var document = JsonDocument.Parse(await april.Host.Stranger().GetStringAsync($"{Api}/openapi.json"));
        var gets = document.RootElement.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _)).Select(path => path.Name).ToList();
        gets.Count.ShouldBeGreaterThan(60);
        return
        [
            .. gets.SelectMany(path => Filled(path)).SelectMany(address =>
                new[] { (HttpMethod.Get, address, "application/json"), (HttpMethod.Get, address, "text/csv") }),
            (HttpMethod.Post, $"{Api}/runs/preview", "application/json"),
            (HttpMethod.Post, $"{Api}/simulations", "application/json"),
        ];

        IEnumerable<string> Filled(string path) => path switch
        {
            // What a point of the spine is paid is public.
            _ when path.EndsWith("/rates/{table}", StringComparison.Ordinal) => [],
            _ when path.EndsWith("/facts/{number}", StringComparison.Ordinal) => facts.Select(fact => path.Replace("{number}", fact)),
            _ when path.Contains("/runs/{id}", StringComparison.Ordinal) => runs.Select(run => path.Replace("{id}", run)),
            _ when path.Contains("/lines/{reference}", StringComparison.Ordinal) => lines.Select(line =>
                path.Replace("{reference}", line).Replace("{number}", AprilHost.Statement)),
            _ when path.Contains("{line}", StringComparison.Ordinal) => lines.Select(line => path.Replace("{line}", line)),
            _ => [path.Replace("{number}", AprilHost.Statement).Replace("{period}", "2023-24-P01").Replace("{year}", "2023-24")
                .Replace("{quarter}", "2023-24-Q1").Replace("{table}", "accounts")],
        };
    }

    private static JsonContent Asked(string address) => address.EndsWith("preview", StringComparison.Ordinal)
        ? JsonContent.Create(new { period = "2023/24-P02" })
        : JsonContent.Create(new
        {
            hypotheses = new[] { new { kind = "secondment-last-day", secondment = "SEC-2023-7777", lastDay = "2023-06-15" } },
        });

    private async Task<string> LineAsync(string subject) =>
        (await AprilHost.GetAsync(april.Hcc, $"/statements/{AprilHost.Statement}")).GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString()!;

    private static string PayFact(string reasons) => Steps(JsonElement.Parse(reasons).GetProperty("explanation").GetProperty("amount"))
        .First(step => step.GetProperty("step").GetString() == "pay-fact").GetProperty("source").GetString()!.Split(' ')[1];

    private static decimal Value(string reasons) =>
        JsonElement.Parse(reasons).GetProperty("explanation").GetProperty("amount").GetProperty("value").GetDecimal();

    private static IEnumerable<JsonElement> Steps(JsonElement step) => step.TryGetProperty("from", out var parts)
        ? parts.EnumerateArray().SelectMany(Steps).Append(step)
        : [step];
}

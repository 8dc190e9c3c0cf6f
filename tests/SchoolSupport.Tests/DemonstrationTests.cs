using System.Text.Json;
using SchoolSupport.Contracts;

namespace SchoolSupport.Tests;

/// <summary>The demonstration's own file of steps, played to an empty service: one and a half days of it are the island's to pay.</summary>
public sealed class DemonstrationTests(SchoolSupportHost host)
{
    [Fact]
    public async Task Steps_OfTheDemonstration_GiveTheDaysOfApril2023()
    {
        await using var service = await host.StartAnEmptyServiceAsync();
        await service.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        await service.DeliverAsync("agreement/SP-2018", 1, Given.InForce("SP-2018"));
        var manager = service.Client("HCC", SchoolSupportHost.Manager);
        await host.SendCsvAsync("schools/extracts", SchoolSupportHost.DemonstrationFile("edubasealldata.csv"), manager).ShouldBeAsync(HttpStatusCode.OK);
        await host.SendCsvAsync("schools/links", SchoolSupportHost.DemonstrationFile("links_edubasealldata.csv"), manager).ShouldBeAsync(HttpStatusCode.OK);

        foreach (var step in JsonSerializer.Deserialize<JsonElement>(SchoolSupportHost.DemonstrationFile("commissions.json")).EnumerateArray())
        {
            var client = step.Text("as") switch
            {
                "HCC school" => manager,
                "HCC adviser1" or "HCC adviser2" => service.Client("HCC", "adviser"),
                "IWC budget" => service.Client("IWC", "budget-holder"),
                var other => throw new InvalidOperationException($"Nobody called '{other}' acts here."),
            };
            (await client.PostAsJsonAsync($"/api/{step.Text("post")}", step.GetProperty("body"))).IsSuccessStatusCode.ShouldBeTrue(step.ToString());
        }

        var days = new Dictionary<string, decimal>();
        foreach (var reference in new[] { "COM-2023-0001", "COM-2023-0002", "COM-2023-0003" })
        {
            var agreed = (await service.ToldAsync<CommissionAgreed>($"commission/{reference}")).ShouldHaveSingleItem();
            var evidenced = await service.ToldAsync<SupportDayEvidenced>($"commission/{reference}");
            evidenced.ShouldAllBe(day => AccountingPeriod.Of(day.Day) == AccountingPeriod.Parse("2023/24-P01"));
            days.Add($"{agreed.SchoolName}: {agreed.Funder} {agreed.FundingCouncil}", evidenced.Sum(day => day.Days));
        }

        days.ShouldBe(new Dictionary<string, decimal>
        {
            ["Carisbrooke College: council IWC"] = 1.0m,
            ["Medina College: council IWC"] = 0.5m,
            ["Cowes Enterprise College, An Ormiston Academy: trust "] = 1.5m,
        });
    }
}

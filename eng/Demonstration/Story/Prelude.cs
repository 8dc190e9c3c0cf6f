using System.Globalization;

namespace Demonstration.Story;

/// <summary>Everything that stands before April 2023 is charged: authorities, rates and coding, people, schools and visits.</summary>
internal sealed class Prelude(Cast cast, Office hampshire, Office isleOfWight, Services services)
{
    public async Task PlayAsync()
    {
        await cast.PlayAsync("governance/history.json");
        await RatesAsync();
        await CodingAsync();
        await services.QuietAsync();

        await new Lending(cast).PlayAsync();
        await SchoolsAsync();
        await services.QuietAsync();
    }

    private async Task RatesAsync()
    {
        foreach (var (table, file) in new[]
        {
            ("spine", "njc-2022-23"), ("spine", "njc-2023-24-offered"), ("national-insurance", "national-insurance"), ("levy", "levy"),
        })
        {
            await AgreedRates.LoadAsync(hampshire, isleOfWight, table, file);
        }
    }

    /// <summary>What each council's ERP knows, and how its officers code a charge.</summary>
    private async Task CodingAsync()
    {
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            var folder = $"recharging/{office.Council.ToLower(CultureInfo.InvariantCulture)}";
            foreach (var master in new[] { "accounts", "cost-centres", "periods" })
            {
                await office.Erp.PostCsvAsync($"recharging/v1/masters/{master}", await DataFiles.ReadAsync($"{folder}/{master}.csv"));
            }

            await office.Finance.PostCsvAsync("recharging/v1/rates/pension", await DataFiles.ReadAsync($"{folder}/pension.csv"));
            await office.Finance.PostCsvAsync("recharging/v1/coding", await DataFiles.ReadAsync($"{folder}/coding.csv"));
        }
    }

    private async Task SchoolsAsync()
    {
        var manager = await cast.NamedAsync("HCC school");
        await manager.PostCsvAsync("school-support/v1/schools/extracts", await DataFiles.ReadAsync("school-support/edubasealldata.csv"));
        await manager.PostCsvAsync("school-support/v1/schools/links", await DataFiles.ReadAsync("school-support/links_edubasealldata.csv"));
        await cast.PlayAsync("school-support/commissions.json");
    }
}

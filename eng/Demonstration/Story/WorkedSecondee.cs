namespace Demonstration.Story;

/// <summary>
/// The worked example of the award, on a system of its own because its rates are illustrative: points 30 and 25, four days a week,
/// 60 per cent with the host, a pension rate of 20 per cent, and a clause without the levy.
/// </summary>
internal sealed class WorkedSecondee(Cast cast, Office hampshire, Office isleOfWight, Services services)
{
    /// <summary>What October's statement adds for April to September, by pay point.</summary>
    public static async Task<IReadOnlyDictionary<int, decimal>> PlayAsync(HttpClient gateway, Uri identity)
    {
        var cast = new Cast(gateway, new SignIn(identity));
        var hampshire = await cast.OfficeAsync("HCC");
        return await new WorkedSecondee(
            cast, hampshire, await cast.OfficeAsync("IWC"), new Services(hampshire.Finance, hampshire.Operator)).PlayAsync();
    }

    private async Task<IReadOnlyDictionary<int, decimal>> PlayAsync()
    {
        await services.SetBusinessDayAsync(new DateOnly(2023, 5, 9));
        await cast.PlayAsync("governance/history.json");
        await cast.PlayAsync("worked/no-levy.json");
        await AgreedRates.LoadAsync(hampshire, isleOfWight, "spine", "njc-2022-23");
        await AgreedRates.LoadAsync(hampshire, isleOfWight, "national-insurance", "national-insurance");
        await hampshire.Finance.PostCsvAsync("recharging/v1/rates/pension", await DataFiles.ReadAsync("worked/pension.csv"));
        await hampshire.Erp.PostCsvAsync("secondments/v1/hr-extracts", await DataFiles.ReadAsync("worked/hr-extract.csv"));
        await services.QuietAsync();
        var lending = new Lending(cast);
        var pointOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var person in await DataFiles.ReadJsonAsync("worked/secondments.json"))
        {
            var reference = await lending.AgreeAsync(person!);
            await lending.StartAsync(person!, reference);
            pointOf[reference] = person!["point"]!.GetValue<int>();
        }

        await new Extension(cast, hampshire, services).AgreeAsync();
        for (var month = 1; month <= 6; month++)
        {
            await services.SetBusinessDayAsync(new DateOnly(2023, 4 + month, 9));
            await Months.IssueAsync(hampshire, isleOfWight, $"2023/24-P0{month}");
        }

        await services.SetBusinessDayAsync(new DateOnly(2023, 11, 7));
        await AgreedRates.LoadAsync(hampshire, isleOfWight, "spine", "november-2023/njc-2023-24");
        var october = await services.StatementAsync(await Months.IssueAsync(hampshire, isleOfWight, "2023/24-P07"));
        return YearTold.LinesOf(october).Where(line => line["corrects"] is not null)
            .GroupBy(line => pointOf[YearTold.Text(line, "subject")])
            .ToDictionary(person => person.Key, YearTold.Sum);
    }
}

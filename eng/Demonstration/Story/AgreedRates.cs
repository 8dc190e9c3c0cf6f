namespace Demonstration.Story;

/// <summary>Rates are loaded by one council; those that are agreed price what both charge, so the other council turns the second key.</summary>
internal static class AgreedRates
{
    /// <param name="loader">The council whose finance officer loads the file.</param>
    /// <param name="other">The council whose finance officer confirms what of it is agreed.</param>
    /// <param name="table">Such as <c>spine</c>.</param>
    /// <param name="file">Below the rates of the demonstration's data.</param>
    public static async Task LoadAsync(Office loader, Office other, string table, string file)
    {
        var told = await loader.Finance.PostCsvAsync(
            $"recharging/v1/rates/{table}", await DataFiles.ReadAsync($"recharging/rates/{file}.csv"));
        if (told["waits"] is { } waits)
        {
            await other.Finance.PostAsync($"recharging/v1/rate-loads/{waits["id"]}/confirmation", new { });
        }
    }
}

using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>A month without trouble: prepared, reviewed by a colleague, issued, agreed by both councils and booked by both.</summary>
internal sealed class Months(Office hampshire, Office isleOfWight, Services services)
{
    /// <summary>Charges a month on the day of its statement, and returns the statement's number.</summary>
    public async Task<string> ChargeAsync(string period, DateOnly issuedOn)
    {
        await services.SetBusinessDayAsync(issuedOn);
        await services.QuietAsync();
        var number = await IssueAsync(period);
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            await office.Finance.PostAsync($"recharging/v1/statements/{number}/agreements", new { all = true });
        }

        await hampshire.Finance.PostAsync($"recharging/v1/statements/{number}/settlement", new { });
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            await BookAsync(office);
        }

        return number;
    }

    public async Task<string> IssueAsync(string period)
    {
        var run = await hampshire.Finance.PostAsync("recharging/v1/runs", new { period });
        var id = run["id"]!.GetValue<string>();
        await hampshire.SecondFinance.PostAsync($"recharging/v1/runs/{id}/review", new { });
        var statement = await hampshire.SecondFinance.PostAsync($"recharging/v1/runs/{id}/issue", new { });
        return statement["statementNumber"]!.GetValue<string>();
    }

    private static async Task BookAsync(Office office)
    {
        var journals = (await office.Erp.GetAsync("recharging/v1/journals?state=pending")).AsArray();
        foreach (var reference in journals.Select(journal => journal!["reference"]!.GetValue<string>()))
        {
            await office.Erp.PostAsync($"recharging/v1/journals/{reference}/acknowledgements",
                new { stage = "posted", documentNumber = $"DOC-{reference}" });
        }
    }
}

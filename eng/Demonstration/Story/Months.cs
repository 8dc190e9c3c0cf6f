using System.Text.Json.Nodes;

namespace Demonstration.Story;

/// <summary>A month without trouble: prepared, reviewed by the other council, issued, agreed by both councils and booked by both.</summary>
internal sealed class Months(Office hampshire, Office isleOfWight, Services services, KnownAt knownAt)
{
    /// <summary>
    /// Charges a month on the day of its statement, and returns the statement's number. After each step of that day Hampshire reads
    /// the statement, and April's.
    /// </summary>
    public async Task<string> ChargeAsync(string period, DateOnly day, string april)
    {
        var hour = await NextHourAsync(day.ToDateTime(new TimeOnly(9, 0)));
        await services.QuietAsync();
        var number = await IssueAsync(hampshire, isleOfWight, period);
        await knownAt.ReadAsync(number, hour);
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            hour = await NextHourAsync(hour.DateTime);
            await office.Finance.PostAsync($"recharging/v1/statements/{number}/agreements", new { all = true });
            await knownAt.ReadAsync(number, hour);
        }

        hour = await NextHourAsync(hour.DateTime);
        await hampshire.Finance.PostAsync($"recharging/v1/statements/{number}/settlement", new { });
        await knownAt.ReadAsync(number, hour);
        await knownAt.ReadAsync(april, hour);
        foreach (var office in new[] { hampshire, isleOfWight })
        {
            await BookAsync(office);
        }

        return number;
    }

    /// <summary>One council prepares, the other reviews, and a colleague of who prepared issues.</summary>
    public static async Task<string> IssueAsync(Office preparer, Office other, string period)
    {
        var run = await preparer.Finance.PostAsync("recharging/v1/runs", new { period });
        var id = run["id"]!.GetValue<string>();
        await other.SecondFinance.PostAsync($"recharging/v1/runs/{id}/review", new { });
        var statement = await preparer.SecondFinance.PostAsync($"recharging/v1/runs/{id}/issue", new { });
        return statement["statementNumber"]!.GetValue<string>();
    }

    private async Task<DateTimeOffset> NextHourAsync(DateTime before)
    {
        var instant = new DateTimeOffset(before.AddHours(1), TimeSpan.Zero);
        await services.SetBusinessTimeAsync(instant);
        return instant;
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

using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Tests.Ledgers;

namespace Recharging.Tests.Reconciliation;

/// <summary>A council's ledger of April, sent by its ERP as the waiting journals say.</summary>
internal static class SentLedger
{
    /// <param name="partner">The other council in the ERP's balances; null for the numbers that the journals have.</param>
    /// <param name="leaveOut">A statement line that the ledger lacks.</param>
    public static async Task SendAsync(AprilHost april, string council, string? partner, HttpClient officer, string? leaveOut = null)
    {
        using var erp = april.Host.Erp(council, "ledger:write", "journals:read", "journals:acknowledge");
        var batchId = $"{council}-GL-2023-04";
        var lines = new List<string>();
        foreach (var journal in (await AprilHost.GetAsync(erp, "/journals?state=pending")).EnumerateArray().ToList())
        {
            var reference = journal.GetProperty("reference").GetString()!;
            await RecodeWhatIsClosedAsync(april, erp, officer, reference);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{AprilHost.Api}/journals/{reference}")
            {
                Headers = { { "Accept", "text/csv" } }
            };
            using var answer = await erp.SendAsync(request);
            var csv = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            csv[0].Trim().ShouldBe(LedgerHost.Header);
            lines.AddRange(csv.Skip(1).Select(line => line.Trim())
                .Where(line => leaveOut is null || !line.EndsWith(leaveOut, StringComparison.Ordinal))
                .Select(line => $"{batchId},SAP,1000,{line.Split(',', 4)[3]}"));
            await AprilHost.PostAsync(erp, $"/journals/{reference}/acknowledgements",
                new { stage = "posted", documentNumber = $"19{reference[^5..^2]}{reference[^1]}" });
        }

        var file = string.Join('\n', [LedgerHost.Header, .. lines, ""]);
        using var batch = LedgerHost.Batch(batchId, Encoding.UTF8.GetBytes(file), lines.Sum(line => Amount(line, 13)), lines.Count);
        using var posted = await erp.SendAsync(batch);
        var told = JsonElement.Parse(await posted.Content.ReadAsStringAsync());
        ((int)posted.StatusCode).ShouldBe(201, told.ToString());
        told.GetProperty("accepted").GetInt32().ShouldBe(lines.Count, told.ToString());

        var control = await april.Host.ReadAsync(db => db.Accounts
            .Where(account => account.Council == council && account.Kind == "control").Select(account => account.Code).ToListAsync());
        var balances = lines.Select(line => line.Split(','))
            .Where(line => (partner is null ? line[12].Length > 0 : line[12] == partner) && control.Contains(line[9]))
            .GroupBy(line => (Account: line[9], Partner: line[12]))
            .Select(account => new
            {
                account = account.Key.Account,
                partner = account.Key.Partner,
                period = "2023/24-P01",
                openingGbp = 0m,
                closingGbp = account.Sum(line => Amount(line[13]) - Amount(line[14]))
            })
            .ToList();
        await AprilHost.PostAsync(erp, "/control-balances", balances);
    }

    // The Isle of Wight's coding still names a cost centre that is closed: its journal comes back and is recoded, as in the story.
    private static async Task RecodeWhatIsClosedAsync(AprilHost april, HttpClient erp, HttpClient officer, string reference)
    {
        var council = reference.Contains("-IWC-", StringComparison.Ordinal) ? "IWC" : "HCC";
        var open = await april.Host.ReadAsync(db => db.CostCentres
            .Where(centre => centre.Council == council && centre.IsOpen).Select(centre => centre.Code).ToListAsync());
        var wrong = (await AprilHost.GetAsync(erp, $"/journals/{reference}")).GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("costCentre").GetString() is { } centre && !open.Contains(centre))
            .Select(line => line.GetProperty("lineNo").GetInt32())
            .ToList();
        if (wrong.Count == 0)
        {
            return;
        }

        await AprilHost.PostAsync(
            erp,
            $"/journals/{reference}/acknowledgements",
            new { stage = "rejected", reason = "Cost centre is not known.", lineNo = wrong[0] });
        await AprilHost.PostAsync(
            officer,
            $"/journals/{reference}/recoding",
            new { lines = wrong.Select(lineNo => new { lineNo, costCentre = open[0] }) });
    }

    private static decimal Amount(string line, int column) => Amount(line.Split(',')[column]);

    private static decimal Amount(string text) => text.Length == 0 ? 0m : decimal.Parse(text, CultureInfo.InvariantCulture);
}

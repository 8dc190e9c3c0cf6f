using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Recharging.Tests.Worklist;

namespace Recharging.Tests.Reconciliation;

/// <summary>What the payer's ledger has of next month is none of this month's, also while next month's statement doesn't exist.</summary>
public sealed class NextMonthsLinesTests(Testing.Servers servers)
{
    private const string Missing = "ST2324P01-002";

    [Theory]
    [InlineData("2023/24-P02")]
    [InlineData("2023/24-P01")]
    public async Task AMissingLine_BesideNextMonthsReference_IsMissing_AndNothingIsProposed(string period)
    {
        await using var april = new AprilInBothLedgers(servers);
        await april.InitializeAsync();
        var posted = await april.PostedForAsync("IWC", Missing);
        await april.Host.ReadAsync(db => db.Set<LedgerLine>().Where(line => line.Council == "IWC" && line.ExternalLineId == Missing).ExecuteDeleteAsync());
        await april.PostLineAsync(
            "IWC", "MAY-002", -(posted.Credit - posted.Debit).InPounds, "ST2324P02-002", period: period, text: posted.Text, day: posted.PostingDate);

        var made = await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);

        var match = made.GetProperty("matches").EnumerateArray().Single(found => found.GetProperty("statementLine").GetString() == Missing);
        match.GetProperty("state").GetString().ShouldBe("unmatched");
        match.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()).ShouldBe(["missing_at_payer"]);
        match.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("council").GetString()).ShouldBe(["HCC"]);
        made.GetProperty("proposals").GetArrayLength().ShouldBe(0);
        made.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("reason").GetString() == "timing")
            .ShouldBe(period == "2023/24-P01", "posted early, and for another statement");
    }
}

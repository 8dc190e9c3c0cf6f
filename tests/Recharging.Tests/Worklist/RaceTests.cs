using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Reconciling;

namespace Recharging.Tests.Worklist;

/// <summary>However many officers decide at once, a ledger line serves one purpose.</summary>
public sealed class RaceTests(AprilInBothLedgers april) : IClassFixture<AprilInBothLedgers>
{
    private const string Why = "Each of thirty-two officers says so at once.";

    [Fact]
    public async Task ThirtyTwoOfficersAtOnce_MatchOneLine_AndOneOfThemWins()
    {
        await april.PostLineAsync("HCC", "WANTED", 12m);
        await april.SendBalancesAsync();
        var before = await AprilHost.PostAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        foreach (var statementLine in new[] { "ST2324P01-001", "ST2324P01-002" })
        {
            await AprilHost.PostAsync(
                april.Hcc, $"{AprilInBothLedgers.Decisions}/undone-matches", new { statementLine, reason = Why });
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(async worker =>
        {
            using var officer = april.Host.Officer("HCC", $"Officer {worker}", "finance-officer");
            using var answer = await officer.PostAsJsonAsync($"{AprilHost.Api}{AprilInBothLedgers.Decisions}/matches", new
            {
                statementLines = new[] { worker % 2 == 0 ? "ST2324P01-001" : "ST2324P01-002" },
                lines = new[] { new { docRef = "WANTED", lineNo = 1 } },
                reasonCode = "amount",
                reason = Why
            });
            return (answer.StatusCode, Told: await answer.Content.ReadAsStringAsync());
        }));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).ShouldAllBe(answer =>
            answer.StatusCode == HttpStatusCode.Conflict && answer.Told.Contains("matched by Officer", StringComparison.Ordinal));
        var used = await april.Host.ReadAsync(db => db.Set<MatchedLedgerLine>().Where(line => line.DocRef == "WANTED").ToListAsync());
        var now = await AprilHost.GetAsync(april.Hcc, AprilInBothLedgers.Reconciliation);
        used.ShouldHaveSingleItem().Version.ShouldBe(now.GetProperty("version").GetInt32());
        now.GetProperty("version").GetInt32().ShouldBe(before.GetProperty("version").GetInt32() + 3);
    }
}

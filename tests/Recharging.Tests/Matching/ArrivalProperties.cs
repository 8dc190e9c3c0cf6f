using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Matching;
using Recharging.Reconciling;
using Testing;

namespace Recharging.Tests.Matching;

/// <summary>What is matched as batches come is what the whole reconciliation finds by that rule, in whichever order they come.</summary>
public sealed class ArrivalProperties(Servers servers)
{
    /// <summary>The score of what alone quotes its charge and has its amount; what else quotes a charge scores less.</summary>
    private const decimal BeyondDoubt = 0.9999m;

    private static readonly int Seed = Environment.GetEnvironmentVariable("PROPERTY_SEED") is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    [Theory]
    [InlineData(Amounts.Spread, 400, 0.02)]
    [InlineData(Amounts.DayRates, 400, 0.01)]
    [InlineData(Amounts.DayRates, 120, 0.02)]
    public async Task InAnyOrder_TheSameAsTheWholeReconciliationByThatRule(Amounts amounts, int charges, double noise)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"Again with PROPERTY_SEED={Seed}");
        var random = new Random(Seed);
        var month = LedgerGenerator.Month(Seed, charges, noise, amounts);
        await using var host = await servers.StartAsync<RechargingDb>("recharging");
        await host.DeliverAsync("SP-2018", 1, Given.AnAgreement(lastDay: null));
        await host.DeliverAsync("SP-2018/C6", 1, Given.AClause(
            "C6", "settlement", "2018-07-01", ("autoToleranceGbp", "0.01"), ("matchWindowDays", "31")));
        await using var database = new NpgsqlConnection(await host.ReadAsync(db => Task.FromResult(db.Database.GetConnectionString()!)));
        await database.OpenAsync();
        var stored = new StoredMonth(database, month);
        await stored.IssueAsync("SP-2018");

        var come = new List<ControlLine>();
        foreach (var (at, batch) in Batches(random, month.Input.Lines).Index())
        {
            var (council, id) = (batch[0].Key.Council, $"B{at}");
            await stored.BringAsync(id, batch);
            come.AddRange(batch);
            using var erp = host.Erp(council, "ledger:write");
            var told = await AprilHost.PostAsync(erp, $"/ledger-batches/{id}/matching");

            var found = Exact(month, council, come);
            (await KeptAsync(host, council)).ShouldBe(found, ignoreOrder: true, $"PROPERTY_SEED={Seed}, batch {at}");
            var ofBatch = batch.Select(line => line.Key).ToHashSet();
            told.GetProperty("matched").GetInt32().ShouldBe(found.Count(match => ofBatch.Contains(match.Line)), $"PROPERTY_SEED={Seed}");
            told.GetProperty("lines").GetArrayLength().ShouldBe(batch.Count);
        }

        var kept = (await KeptAsync(host, "HCC")).Concat(await KeptAsync(host, "IWC")).ToList();
        kept.Count.ShouldBeGreaterThan(charges);
        using var officer = host.Client("HCC", "finance-officer");
        await AprilHost.PostAsync(officer, $"/statements/{stored.Statement}/reconciliation");

        var whole = await host.ReadAsync(db => db.Set<MatchedLedgerLine>().ToListAsync());
        whole.ShouldAllBe(line => line.Version == 1);
        kept.Except(whole.Where(line => line.Rule == MatchRule.ExactReference).Select(line => (line.Key, line.StatementLine!)))
            .ShouldBeEmpty($"PROPERTY_SEED={Seed}");
    }

    // What comes in one file and what comes in another is chance, and so is which file comes first.
    private static List<List<ControlLine>> Batches(Random random, IReadOnlyList<ControlLine> lines)
    {
        var batches = lines.GroupBy(line => (line.Key.Council, random.Next(4))).Select(batch => batch.ToList()).ToArray();
        random.Shuffle(batches);
        return [.. batches];
    }

    private static List<(LedgerLineKey Line, string StatementLine)> Exact(GeneratedMonth month, string council, List<ControlLine> come) =>
    [
        .. FindMatches.Of(new ToMatch
        {
            Entries = [.. month.Input.Statement.SelectMany(line => new[] { line.Payee, line.Payer }).Where(entry => entry.Council == council)],
            Lines = [.. come.Where(line => line.Key.Council == council)],
            Period = month.Input.Period,
            Terms = month.Input.Terms
        }).Matches.Where(match => match is { Rule: MatchRule.ExactReference, Score: BeyondDoubt }).Select(match => (match.Lines[0].Key, match.Entries[0].StatementLine))
    ];

    private static Task<List<(LedgerLineKey Line, string StatementLine)>> KeptAsync(ServiceHost<RechargingDb> host, string council) =>
        host.ReadAsync(async db => (await db.Set<MatchedLedgerLine>().Where(line => line.Council == council).ToListAsync())
            .ConvertAll(line => (line.Key, line.StatementLine!)));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Recharging.Tests.Worklist;
using Values;

namespace Recharging.Tests.Reconciliation;

/// <summary>
/// A reconciliation of any past instant is worked out as it would have been found then: to the letter what a version made then has, and
/// what was true between two versions. Each step is an hour after the one before; nothing of it is forgotten at the end.
/// </summary>
public sealed class KnownAtTests(Testing.Servers servers)
{
    private const string Reconciliation = $"/statements/{AprilHost.Statement}/reconciliation";
    private const string Decisions = $"/statements/{AprilHost.Statement}/decisions";
    private const string Why = "As agreed with the other council by telephone.";

    [Fact]
    public async Task FromIssueToBothLedgers_EachHour_IsWorkedOutAsItWas()
    {
        await using var april = new IssuedApril(servers);
        await april.InitializeAsync();
        var diary = new Diary(april);

        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        await diary.StepAsync(() => PostEarlyAsync(april, diary, "HCC", "IWC", 136_666.67m));
        await diary.StepAsync(() => PostEarlyAsync(april, diary, "IWC", "HCC", -136_416.67m));
        await diary.StepAsync(() => DisputeAsync(april, "ST2324P01-001", 250m));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Iwc, Reconciliation));
        await diary.StepAsync(() => AgreeAllAsync(april));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/settlement"));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        await diary.StepAsync(() => SentLedger.SendAsync(april, "HCC", "IWC", april.Hcc));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        await diary.StepAsync(() => SentLedger.SendAsync(april, "IWC", "HCC", april.Iwc, leaveOut: "ST2324P01-005"));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Iwc, Reconciliation));

        diary.Changes.ShouldBeGreaterThan(6);
        await diary.ReadAgainAsync();
    }

    [Fact]
    public async Task WhateverOfficersDecideAndErpsSend_EachHour_IsWorkedOutAsItWas()
    {
        await using var april = new AprilInBothLedgers(servers);
        await april.InitializeAsync();
        var diary = new Diary(april);

        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        await diary.StepAsync(() => BringAsync(april, diary, "HCC", "STRAY-20", 20m));
        await diary.StepAsync(() => april.SendBalancesAsync(diary.Now));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        await diary.StepAsync(() => DecideAsync(april.Iwc, "undone-matches", new { statementLine = "ST2324P01-002", reason = Why }));
        await diary.StepAsync(() => DecideAsync(april.Iwc, "matches", new
        {
            statementLines = new[] { "ST2324P01-002" },
            lines = new[] { new { docRef = "JN2324P01-IWC-P", lineNo = LineNoOf(diary, "ST2324P01-002") } },
            reason = Why
        }));
        await diary.StepAsync(() => DecideAsync(april.Hcc, "splits", new
        {
            line = new { docRef = "STRAY-20", lineNo = 1 }, partsGbp = new[] { 0.5m, 19.5m }, reason = Why
        }));
        await diary.StepAsync(() => DecideAsync(april.Hcc, "write-offs", WriteOff(diary, 0.5m)));
        await diary.StepAsync(() => DecideAsync(april.Hcc, "write-offs", WriteOff(diary, 19.5m)));
        await diary.StepAsync(() => DecideAsync(april.Delegate, "5/approval", new { reason = Why }));
        await diary.StepAsync(() => DecideAsync(april.Iwc, "2/undo", new { reason = Why }));
        await diary.StepAsync(() => BringAsync(april, diary, "IWC", "LATE", -12m, "ST2324P01-002", "2023/24-P02"));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Iwc, Reconciliation));

        diary.Changes.ShouldBeGreaterThan(8);
        await diary.ReadAgainAsync();
    }

    [Fact]
    public async Task AJournalThatIsReversedLater_IsStillPostedBefore()
    {
        await using var april = new AprilInBothLedgers(servers);
        await april.InitializeAsync();
        await BookElsewhereAsync(april, "IWC", "ST2324P01-002");
        var diary = new Diary(april);

        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        diary.Last["byReason"]!["coding"]!.GetValue<int>().ShouldBe(1);
        await diary.StepAsync(() => ReverseAsync(april, "IWC", "JN2324P01-IWC-P"));
        diary.Last["byReason"]!["coding"].ShouldBeNull("what was taken back says no more where its charges belong");

        await diary.ReadAgainAsync();
    }

    [Fact]
    public async Task AMonthThatUsesALine_TakesItFromTheOther_FromThenOnAndNotBefore()
    {
        await using var april = new AprilInBothLedgers(servers);
        await april.InitializeAsync();
        const string may = "/statements/ST-2023-24-P02/reconciliation";
        await april.Host.SetClockAsync(new DateTimeOffset(2023, 6, 7, 9, 0, 0, TimeSpan.Zero));
        await IssueMayAsync(april);
        var diary = new Diary(april, may);

        await AprilHost.PostAsync(april.Hcc, Reconciliation);
        await DecideAsync(april.Iwc, "undone-matches", new { statementLine = "ST2324P01-002", reason = Why });
        await diary.StepAsync(() => BringAsync(april, diary, "IWC", "LATE", -100_000m, "ST2324P01-002", "2023/24-P02"));
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, may));
        diary.Last["items"]!.ToJsonString().ShouldContain("document LATE in 2023/24-P02; it names ");
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, Reconciliation));
        diary.Last["items"]!.ToJsonString().ShouldContain("belongs to ST-2023-24-P01");
        await diary.StepAsync(() => AprilHost.PostAsync(april.Hcc, may));

        await diary.ReadAgainAsync();
    }

    [Fact]
    public async Task AnInstant_ThatIsToComeOrBeforeTheStatement_IsRefused()
    {
        await using var april = new IssuedApril(servers);
        await april.InitializeAsync();

        foreach (var (query, status) in new[]
        {
            ("knownAt=2023-01-01T00:00:00Z", 404), ("knownAt=2033-01-01T00:00:00Z", 400), ("version=1&knownAt=2023-05-09T08:00:00Z", 400),
            ("knownAt=may", 400), ("version=1", 404), ("knownAt=2023-05-09T09:00:00%2B01:00", 200)
        })
        {
            using var answer = await april.Hcc.GetAsync($"{AprilHost.Api}{Reconciliation}?{query}");
            ((int)answer.StatusCode).ShouldBe(status, query);
        }
    }

    // Before any journal: the charge on the control account, and its cost where no journal will say.
    private static Task<int> PostEarlyAsync(AprilHost april, Diary diary, string council, string partner, decimal pounds) =>
        april.Host.ReadAsync(async db =>
        {
            var control = await db.Accounts.FirstAsync(account => account.Council == council && account.Kind == "control");
            db.Add(AprilInBothLedgers.BatchOf(council, "EARLY", diary.Now));
            foreach (var (lineNo, account, of, amount) in new[] { (1, control.Code, partner, pounds), (2, "99999", null, -pounds) })
            {
                db.Add(new LedgerLine
                {
                    Council = council, BatchId = "EARLY", SourceSystem = "SAP", Entity = "1000", DocType = "GJ", DocRef = "EARLY",
                    LineNo = lineNo, DocDate = new DateOnly(2023, 4, 28), PostingDate = new DateOnly(2023, 4, 28),
                    Period = AccountingPeriod.Parse("2023/24-P01"), Account = account, Partner = of, Currency = "GBP", Text = "Charge",
                    Debit = Money.Pounds(Math.Max(amount, 0)), Credit = Money.Pounds(Math.Max(-amount, 0)), ExternalLineId = "ST2324P01-001"
                });
            }

            return await db.SaveChangesAsync();
        });

    private static object WriteOff(Diary diary, decimal pounds) => new
    {
        item = diary.Last["alarms"]!.AsArray().Single(alarm => alarm!["amountGbp"]!.GetValue<decimal>() == pounds)!["id"]!
            .GetValue<string>(),
        reasonCode = "out_of_scope",
        reason = Why
    };

    private static int LineNoOf(Diary diary, string statementLine) => diary.Last["alarms"]!.AsArray().Concat(diary.Last["items"]!.AsArray())
        .SelectMany(found => found!["lines"]?.AsArray() ?? [])
        .First(line => line!["externalLineId"]?.GetValue<string>() == statementLine && line["council"]!.GetValue<string>() == "IWC")!["lineNo"]!
        .GetValue<int>();

    private static Task<JsonElement> DecideAsync(HttpClient officer, string what, object decision) =>
        AprilHost.PostAsync(officer, $"{Decisions}/{what}", decision);

    // A cost centre that the journal doesn't name.
    private static Task<int> BookElsewhereAsync(AprilHost april, string council, string statementLine) => april.Host.ReadAsync(db =>
        db.Set<LedgerLine>().Where(line => line.Council == council && line.ExternalLineId == statementLine && line.CostCentre != null)
            .ExecuteUpdateAsync(line => line.SetProperty(posted => posted.CostCentre, "CS999")));

    private static async Task ReverseAsync(AprilHost april, string council, string journal)
    {
        var erp = april.Host.Erp(council, "journals:acknowledge");
        await AprilHost.PostAsync(erp, $"/journals/{journal}/acknowledgements", new { stage = "posted", documentNumber = "1900000042" });
        await AprilHost.PostAsync(
            erp, $"/journals/{journal}/acknowledgements", new { stage = "reversed", documentNumber = "1900000043", reverses = "1900000042" });
    }

    private static async Task BringAsync(
        AprilInBothLedgers april, Diary diary, string council, string document, decimal pounds, string? quotes = null,
        string period = "2023/24-P01")
    {
        await april.Host.ReadAsync(async db =>
        {
            db.Add(AprilInBothLedgers.BatchOf(council, document, diary.Now));
            return await db.SaveChangesAsync();
        });
        await april.PostLineAsync(council, document, pounds, quotes, batch: document, period: period);
    }

    private static async Task IssueMayAsync(AprilHost april)
    {
        var run = (await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P02" })).GetProperty("id").GetString();
        await AprilHost.PostAsync(april.Approver, $"/runs/{run}/review");
        await AprilHost.PostAsync(april.Delegate, $"/runs/{run}/issue");
    }

    private static async Task AgreeAllAsync(AprilHost april)
    {
        await AprilHost.PostAsync(april.Iwc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"/statements/{AprilHost.Statement}/agreements", new { all = true });
    }

    private static Task<JsonElement> DisputeAsync(AprilHost april, string line, decimal pounds) => AprilHost.PostAsync(
        april.Iwc, $"/statements/{AprilHost.Statement}/lines/{line}/dispute",
        new { reason = "share", disputedGbp = pounds, explanation = "The share of the post was less in April." });

    /// <summary>Does a step an hour, and writes down what is worked out after it.</summary>
    private sealed class Diary(AprilHost host, string address = Reconciliation)
    {
        private static readonly string[] OfTheVersion = ["version", "reconciledAt", "reconciledBy"];
        private readonly List<(DateTimeOffset At, string Told)> _days = [];

        public DateTimeOffset Now { get; private set; } = new(2023, 6, 8, 9, 0, 0, TimeSpan.Zero);

        public JsonObject Last => JsonNode.Parse(_days[^1].Told)!.AsObject();

        public int Changes => _days.Select(day => Content(day.Told)).Distinct().Count();

        public async Task StepAsync(Func<Task> step)
        {
            Now = Now.AddHours(1);
            await host.Host.SetClockAsync(Now);
            await step();
            _days.Add((Now, (await AprilHost.GetAsync(host.Hcc, $"{address}?knownAt={Now:yyyy-MM-ddTHH:mm:ssZ}")).ToString()));
        }

        // Later again, what is worked out for each instant; and each kept version, to the letter.
        public async Task ReadAgainAsync()
        {
            await host.Host.SetClockAsync(Now.AddDays(30));
            foreach (var (at, told) in _days)
            {
                var again = await AprilHost.GetAsync(host.Iwc, $"{address}?knownAt={at.AddMinutes(59):yyyy-MM-ddTHH:mm:ssZ}");
                Content(again.ToString()).ShouldBe(Content(told), $"{at}");
            }

            for (var version = (await AprilHost.GetAsync(host.Hcc, address)).GetProperty("version").GetInt32(); version > 0; version--)
            {
                var kept = await AprilHost.GetAsync(host.Hcc, $"{address}?version={version}");
                var worked = await AprilHost.GetAsync(
                    host.Hcc, $"{address}?knownAt={kept.GetProperty("reconciledAt").GetDateTimeOffset():yyyy-MM-ddTHH:mm:ss.ffffffZ}");
                Content(worked.ToString()).ShouldBe(Content(kept.ToString()), $"version {version}");
                worked.GetProperty("version").GetInt32().ShouldBe(version);
            }
        }

        private static string Content(string told)
        {
            var record = JsonNode.Parse(told)!.AsObject();
            foreach (var field in OfTheVersion)
            {
                record.Remove(field);
            }

            return record.ToJsonString();
        }
    }
}

using System.Text.Json.Nodes;
using Demonstration;
using Shouldly;

namespace Platform.Tests;

/// <summary>What holds of April at every rest, whatever happened before.</summary>
internal static class AprilInvariants
{
    // Who listens to whom: the arrows of the architecture. Whole streams reach each subscriber.
    private static readonly Dictionary<string, string[]> Subscriptions = new(StringComparer.Ordinal)
    {
        ["governance"] = ["recharging"],
        ["secondments"] = ["governance"],
        ["school-support"] = ["governance"],
        ["recharging"] = ["governance", "secondments", "school-support"]
    };

    private sealed record Event(string Publisher, Guid Id, string Aggregate, long Version);

    public static async Task BothCouncilsReadTheSameStatementAsync(this AprilSystem april)
    {
        var path = $"recharging/v1/statements/{april.Told.Statement}";
        var hampshire = await april.ReadAsync("HCC", path);
        var isleOfWight = await april.ReadAsync("IWC", path);

        (hampshire.Status, isleOfWight.Status).ShouldBe((200, 200));
        isleOfWight.Body.AsSpan().SequenceEqual(hampshire.Body).ShouldBeTrue();
        isleOfWight.Tag.ShouldBe(hampshire.Tag.ShouldNotBeNull());
    }

    /// <summary>Each line balances in each book, the two books mirror each other, and each journal's debits equal its credits.</summary>
    public static async Task BooksBalanceAsync(this AprilSystem april)
    {
        var statement = await april.Told.Services.StatementAsync(april.Told.Statement);
        var charged = statement["lines"]!.AsArray().Sum(line => Pounds(line, "amountGbp"));
        var hampshire = await PostingsAsync(april.Told.Hampshire, april.Told.Statement);
        var isleOfWight = await PostingsAsync(april.Told.IsleOfWight, april.Told.Statement);
        foreach (var book in new[] { hampshire, isleOfWight })
        {
            book.ShouldNotBeEmpty();
            book.GroupBy(posting => posting!["lineReference"]!.GetValue<string>(), StringComparer.Ordinal)
                .Where(line => line.Sum(Net) != 0m).ShouldBeEmpty();
        }

        On(hampshire, "debtor").ShouldBe(-On(isleOfWight, "creditor"));
        On(isleOfWight, "debtor").ShouldBe(-On(hampshire, "creditor"));
        (On(hampshire, "cost") + On(isleOfWight, "cost")).ShouldBe(charged);
        (On(hampshire, "income") + On(isleOfWight, "income")).ShouldBe(-charged);

        foreach (var office in new[] { april.Told.Hampshire, april.Told.IsleOfWight })
        {
            var journals = (await office.Erp.GetAsync("recharging/v1/journals")).AsArray();
            journals.Count.ShouldBe(2);
            foreach (var row in journals)
            {
                var journal = await office.Erp.GetAsync($"recharging/v1/journals/{row!["reference"]}");
                Pounds(journal, "debitsGbp").ShouldBeGreaterThan(0m);
                Pounds(journal, "creditsGbp").ShouldBe(Pounds(journal, "debitsGbp"));
                journal["lines"]!.AsArray().Sum(line => Pounds(line, "debitGbp") - Pounds(line, "creditGbp")).ShouldBe(0m);
            }
        }
    }

    /// <summary>No ghost and no zombie: what was told was heard once at each subscriber under its own version, and nothing else was.</summary>
    public static async Task EveryEventHadOneEffectAsync(this AprilSystem april)
    {
        foreach (var (subscriber, publishers) in Subscriptions)
        {
            var told = new List<Event>();
            foreach (var publisher in publishers)
            {
                (await april.QueryAsync(publisher, "SELECT count(*) FROM outbox WHERE sent_at IS NULL", row => row.GetInt64(0))).ShouldBe([0L]);
                told.AddRange(await april.QueryAsync(publisher, "SELECT event_id, aggregate, version FROM outbox",
                    row => new Event(publisher, row.GetGuid(0), row.GetString(1), row.GetInt64(2))));
            }

            var heard = await april.QueryAsync(subscriber, "SELECT publisher, event_id, aggregate, version, state FROM inbox",
                row => (Event: new Event(row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3)), State: row.GetString(4)));
            heard.Where(entry => entry.State is not ("Applied" or "Ignored" or "Refused")).ShouldBeEmpty();
            told.ShouldNotBeEmpty();
            told.Except(heard.Select(entry => entry.Event)).ShouldBeEmpty($"{subscriber} has not heard these");
            heard.Select(entry => entry.Event).Except(told).ShouldBeEmpty($"{subscriber} has heard these of nobody");
            heard.Count.ShouldBe(told.Count);
        }

        var flow = await EventFlow.ReadAsync(april.Told.Services);
        (flow.Unsent, flow.Waiting, flow.Parked).ShouldBe((0L, 0L, 0L));
    }

    private static async Task<JsonArray> PostingsAsync(Office office, string statement) =>
        (await office.Finance.GetAsync($"recharging/v1/statements/{statement}/postings"))["postings"]!.AsArray();

    private static decimal On(JsonArray book, string side) =>
        book.Where(posting => posting!["side"]!.GetValue<string>() == side).Sum(Net);

    private static decimal Net(JsonNode? posting) => Pounds(posting, "debitGbp") - Pounds(posting, "creditGbp");

    private static decimal Pounds(JsonNode? of, string name) => of![name]!.GetValue<decimal>();
}

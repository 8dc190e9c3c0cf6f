using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Recharging.Agreeing;
using Recharging.Contracts;
using Recharging.Tests.Engine;

namespace Recharging.Tests.Disputes;

/// <summary>From the answer to the credit: what is accepted comes back with the next run, to the penny and once.</summary>
public sealed class ResolutionTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = "/statements/ST-2023-24-P01";

    [Fact]
    public async Task Dispute_AcceptedInPart_IsCreditedByTheNextRun_AndClosed()
    {
        await year.OnAsync(Given.Day("2023-05-09"));
        await year.IssueAsync("2023/24-P01");
        var part = await RaiseAsync("COM-2023-0001", 260m);
        var rejected = await RaiseAsync("SEC-2022-0001", 100m);
        var whole = await RaiseAsync("SEC-2023-0003", 55.55m);
        var withdrawn = await LineAsync("COM-2023-0002");
        await CheckRefusalsAsync(part, withdrawn);
        await ResolveAsync(part, 100m);
        await ResolveAsync(rejected, 0m);
        Text(await ResolveAsync(whole, 55.55m), "state").ShouldBe("resolved_credit");
        Text(await AprilHost.PostAsync(year.Iwc, $"/disputes/{part}/confirmation"), "state").ShouldBe("resolved_credit");
        Text(await AprilHost.PostAsync(year.Iwc, $"/disputes/{rejected}/confirmation"), "state").ShouldBe("resolved_agreed");
        (await YearHost.RefusedAsync(year.Iwc, $"/disputes/{part}/confirmation")).ShouldBe("dispute-resolved");
        Text(await AprilHost.PostAsync(year.Hcc, $"{April}/lines/{withdrawn}/withdrawal", Reason), "state").ShouldBe("withdrawn");
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/lines/{withdrawn}/agreement")).ShouldBe("line-withdrawn");
        (await year.Host.ToldAsync<DisputeResolved>(part)).ShouldHaveSingleItem().AcceptedGbp.ShouldBe(100m);
        (await HeldAsync()).ShouldBe(100m + 55.55m + 260m);
        await AprilHost.PostAsync(year.Iwc, $"{April}/agreements", new { all = true });
        await AprilHost.PostAsync(year.Hcc, $"{April}/agreements", new { all = true });
        await AprilHost.PostAsync(year.Hcc, $"{April}/settlement");
        (await StateAsync(rejected)).ShouldBe("closed");

        await year.OnAsync(Given.Day("2023-06-08"));
        var run = await year.IssueAsync("2023/24-P02");

        var credits = run.GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("corrects").ValueKind == JsonValueKind.String)
            .ToDictionary(line => Text(line, "corrects"));
        Credit(credits, "COM-2023-0001").ShouldBe((-100m, -20m));
        Credit(credits, "SEC-2023-0003").ShouldBe((-55.55m, 0m));
        Credit(credits, "COM-2023-0002").ShouldBe((-260m, -52m));
        credits.Count.ShouldBe(3);
        foreach (var dispute in new[] { part, whole })
        {
            (await StateAsync(dispute)).ShouldBe("closed");
        }

        (await HeldAsync()).ShouldBe(0m);
        await CheckExplanationAsync(Text(credits[$"ST{part[2..]}"], "reference"), part);
        var released = await AprilHost.PostAsync(year.Hcc, $"{April}/settlement");
        released.GetProperty("journals").EnumerateArray().Sum(journal => Text(journal, "direction") == "payable"
            ? journal.GetProperty("debitsGbp").GetDecimal() : 0m).ShouldBe(120m + 55.55m + 312m);

        await year.OnAsync(Given.Day("2023-07-07"));
        (await year.IssueAsync("2023/24-P03")).GetProperty("lines").EnumerateArray()
            .ShouldAllBe(line => line.GetProperty("corrects").ValueKind == JsonValueKind.Null);
    }

    private async Task CheckRefusalsAsync(string dispute, string line)
    {
        (await YearHost.RefusedAsync(year.Iwc, $"/disputes/{dispute}/resolution", Answer(1m))).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Hcc, $"/disputes/{dispute}/resolution", Answer(0.001m))).ShouldBe("400");
        (await YearHost.RefusedAsync(year.Hcc, $"/disputes/{dispute}/resolution", Answer(-1m))).ShouldBe("400");
        (await YearHost.RefusedAsync(year.Hcc, $"/disputes/{dispute}/resolution", Answer(260.01m))).ShouldBe("accepted-amount");
        (await YearHost.RefusedAsync(year.Hcc, "/disputes/DP2324P01-999/resolution", Answer(1m))).ShouldBe("404");
        (await YearHost.RefusedAsync(year.Iwc, $"/disputes/{dispute}/confirmation")).ShouldBe("dispute-unanswered");
        (await YearHost.RefusedAsync(year.Hcc, $"/disputes/{dispute}/confirmation")).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Hcc, "/disputes/DP2324P01-999/confirmation")).ShouldBe("404");
        (await YearHost.RefusedAsync(year.Iwc, $"{April}/lines/{line}/withdrawal", Reason)).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/lines/{line}/withdrawal", new { reason = "Oops." })).ShouldBe("400");
        (await YearHost.RefusedAsync(year.Hcc, $"{April}/lines/ST2324P01-999/withdrawal", Reason)).ShouldBe("404");
    }

    private async Task CheckExplanationAsync(string line, string dispute)
    {
        var told = await AprilHost.GetAsync(year.Hcc, $"/lines/{line}/explanation");
        told.GetRawText().ShouldContain(dispute);
        (await AprilHost.GetAsync(year.Iwc, $"/lines/{line}/explanation")).GetRawText().ShouldContain(dispute);
        var amount = JsonSerializer.Deserialize<Recharging.Engine.Explanation>(
            told.GetProperty("explanation").GetProperty("amount"), JsonSerializerOptions.Web)!;
        ExplanationTests.WorkOut(amount).ShouldBe(told.GetProperty("amountGbp").GetDecimal());
    }

    private static (decimal Amount, decimal Vat) Credit(Dictionary<string, JsonElement> credits, string subject)
    {
        var line = credits.Values.Single(line => Text(line, "subject") == subject);
        return (line.GetProperty("amountGbp").GetDecimal(), line.GetProperty("vatGbp").GetDecimal());
    }

    private static readonly object Reason = new { reason = "The visit was not given." };

    private static object Answer(decimal accepted) => new { acceptedGbp = accepted, reason = "By the evidence that we have." };

    private Task<JsonElement> ResolveAsync(string dispute, decimal accepted) =>
        AprilHost.PostAsync(year.Hcc, $"/disputes/{dispute}/resolution", Answer(accepted));

    private async Task<string> StateAsync(string dispute) =>
        Text((await AprilHost.GetAsync(year.Iwc, $"/disputes/{dispute}")).GetProperty("dispute"), "state");

    private async Task<decimal> HeldAsync() => (await AprilHost.GetAsync(year.Iwc, April)).GetProperty("lines").EnumerateArray()
        .Sum(line => line.GetProperty("disputedGbp").GetDecimal());

    private async Task<string> RaiseAsync(string subject, decimal pounds) => Text(
        await AprilHost.PostAsync(year.Iwc, $"{April}/lines/{await LineAsync(subject)}/dispute",
            new { reason = "evidence", disputedGbp = pounds, explanation = "Half of it is without evidence." }), "dispute");

    private async Task<string> LineAsync(string subject) => Text((await AprilHost.GetAsync(year.Iwc, April)).GetProperty("lines")
        .EnumerateArray().Single(line => Text(line, "subject") == subject), "reference");

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}

/// <summary>Clocks that run out, by the sweep itself and by hand.</summary>
public sealed class EscalationTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    [Fact]
    public async Task Dispute_WhoseClockHasRunOut_IsEscalatedOnce()
    {
        var late = await RaiseAsync("SEC-2022-0001");
        var seen = await RaiseAsync("SEC-2022-0002");
        var byHand = await RaiseAsync("SEC-2023-0003");
        await AprilHost.PostAsync(april.Hcc, $"/disputes/{seen}/acknowledgement");
        (await SweepAsync("2023-05-12")).ShouldBe(0);
        (await YearHost.RefusedAsync(april.Iwc, $"/disputes/{byHand}/escalation", new { reason = "No." })).ShouldBe("400");
        (await YearHost.RefusedAsync(april.Host.Client("IWC", "auditor"), $"/disputes/{byHand}/escalation", Why)).ShouldBe("403");
        (await YearHost.RefusedAsync(april.Iwc, "/disputes/DP2324P01-999/escalation", Why)).ShouldBe("404");
        await AprilHost.PostAsync(april.Iwc, $"/disputes/{byHand}/escalation", Why);
        (await YearHost.RefusedAsync(april.Hcc, $"/disputes/{byHand}/escalation", Why)).ShouldBe("dispute-escalated");

        (await SweepAsync("2023-05-13")).ShouldBe(1);
        (await SweepAsync("2023-05-24")).ShouldBe(1);
        (await SweepAsync("2023-07-01")).ShouldBe(0);

        (await CausesAsync(late)).ShouldBe(["acknowledgement"]);
        (await CausesAsync(seen)).ShouldBe(["resolution"]);
        (await CausesAsync(byHand)).ShouldBe(["officer"]);
        (await april.Host.ToldAsync<DisputeEscalated>(late)).Single().Because.ShouldBe("Its acknowledgement was due by 12 May 2023.");
        var history = (await AprilHost.GetAsync(april.Iwc, $"/disputes/{late}")).GetProperty("history").EnumerateArray().Last();
        history.GetProperty("by").GetString().ShouldBe("system");
    }

    private static readonly object Why = new { reason = "Nobody has answered us." };

    private async Task<int> SweepAsync(string day)
    {
        await april.Host.SetClockAsync(new DateTimeOffset(Given.Day(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero));
        return await april.Host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<EscalateOverdueDisputes>()
            .Single().SweepAsync(CancellationToken.None);
    }

    private async Task<List<string>> CausesAsync(string dispute) =>
        (await april.Host.ToldAsync<DisputeEscalated>(dispute)).Select(told => told.Cause).ToList();

    private async Task<string> RaiseAsync(string subject)
    {
        const string Statement = $"/statements/{AprilHost.Statement}";
        var line = (await AprilHost.GetAsync(april.Iwc, Statement)).GetProperty("lines").EnumerateArray()
            .Single(line => line.GetProperty("subject").GetString() == subject).GetProperty("reference").GetString();
        return (await AprilHost.PostAsync(april.Iwc, $"{Statement}/lines/{line}/dispute",
            new { reason = "rate", disputedGbp = 1m, explanation = "Paid at another point." })).GetProperty("dispute").GetString()!;
    }
}

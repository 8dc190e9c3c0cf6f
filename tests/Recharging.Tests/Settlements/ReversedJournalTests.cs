using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Reconciling;

namespace Recharging.Tests.Settlements;

/// <summary>A ledger takes a posted journal back: its lines are booked nowhere, and go to that ledger again with the next journal.</summary>
public sealed class ReversedJournalTests(IssuedApril april) : IClassFixture<IssuedApril>
{
    private const string Statement = $"/statements/{AprilHost.Statement}";
    private const string Payable = "JN2324P01-IWC-P";
    private const string Receivable = "JN2324P01-HCC-R";

    [Fact]
    public async Task Reversed_WhetherThePeriodIsOpenOrClosed_IsSettledAgainToThePenny()
    {
        await OnAsync("2023-05-09");
        await AprilHost.PostAsync(april.Iwc, $"{Statement}/agreements", new { all = true });
        await AprilHost.PostAsync(april.Hcc, $"{Statement}/agreements", new { all = true });
        var whole = await UnsettledAsync();
        await AprilHost.PostAsync(april.Hcc, $"{Statement}/settlement");
        (await UnsettledAsync()).ShouldBe(0m);
        var sent = await TotalAsync("IWC", Payable);
        sent.ShouldBe(whole);

        await OnAsync("2023-05-10");
        await ReverseAsync("IWC", Payable);

        (await StateAsync()).ShouldBe("marked");
        (await StateAsync("2023-05-09T20:00:00Z")).ShouldBe("settled");
        (await UnsettledAsync()).ShouldBe(whole);
        (await WaitingAsync(april.Iwc)).ShouldBe(0m);
        (await ExpectedAsync()).ShouldBe([null]);
        (await NoticesAsync(april.Iwc)).ShouldHaveSingleItem().ShouldStartWith($"The ledger took {Payable} back by 7{Payable[^1]}.");
        (await NoticesAsync(april.Hcc)).ShouldBeEmpty();

        await OnAsync("2023-05-11");
        var again = (await AprilHost.PostAsync(april.Iwc, $"{Statement}/settlement")).GetProperty("journals").EnumerateArray()
            .ShouldHaveSingleItem();
        again.GetProperty("reference").GetString().ShouldBe($"{Payable}2");
        (await TotalAsync("IWC", $"{Payable}2")).ShouldBe(sent);
        (await UnsettledAsync()).ShouldBe(0m);
        (await StateAsync()).ShouldBe("settled");
        (await StateAsync("2023-05-10T20:00:00Z")).ShouldBe("marked");
        (await ExpectedAsync()).ShouldBe([$"{Payable}2"]);
        (await YearHost.RefusedAsync(april.Iwc, $"{Statement}/settlement")).ShouldBe("statement-settled");

        await AprilHost.PostAsync(april.Iwc, "/periods/2023-24-P01/closing");
        await ReverseAsync("HCC", Receivable);
        (await UnsettledAsync()).ShouldBe(whole);
        var late = (await AprilHost.PostAsync(april.Hcc, $"{Statement}/settlement")).GetProperty("journals").EnumerateArray()
            .ShouldHaveSingleItem();
        late.GetProperty("reference").GetString().ShouldBe($"{Receivable}2");
        (await AprilHost.GetAsync(april.Hcc, $"/journals/{Receivable}2")).GetProperty("period").GetString().ShouldBe("2023/24-P02");
        (await TotalAsync("HCC", $"{Receivable}2")).ShouldBe(await TotalAsync("HCC", Receivable));
        (await UnsettledAsync()).ShouldBe(0m);
        (await StageAsync()).ShouldBe("closed");
    }

    private async Task ReverseAsync(string council, string journal)
    {
        var erp = april.Host.Erp(council, "journals:acknowledge");
        await AprilHost.PostAsync(erp, $"/journals/{journal}/acknowledgements", new { stage = "posted", documentNumber = "1900000042" });
        await AprilHost.PostAsync(erp, $"/journals/{journal}/acknowledgements",
            new { stage = "reversed", documentNumber = $"7{journal[^1]}", reverses = "1900000042" });
    }

    private Task OnAsync(string day) =>
        april.Host.SetClockAsync(new DateTimeOffset(Given.Day(day).ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(1)));

    /// <summary>What IWC owes HCC by no ledger yet, alike for both councils.</summary>
    private async Task<decimal> UnsettledAsync()
    {
        var account = await AprilHost.GetAsync(april.Iwc, "/final-account");
        (await AprilHost.GetAsync(april.Hcc, "/final-account")).GetRawText().ShouldBe(account.GetRawText());
        return account.GetProperty("accounts").EnumerateArray().Where(row => row.GetProperty("payer").GetString() == "IWC")
            .Sum(row => row.GetProperty("unsettledGbp").GetDecimal());
    }

    private async Task<string?> StateAsync(string? knownAt = null)
    {
        var path = knownAt is null ? Statement : $"{Statement}?knownAt={Uri.EscapeDataString(knownAt)}";
        return (await AprilHost.GetAsync(april.Iwc, path)).GetProperty("state").GetString();
    }

    private async Task<string?> StageAsync() => (await AprilHost.GetAsync(april.Hcc, "/runs"))[0].GetProperty("stage").GetString();

    /// <summary>What a journal puts on the council's control account, whichever way.</summary>
    private async Task<decimal> TotalAsync(string council, string journal) => Math.Abs((await AprilHost.GetAsync(
            council == "HCC" ? april.Hcc : april.Iwc, $"/journals/{journal}")).GetProperty("lines").EnumerateArray()
        .Where(line => line.GetProperty("component").GetString() == "control")
        .Sum(line => line.GetProperty("debitGbp").GetDecimal() - line.GetProperty("creditGbp").GetDecimal()));

    private static async Task<decimal> WaitingAsync(HttpClient officer) =>
        (await AprilHost.GetAsync(officer, "/reports/cost-centres/2023-24")).GetProperty("rows").EnumerateArray()
        .Where(row => row.GetProperty("entry").GetString() == "total" && row.GetProperty("direction").GetString() == "payable")
        .Sum(row => row.GetProperty("waitingGbp").GetDecimal());

    /// <summary>The journals that reconciliation looks for in IWC's ledger.</summary>
    private async Task<List<string?>> ExpectedAsync() => await april.Host.ReadAsync(async db =>
        (await db.ToReconcileAsync(await db.Statements.AsNoTracking().SingleAsync(one => one.Number == AprilHost.Statement), default))
        .Statement.Select(line => new[] { line.Payer, line.Payee }.Single(entry => entry.Council == "IWC"))
        .Where(entry => !entry.IsDebit).Select(entry => entry.JournalReference).Distinct().ToList());

    private static async Task<List<string>> NoticesAsync(HttpClient officer) =>
        [.. (await AprilHost.GetAsync(officer, "/notices")).GetProperty("notices").EnumerateArray()
            .Where(notice => notice.GetProperty("kind").GetString() == "journal-reversed")
            .Select(notice => notice.GetProperty("sentence").GetString()!)];
}

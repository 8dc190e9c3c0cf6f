using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Tests.Invoices;
using static Recharging.Tests.Payments.Camt053;

namespace Recharging.Tests.Payments;

/// <summary>Payments that quote no invoice, given to invoices by an officer's hand, and taken back.</summary>
public sealed class AllocationTests(IssuedDocuments documents) : IClassFixture<IssuedDocuments>
{
    private const string Reason = "Paid by cheque, the paying-in book says so.";

    [Fact]
    public async Task AnOfficer_GivesAPaymentByHand_InParts_AndTakesItBack_WithEverythingOnRecord()
    {
        var (first, second) = ("HCC-INV-000001", "HCC-INV-000002");
        var (payable, other) = (await PayableAsync(first), await PayableAsync(second));
        var id = await ReceivedAsync("H-1", payable + 5m);

        var given = await GivenAsync(id, (first, payable));
        (given.GetProperty("entry").GetProperty("allocatedGbp").GetDecimal(), Unallocated(given)).ShouldBe((payable, "in-part"));
        var rest = await GivenAsync(id, (second, 5m));
        Unallocated(rest).ShouldBeNull();
        (await PaidAsync(first), await PaidAsync(second)).ShouldBe((payable, 5m));

        var undone = await AnswerAsync(await UndoAsync(id, 1), HttpStatusCode.Created);
        Unallocated(undone).ShouldBe("taken-back");
        undone.GetProperty("allocations").EnumerateArray().Select(row => $"{row.GetProperty("number").GetInt32()} {row.GetProperty("kind").GetString()} "
                + $"{row.GetProperty("by").GetString()} {row.GetProperty("parts")[0].GetProperty("amountGbp").GetDecimal():0.00}")
            .ShouldBe([$"1 by-hand {Officer} {payable:0.00}", $"2 by-hand {Officer} 5.00", $"3 undo {Officer} {-payable:0.00}"]);
        (await PaidAsync(first), await PaidAsync(second)).ShouldBe((0m, 5m));
        (await RefusedAsync(await UndoAsync(id, 1))).ShouldBe("allocation-undone");
        (await UndoAsync(id, 3)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Only by hand from now on, although a later statement pays the invoice.
        await SendAsync(documents.Hcc, Statement("H-S2", Entry("H-2", "CRDT", 1m, endToEnd: first)));
        Unallocated(await AprilHost.GetAsync(documents.Hcc, $"/bank-entries/{id}")).ShouldBe("taken-back");
        (await RefusedAsync(await GiveAsync(id, (first, payable)))).ShouldBe("more-than-open");
        await GivenAsync(id, (first, payable - 1m), (second, 1m));
        (await documents.Host.ReadAsync(db => db.Audit.CountAsync(entry => entry.Subject == "H-1" && entry.Reason == Reason))).ShouldBe(4);
        other.ShouldBeGreaterThan(6m);
    }

    [Fact]
    public async Task NoMoreIsGiven_ThanIsLeftOrOpen_OrWasPaid()
    {
        const string Number = "HCC-INV-000003";
        var payable = await PayableAsync(Number);
        var (much, back) = (await ReceivedAsync("L-1", payable + 1m), await ReceivedAsync("L-2", 2m, "DBIT"));

        (await RefusedAsync(await GiveAsync(much, (Number, payable + 0.01m)))).ShouldBe("more-than-open");
        (await RefusedAsync(await GiveAsync(much, (Number, payable + 1.01m)))).ShouldBe("more-than-paid");
        (await RefusedAsync(await GiveAsync(back, (Number, 2m)))).ShouldBe("nothing-to-take-back");
        await GivenAsync(much, (Number, payable));
        await GivenAsync(back, (Number, 2m));
        (await RefusedAsync(await UndoAsync(much, 1))).ShouldBe("nothing-to-take-back");
        (await RefusedAsync(await GiveAsync(back, (Number, 2m)))).ShouldBe("bank-entry-allocated");
    }

    [Theory]
    [InlineData("HCC-INV-999999", "1.00", "parts[0].invoice")]
    [InlineData("HCC-INV-000004", "0.00", "parts[0].amountGbp")]
    [InlineData("HCC-INV-000004", "1.005", "parts[0].amountGbp")]
    public async Task WhatCantBeRight_IsNamed(string invoice, string pounds, string field)
    {
        var id = await ReceivedAsync($"W-{invoice}-{pounds}", 9m);

        var answer = await GiveAsync(id, (invoice, decimal.Parse(pounds, System.Globalization.CultureInfo.InvariantCulture)));

        (await AnswerAsync(answer, HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task OnlyTheCouncilsOwnFinanceOfficers_MayDoSo()
    {
        var id = await ReceivedAsync("F-1", 9m);
        var given = (Path: $"{AprilHost.Api}/bank-entries/{id}/allocations",
            Body: (object)new { reason = Reason, parts = new[] { new { invoice = "HCC-INV-000004", amountGbp = 1m } } });
        var undone = (Path: $"{given.Path}/1/undo", Body: (object)new { reason = Reason });

        foreach (var (path, body) in new[] { given, undone })
        {
            using var auditor = documents.Host.Client("HCC", "auditor");
            (await auditor.PostAsJsonAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await documents.Iwc.PostAsJsonAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await documents.Iwc.GetAsync($"{AprilHost.Api}/bank-entries/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = documents.Host.Client("HCC", "hr-officer");
        (await stranger.GetAsync($"{AprilHost.Api}/bank-entries/{id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await documents.Hcc.PostAsJsonAsync(undone.Path, new { reason = "No." })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task AReturnThatCameBeforeItsPayment_IsGivenOnceThePaymentIsThere()
    {
        const string Number = "HCC-INV-000005";
        var (_, early) = await SendAsync(documents.Hcc, Statement("T-1", Entry("T-1", "DBIT", 3m, endToEnd: Number)));
        early.GetProperty("unallocated")[0].GetProperty("unallocated").GetString().ShouldBe("nothing-to-take-back");

        var (_, late) = await SendAsync(documents.Hcc, Statement("T-2", Entry("T-2", "CRDT", 10m, endToEnd: Number)));

        late.GetProperty("allocatedSince").GetInt32().ShouldBe(1);
        (await PaidAsync(Number)).ShouldBe(7m);
        var given = await AprilHost.GetAsync(documents.Hcc, $"/bank-entries/{early.GetProperty("unallocated")[0].GetProperty("id").GetInt64()}");
        given.GetProperty("allocations")[0].GetProperty("reason").GetString().ShouldBe("Paid since, by T-2.");
    }

    private const string Officer = "Hannah Finance";

    private static string? Unallocated(JsonElement answer) => answer.GetProperty("entry").GetProperty("unallocated").GetString();

    private async Task<long> ReceivedAsync(string reference, decimal pounds, string side = "CRDT")
    {
        var (status, answer) = await SendAsync(documents.Hcc, Statement($"S-{reference}", Entry(reference, side, pounds, text: "thank you")));
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        return answer.GetProperty("unallocated")[0].GetProperty("id").GetInt64();
    }

    private Task<HttpResponseMessage> GiveAsync(long id, params (string Invoice, decimal Pounds)[] parts) => documents.Hcc.PostAsJsonAsync(
        $"{AprilHost.Api}/bank-entries/{id}/allocations",
        new { reason = Reason, parts = parts.Select(part => new { invoice = part.Invoice, amountGbp = part.Pounds }) });

    private async Task<JsonElement> GivenAsync(long id, params (string Invoice, decimal Pounds)[] parts) =>
        await AnswerAsync(await GiveAsync(id, parts), HttpStatusCode.Created);

    private Task<HttpResponseMessage> UndoAsync(long id, int number) => documents.Hcc.PostAsJsonAsync(
        $"{AprilHost.Api}/bank-entries/{id}/allocations/{number}/undo", new { reason = Reason });

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var told = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, told);
        return JsonElement.Parse(told);
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage response) =>
        (await AnswerAsync(response, HttpStatusCode.Conflict)).GetProperty("type").GetString()!.Split(':')[^1];

    private async Task<decimal> PayableAsync(string number) =>
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{number}")).GetProperty("payableGbp").GetDecimal();

    private async Task<decimal> PaidAsync(string number) =>
        (await AprilHost.GetAsync(documents.Hcc, $"/invoices/{number}")).GetProperty("paidGbp").GetDecimal();
}

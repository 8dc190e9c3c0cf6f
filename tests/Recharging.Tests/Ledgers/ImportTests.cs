using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Testing;

namespace Recharging.Tests.Ledgers;

/// <summary>Watching imports, listing them, and many at once.</summary>
public sealed class ImportTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task ALongBatch_IsSeenWhileItComesIn_AndIsAnsweredAfterwards()
    {
        var lines = Enumerable.Range(1, 30_000).SelectMany(number => LedgerHost.Document($"LONG-{number}")).ToArray();
        var file = Encoding.UTF8.GetBytes(LedgerHost.File("LONG", lines));
        var request = LedgerHost.Batch("LONG", file, 3_000_000m, lines.Length);
        var gate = new TaskCompletionSource();
        request.Content = new Held(file, file.Length / 2, gate.Task);
        request.Content.Headers.ContentType = new("text/csv");
        using var officer = ledgers.Host.Client("HCC", "finance-officer");

        var sending = ledgers.SendAsync("HCC", request);
        var seen = await Eventually.BecomesAsync(
            () => officer.GetAsync($"{LedgerHost.Batches}/LONG"), answer => answer.StatusCode is HttpStatusCode.Accepted);
        using var told = JsonDocument.Parse(await seen.Content.ReadAsStringAsync());
        told.RootElement.GetProperty("state").GetString().ShouldBe("reading");
        told.RootElement.GetProperty("linesRead").GetInt32().ShouldBeInRange(ImportTeller.LinesBetween, 30_001);
        told.RootElement.GetProperty("linesExpected").GetInt32().ShouldBe(60_000);
        (await officer.GetStringAsync(LedgerHost.Batches)).ShouldContain("\"batchId\":\"LONG\",\"sourceSystem\":\"SAP\",\"state\":\"reading\"");
        using var other = ledgers.Host.Client("IWC", "finance-officer");
        (await other.GetAsync($"{LedgerHost.Batches}/LONG")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        gate.SetResult();

        (await sending).Status.ShouldBe(201);
        (await officer.GetAsync($"{LedgerHost.Batches}/LONG")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.BecomesAsync(() => ledgers.Host.ReadAsync(db => db.Set<ImportProgress>().CountAsync()), left => left == 0);
    }

    [Fact]
    public async Task Batches_AreListedWithTheirFate_PageByPage_AndRefusalsAsATable()
    {
        foreach (var number in new[] { 1, 2, 3 })
        {
            await ledgers.SendAsync("IWC", LedgerHost.Batch($"LIST-{number}", LedgerHost.File(
                $"LIST-{number}",
                [.. LedgerHost.Document($"LIST-{number}"), .. LedgerHost.Document($"LISTED-{number}", account: "=HYPERLINK(1)")])));
        }

        using var officer = ledgers.Host.Client("IWC", "auditor");
        var seen = new List<string>();
        for (string? next = $"{LedgerHost.Batches}?size=2"; next is not null;)
        {
            using var page = JsonDocument.Parse(await officer.GetStringAsync(next));
            seen.AddRange(page.RootElement.GetProperty("batches").EnumerateArray().Select(batch =>
                $"{batch.GetProperty("batchId").GetString()} {batch.GetProperty("accepted").GetInt32()} {batch.GetProperty("refusedLines").GetInt32()} "
                + $"{batch.GetProperty("acceptedDocuments").GetInt32()} {batch.GetProperty("refusedDocuments").GetInt32()}"));
            next = page.RootElement.GetProperty("next").GetString();
        }

        seen.ShouldBe(["LIST-3 2 2 1 1", "LIST-2 2 2 1 1", "LIST-1 2 2 1 1"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{LedgerHost.Batches}/LIST-1/refusals") { Headers = { { "Accept", "text/csv" } } };
        using var csv = await officer.SendAsync(request);
        (await csv.Content.ReadAsStringAsync()).Split("\r\n").ShouldBe(
        [
            "file,line,entity,doc_ref,column,value,rule,sentence",
            ",4,1000,LISTED-1,account,'=HYPERLINK(1),unknown-account,The account is not in this council's chart of accounts.", ""
        ]);
        (await officer.GetAsync($"{LedgerHost.Batches}?after=x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var stranger = ledgers.Host.Client("IWC", "hr-officer");
        (await stranger.GetAsync(LedgerHost.Batches)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task AHundredBatchesAtOnce_AreAllPosted_EachOnce()
    {
        var batches = Enumerable.Range(1, 100).Select(batch => LedgerHost.Batch(
            $"P-{batch}",
            LedgerHost.File($"P-{batch}", [.. Enumerable.Range(1, 250).SelectMany(number => LedgerHost.Document($"P-{batch}-{number}"))])));

        var answers = await Task.WhenAll(batches.Select(batch => ledgers.SendAsync("HCC", batch)));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Sum(answer => answer.Answer.GetProperty("accepted").GetInt32()).ShouldBe(50_000);
        (await ledgers.Host.ReadAsync(db => db.Set<LedgerLine>().CountAsync(line => line.BatchId.StartsWith("P-")))).ShouldBe(50_000);
    }

    /// <summary>A body that stops half-way until it is let on.</summary>
    private sealed class Held(byte[] file, int half, Task gate) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(file.AsMemory(0, half));
            await stream.FlushAsync();
            await gate;
            await stream.WriteAsync(file.AsMemory(half));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }
}

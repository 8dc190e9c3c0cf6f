using System.Net;
using System.Net.Http.Headers;
using Sample;
using Shouldly;
using Testing;
using Xunit;

namespace ServiceDefaults.Tests;

/// <summary>Senders that take their time hold neither a connection of the database nor anybody else up.</summary>
public sealed class SlowUploadTests(SampleHost sample)
{
    private const string Batches = "/api/sample/v1/notes/batches";
    private const int Slow = 40;

    [Fact]
    public async Task SlowUploadsOfOneClient_LeaveTheOtherCouncilItsConnections()
    {
        var database = await sample.Servers.CreateDatabaseAsync("sample");
        await using var few = await sample.Servers.StartAsync<SampleDb>("sample", database, broker: null,
            new KeyValuePair<string, string>("ConnectionStrings:sample", $"{sample.Servers.Postgres.ConnectionString(database, "sample")};Maximum Pool Size=2;Timeout=2"));
        using var erp = few.Erp("HCC", "ledger:write");
        using var quiet = few.Client("IWC", "finance-officer");
        var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var uploads = Enumerable.Range(0, Slow).Select(number => PostAsync(erp, $"{SampleHost.NewReference()}", new Waiting(more.Task))).ToList();

        // Those whose turn does not come are refused; the others wait for their sender.
        var refused = await FirstAsync(uploads, Slow - UploadsPerClient.AtOnce);
        using var written = await SampleHost.WriteAsync(quiet, SampleHost.NewReference(), "meanwhile");
        more.SetResult();
        var answers = await Task.WhenAll(uploads);

        written.StatusCode.ShouldBe(HttpStatusCode.Created);
        refused.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter != null);
        answers.Except(refused).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<List<HttpResponseMessage>> FirstAsync(List<Task<HttpResponseMessage>> uploads, int count)
    {
        var first = new List<HttpResponseMessage>();
        await foreach (var answer in Task.WhenEach(uploads))
        {
            first.Add(await answer);
            if (first.Count == count)
            {
                break;
            }
        }

        return first;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string reference, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        return await client.PostAsync($"{Batches}/{reference}", body);
    }

    /// <summary>Sends its first line, and its second one when it may.</summary>
    private sealed class Waiting(Task mayGoOn) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("first\n"u8.ToArray());
            await stream.FlushAsync();
            await mayGoOn;
            await stream.WriteAsync("second\n"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

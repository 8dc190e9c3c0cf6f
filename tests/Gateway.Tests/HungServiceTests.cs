using System.Diagnostics;
using System.Net;

namespace Gateway.Tests;

public sealed class HungServiceTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private static readonly Uri Bodies = new("/api/governance/v1/bodies", UriKind.Relative);
    private static readonly Uri Schools = new("/api/school-support/v1/schools", UriKind.Relative);
    private static readonly Uri Batches = new("/api/recharging/v1/ledger-batches", UriKind.Relative);

    [Fact]
    public async Task ServiceThatHangs_CostsItsCallersLessThanTwoSeconds_AndOthersNothing()
    {
        var awakes = new TaskCompletionSource();
        await using var hung = await Backend.Start();
        await using var edge = gateway.Start(new() { ["services:governance:http:0"] = hung.Address });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());
        (await client.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
        hung.HangsUntil = awakes.Task;

        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync(Bodies)));
        var waited = clock.Elapsed;
        using var other = await client.GetAsync(Schools);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter != null);
        waited.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);

        awakes.SetResult();
        (await client.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task LongWorkOfAServiceThatIsAlive_IsWaitedFor()
    {
        var done = new TaskCompletionSource();
        await using var busy = await Backend.Start();
        await using var edge = gateway.Start(new() { ["services:recharging:http:0"] = busy.Address });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());
        busy.AnswersAfter = done.Task;

        var answering = client.PostAsync(Batches, new StringContent("a batch"));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (busy.AskedWhetherAlive < 10 && !answering.IsCompleted)
        {
            await look.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        answering.IsCompleted.ShouldBeFalse();
        done.SetResult();
        (await answering).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task UploadToAServiceThatHangsOnTheWay_IsGivenUp()
    {
        var awakes = new TaskCompletionSource();
        await using var hung = await Backend.Start();
        await using var edge = gateway.Start(new() { ["services:recharging:http:0"] = hung.Address });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());
        (await client.GetAsync(Schools)).StatusCode.ShouldBe(HttpStatusCode.OK);
        hung.HangsUntil = awakes.Task;

        var clock = Stopwatch.StartNew();
        using var answer = await client.PostAsync(Batches, new StringContent(new string('x', 1024 * 1024)));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        awakes.SetResult();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;

namespace Gateway.Tests;

public sealed class ServiceDownTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private static readonly Uri Bodies = new("/api/governance/v1/bodies", UriKind.Relative);
    private static readonly Uri Schools = new("/api/school-support/v1/schools", UriKind.Relative);

    [Fact]
    public async Task ServiceThatIsNotThere_IsSaidToBeDownAndOthersAnswer()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = $"http://{nobody.LocalEndpoint}";
        nobody.Stop();
        await using var edge = gateway.Start(new() { ["services:governance:http:0"] = address });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());

        await ShouldBeSaidToBeDown(client, "governance");

        (await client.GetAsync(Schools)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ServiceThatSwallowsConnections_IsSaidToBeDownWithinTwoSeconds()
    {
        // A full backlog: the kernel drops what else knocks, as a cut cable would.
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen(0);
        using var first = new TcpClient();
        await first.ConnectAsync((IPEndPoint)silent.LocalEndPoint!);
        await using var edge = gateway.Start(new() { ["services:governance:http:0"] = $"http://{silent.LocalEndPoint}" });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());
        (await client.GetAsync(Schools)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var clock = Stopwatch.StartNew();
        await ShouldBeSaidToBeDown(client, "governance");

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task ImportThatIsNotAnswered_IsGivenUpAfterTheTimeOfImports_AndSaidToBe()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var edge = gateway.Start(new()
        {
            ["services:recharging:http:0"] = $"http://{silent.LocalEndpoint}",
            ["ReverseProxy:Clusters:recharging-imports:HttpRequest:ActivityTimeout"] = "00:00:01",
        });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());

        using var answer = await client.PostAsync(
            new Uri("/api/recharging/v1/ledger-batches", UriKind.Relative), new StringContent("batch_id", null, "text/csv"));

        answer.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("urn:shared-services:no-answer");
        told.ShouldContain("recharging has not answered");
    }

    [Fact]
    public async Task ServiceThatSaysItIsUnwell_IsLeftAloneUntilItIsWell()
    {
        await using var unwell = await Backend.Start();
        unwell.Healthy = false;
        await using var edge = gateway.Start(new() { ["services:governance:http:0"] = unwell.Address });
        using var client = GatewayHost.ClientOf(edge, gateway.Hcc.Token());

        await Until(edge.Services, "governance", available: 0);
        var before = unwell.Requests.Count;
        await ShouldBeSaidToBeDown(client, "governance");
        unwell.Requests.Count.ShouldBe(before);

        unwell.Healthy = true;
        await Until(edge.Services, "governance", available: 1);
        (await client.GetAsync(Bodies)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_NamesTheServiceThatIsDown_AndTheOneThatLacksItsBroker()
    {
        await using var withoutBroker = await Backend.Start();
        withoutBroker.HealthSays = """
            {"status":"Degraded","checks":{"database":{"status":"Healthy","description":null},
            "broker":{"status":"Degraded","description":"The broker does not answer: events wait in the outbox."}}}
            """;
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = $"http://{nobody.LocalEndpoint}";
        nobody.Stop();
        await using var edge = gateway.Start(new()
        {
            ["services:governance:http:0"] = address, ["services:recharging:http:0"] = withoutBroker.Address
        });
        using var client = GatewayHost.ClientOf(edge, null);

        using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, "the other services are served");
        var said = await answer.Content.ReadAsStringAsync();
        said.ShouldStartWith("""{"status":"Degraded""");
        said.ShouldContain("governance does not answer.");
        said.ShouldContain("recharging: The broker does not answer: events wait in the outbox.");
    }

    [Fact]
    public async Task Health_IsHealthyWhereAllAre_AndUnhealthyWhereNoneAnswers()
    {
        using (var client = gateway.Anonymous())
        {
            (await client.GetStringAsync(new Uri("/health", UriKind.Relative))).ShouldStartWith("""{"status":"Healthy""");
        }

        await using var unwell = await Backend.Start();
        unwell.Healthy = false;
        await using var edge = gateway.Start(new[] { "governance", "secondments", "school-support", "recharging", "portal" }
            .ToDictionary(service => $"services:{service}:http:0", _ => unwell.Address));
        using var alone = GatewayHost.ClientOf(edge, null);

        using var answer = await alone.GetAsync(new Uri("/health", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public void ServiceWithoutAnAddress_StopsTheStart() =>
        Should.Throw<Exception>(() => gateway.Start(new() { ["services:governance:http:0"] = "" }))
            .ToString().ShouldContain("services__governance__http__0");

    private static async Task ShouldBeSaidToBeDown(HttpClient client, string service)
    {
        using var answer = await client.GetAsync(Bodies);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"{service} can't be reached");
    }

    private static async Task Until(IServiceProvider gateway, string cluster, int available)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var proxy = gateway.GetRequiredService<IProxyStateLookup>();
        while (!proxy.TryGetCluster(cluster, out var state) || state.DestinationsState.AvailableDestinations.Count != available)
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests;

public sealed class PathTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("//api/governance/v1/bodies")]
    [InlineData("/api//governance/v1/bodies")]
    [InlineData("/api/governance/v1/bodies%0d%0aX-Council:%20IWC")]
    [InlineData("/api/governance/v1/bodies%00")]
    [InlineData("/api/governance/v1/..%2f..%2fadmin")]
    [InlineData("/api/governance/v1/a\\b")]
    [InlineData("/api/governance/v1/a%5cb")]
    public async Task PathWithTwoReadings_IsRefused(string path)
    {
        var answer = await Raw($"GET {path} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
    }

    [Theory]
    [InlineData("GET http://10.0.0.1/api/governance/v1/bodies HTTP/1.1\r\nHost: 10.0.0.1\r\nConnection: close\r\n\r\n", 401)]
    [InlineData("CONNECT 10.0.0.1:443 HTTP/1.1\r\nHost: 10.0.0.1:443\r\nConnection: close\r\n\r\n", 401)]
    [InlineData("TRACE /api/governance/v1/bodies HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 401)]
    [InlineData("POST /api/governance/v1/bodies HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400)]
    [InlineData("POST /api/governance/v1/bodies HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked2\r\n\r\nhello", 400)]
    public async Task RequestMadeToConfuse_ReachesNoService(string request, int status)
    {
        var before = gateway["governance"].Requests.Count + gateway["portal"].Requests.Count;

        var answer = await Raw(request);

        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        (gateway["governance"].Requests.Count + gateway["portal"].Requests.Count).ShouldBe(before);
    }

    [Fact]
    public async Task DotsInAPath_ReachNothingTheyShouldNot()
    {
        using var client = gateway.Officer();

        using var answer = await client.GetAsync(new Uri("/api/governance/v1/%2e%2e/%2e%2e/nothing/here", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DescriptionOfEachService_NeedsNoToken()
    {
        using var client = gateway.Anonymous();
        foreach (var service in new[] { "governance", "secondments", "school-support", "recharging" })
        {
            using var answer = await client.GetAsync(new Uri($"/api/{service}/v1/openapi.json", UriKind.Relative));

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            gateway[service].Requests.Last().Path.ShouldBe("/openapi/v1.json");
        }
    }

    [Fact]
    public async Task PageOfDescriptions_NamesAllFour()
    {
        using var client = gateway.Anonymous();

        var page = await client.GetStringAsync(new Uri("/docs", UriKind.Relative));

        foreach (var service in new[] { "governance", "secondments", "school-support", "recharging" })
        {
            page.ShouldContain($"<a href=\"/api/{service}/v1/openapi.json\">");
        }
    }

    [Fact]
    public async Task ClockAndHealthOfAService_AreNotReachableFromOutsideItsApi()
    {
        using var client = gateway.Officer();
        var before = gateway["governance"].Requests.Count;

        using var answer = await client.GetAsync(new Uri("/api/governance/health", UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        gateway["governance"].Requests.Count.ShouldBe(before);
    }

    private async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync();
    }
}

using System.Net;
using System.Net.Sockets;
using LocalHost;
using Shouldly;
using Xunit;

namespace Platform.Tests;

public sealed class LocalSystemTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KnownPortThatIsTaken_GivesWayToAFreeOne()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = ((IPEndPoint)holder.LocalEndpoint).Port;

        Ports.Preferring(taken).ShouldNotBe(taken);

        await using var system = await LocalSystem.StartAsync(
            new LocalSystemOptions { Durability = Durability.ThrowAway, Only = ["identity"] }, Cancelled);
        using var http = new HttpClient();
        foreach (var council in (string[])["hcc", "iwc"])
        {
            var address = new Uri(system.Identity, $"{council}/.well-known/openid-configuration");
            (await http.GetStringAsync(address, Cancelled)).ShouldContain($"\"issuer\":\"{system.Identity}{council}\"");
        }
    }

    [Fact]
    public async Task KilledProcess_IsBackAtItsAddressAfterRestart()
    {
        await using var system = await LocalSystem.StartAsync(
            new LocalSystemOptions { Durability = Durability.ThrowAway, Only = ["identity"] }, Cancelled);
        var before = system.Pid("identity");
        using var http = new HttpClient();

        await system.KillAsync("identity");
        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync(new Uri(system.Identity, "health"), Cancelled));
        await system.RestartAsync("identity", Cancelled);

        system.Pid("identity").ShouldNotBe(before);
        (await http.GetStringAsync(new Uri(system.Identity, "health"), Cancelled)).ShouldBe("Healthy");
    }
}

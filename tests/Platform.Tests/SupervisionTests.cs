using Orchestration;
using Shouldly;
using Testing;
using Xunit;

namespace Platform.Tests;

/// <summary>What dies comes back by itself, at its old address; what somebody stops stays stopped.</summary>
public sealed class SupervisionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("identity")]
    [InlineData("bus")]
    [InlineData("postgres")]
    public async Task WhatIsKilled_ComesBack_AndAnswers(string resource)
    {
        await using var system = await PlatformApp.StartAsync(
            new PlatformOptions { Only = ["postgres", resource], ThrowAway = true, Restart = true }, Cancelled);
        var before = system.Pid(resource);

        await system.KillAsync(resource);
        await Eventually.BecomesAsync(() => Task.FromResult(system.State(resource)), state => state == "Running");
        await system.ReadyAsync(resource, Cancelled);

        system.Pid(resource).ShouldNotBe(before);
    }

    [Fact]
    public async Task WhatIsStopped_StaysStopped()
    {
        await using var system = await PlatformApp.StartAsync(
            new PlatformOptions { Only = ["postgres", "identity"], ThrowAway = true, Restart = true }, Cancelled);

        await system.StopAsync("identity");
        // PostgreSQL is brought back meanwhile: by then the provider would be back too.
        await system.KillAsync("postgres");
        await Eventually.BecomesAsync(() => Task.FromResult(system.State("postgres")), state => state == "Running");

        system.State("identity").ShouldNotBe("Running");
    }
}

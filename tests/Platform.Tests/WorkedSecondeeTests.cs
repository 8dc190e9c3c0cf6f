using Demonstration.Story;
using Orchestration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>The worked example of the pay award, posted month by month on a whole system.</summary>
public sealed class WorkedSecondeeTests
{
    [Fact]
    public async Task AwardOfNovember2023_AddsForAprilToSeptember_WhatTheBooksSay()
    {
        await using var system = await PlatformApp.StartAsync(
            new PlatformOptions { ThrowAway = true, Only = ["identity", "gateway"] },
            TestContext.Current.CancellationToken);
        using var gateway = new HttpClient { BaseAddress = system.Gateway, Timeout = TimeSpan.FromMinutes(2) };

        var deltas = await WorkedSecondee.PlayAsync(gateway, system.Identity);

        (deltas[30], deltas[25]).ShouldBe((618.18m, 618.12m));
    }
}

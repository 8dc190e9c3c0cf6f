using Recharging.Tests.Ledgers;
using Testing;

namespace Recharging.Tests;

public sealed class GatewayPromiseTests(LedgerHost ledgers) : IClassFixture<LedgerHost>
{
    [Fact]
    public void WhatTheEndpointsPromise_TheGatewayLetsThrough() =>
        GatewayLists.BrokenPromises(ledgers.Host.Services).ShouldBeEmpty();
}

using Shouldly;
using Testing;
using Xunit;

namespace Governance.Tests;

public sealed class GatewayPromiseTests(GovernanceHost governance)
{
    [Fact]
    public void WhatTheEndpointsPromise_TheGatewayLetsThrough() =>
        GatewayLists.BrokenPromises(governance.Service.Services).ShouldBeEmpty();
}

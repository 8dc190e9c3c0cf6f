using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests;

public sealed class GatewayPromiseTests(SecondmentsHost host)
{
    [Fact]
    public void WhatTheEndpointsPromise_TheGatewayLetsThrough() =>
        GatewayLists.BrokenPromises(host.Service.Services).ShouldBeEmpty();
}

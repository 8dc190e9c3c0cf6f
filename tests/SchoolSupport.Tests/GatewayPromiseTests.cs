using Shouldly;
using Testing;
using Xunit;

namespace SchoolSupport.Tests;

public sealed class GatewayPromiseTests(SchoolSupportHost schools)
{
    [Fact]
    public void WhatTheEndpointsPromise_TheGatewayLetsThrough() =>
        GatewayLists.BrokenPromises(schools.Service.Services).ShouldBeEmpty();
}

using Shouldly;
using Testing;
using Xunit;

namespace Secondments.Tests;

public sealed class RolesTests(SecondmentsHost host)
{
    [Fact]
    public async Task EveryOperation_DeclaresWhatTheTableOfRolesSays() =>
        (await RoleWalk.UnlikeTheTableAsync(host.Service, "secondments")).ShouldBeEmpty();

    [Fact]
    public async Task EveryOperation_ByEverySignIn_IsForbiddenWhereTheTableSaysSo_WhateverTheBody() =>
        (await RoleWalk.UnlikeTheAnswersAsync(host.Service, "secondments")).ShouldBeEmpty();
}

using Testing;

namespace Recharging.Tests;

public sealed class RolesTests(AprilHost april) : IClassFixture<AprilHost>
{
    [Fact]
    public async Task EveryOperation_DeclaresWhatTheTableOfRolesSays() =>
        (await RoleWalk.UnlikeTheTableAsync(april.Host, "recharging")).ShouldBeEmpty();

    [Fact]
    public async Task EveryOperation_ByEverySignIn_IsForbiddenWhereTheTableSaysSo_WhateverTheBody() =>
        (await RoleWalk.UnlikeTheAnswersAsync(april.Host, "recharging")).ShouldBeEmpty();
}

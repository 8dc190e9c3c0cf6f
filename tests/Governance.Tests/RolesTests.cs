using Testing;

namespace Governance.Tests;

public sealed class RolesTests(GovernanceHost governance)
{
    [Fact]
    public async Task EveryOperation_DeclaresWhatTheTableOfRolesSays() =>
        (await RoleWalk.UnlikeTheTableAsync(governance.Service, "governance")).ShouldBeEmpty();

    [Fact]
    public async Task EveryOperation_ByEverySignIn_IsForbiddenWhereTheTableSaysSo_WhateverTheBody() =>
        (await RoleWalk.UnlikeTheAnswersAsync(governance.Service, "governance")).ShouldBeEmpty();
}

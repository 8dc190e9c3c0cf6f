using Testing;

namespace SchoolSupport.Tests;

public sealed class RolesTests(SchoolSupportHost schools)
{
    [Fact]
    public async Task EveryOperation_DeclaresWhatTheTableOfRolesSays() =>
        (await RoleWalk.UnlikeTheTableAsync(schools.Service, "school-support")).ShouldBeEmpty();

    [Fact]
    public async Task EveryOperation_ByEverySignIn_IsForbiddenWhereTheTableSaysSo_WhateverTheBody() =>
        (await RoleWalk.UnlikeTheAnswersAsync(schools.Service, "school-support")).ShouldBeEmpty();
}

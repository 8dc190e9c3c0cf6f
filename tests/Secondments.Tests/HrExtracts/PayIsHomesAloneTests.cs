using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ServiceDefaults;
using Shouldly;
using Xunit;

namespace Secondments.Tests.HrExtracts;

public sealed class PayIsHomesAloneTests(SecondmentsHost host)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ViewEmployment_ByHomesOfficers_ShowsPayAndIsAudited()
    {
        var employment = await new Given(host).AnEmployment();

        var view = await host.HrOfficer("HCC").Read($"/employments/{employment}").Expect();

        view.GetProperty("payFacts")[0].GetProperty("spinePoint").GetInt32().ShouldBe(30);
        (await host.Service.ReadAsync(db => db.Audit.CountAsync(
            entry => entry.Subject == employment && entry.Action == "ViewEmployment", Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task ViewEmployment_ByTheHost_IsNotFound()
    {
        var employment = await new Given(host).AnEmployment();
        await new Given(host).AnActiveSecondment(employment);

        await host.HrApprover("IWC").Read($"/employments/{employment}").Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ViewEmployment_ByAnotherRole_IsForbidden() =>
        await host.Service.Client("HCC", "adviser").Read("/employments/HCC-E1").Expect(HttpStatusCode.Forbidden);

    [Fact]
    public async Task PayFacts_AreHiddenFromTheHostByTheDatabase()
    {
        var employment = await new Given(host).AnEmployment();

        (await FactsSeenBy("HCC", employment)).ShouldBe(1);
        (await FactsSeenBy("IWC", employment)).ShouldBe(0);
    }

    [Theory]
    [InlineData("UPDATE pay_facts SET fte = 0.1")]
    [InlineData("DELETE FROM pay_facts")]
    [InlineData("UPDATE secondment_shares SET percent = 1")]
    [InlineData("DELETE FROM secondments")]
    [InlineData("UPDATE authorities SET last_day = NULL")]
    public async Task WhatIsOnlyAdded_CannotBeRewrittenByTheService(string statement)
    {
        await using var scope = host.Service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SecondmentsDb>();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<Tenancy>().BeginAsync(db, OfficerOf("HCC"), Stop);

        var denied = await Should.ThrowAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement, Stop));

        denied.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task<int> FactsSeenBy(string council, string employment)
    {
        await using var scope = host.Service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SecondmentsDb>();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<Tenancy>().BeginAsync(db, OfficerOf(council), Stop);
        return await db.PayFacts.CountAsync(fact => fact.EmploymentReference == employment, Stop);
    }

    private static Caller OfficerOf(string council) => new(
        "issuer", council, "officer", "Officer", Client: null, new HashSet<string> { "hr-officer" }, new HashSet<string>());
}

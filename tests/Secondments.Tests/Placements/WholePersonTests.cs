using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Secondments.Tests.Placements;

public sealed class WholePersonTests(SecondmentsHost host)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 3)]
    [InlineData(50, 2)]
    [InlineData(100, 1)]
    [InlineData(3, 33)]
    public async Task FiftyProposalsAtOnce_ForOnePerson_SucceedAsFarAsTheyFit(int share, int fit)
    {
        var employment = await new Given(host).AnEmployment();
        var officer = host.HrOfficer("HCC");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => officer.Send("/secondments", Given.Proposal(employment, share))));

        answers.Count(answer => answer.StatusCode is HttpStatusCode.Created).ShouldBe(fit);
        answers.Count(answer => answer.StatusCode is HttpStatusCode.Conflict).ShouldBe(50 - fit);
        (await host.Service.ReadAsync(db => db.Placements
            .Where(placement => placement.EmploymentReference == employment)
            .SumAsync(placement => placement.HostSharePercent, Stop))).ShouldBe(share * fit);
    }

    [Fact]
    public async Task ASharedPostAndASecondment_CountTogether()
    {
        var given = new Given(host);
        var employment = await given.AnEmployment();
        await given.AProposedSecondment(employment, share: 71);

        await host.HrApprover("HCC").Send("/shared-posts", SharedPosts.SharedPostSlicesTests.APost(SharedPosts.SharedPostSlicesTests.NewPost(), employment))
            .ExpectRefusal("more-than-a-whole-person");
    }

    [Fact]
    public async Task TheDatabase_RefusesMoreThanAWholePersonWhateverTheCodeDoes()
    {
        var employment = await new Given(host).AnEmployment();
        await new Given(host).AProposedSecondment(employment, share: 60);

        var refused = await Should.ThrowAsync<PostgresException>(() => host.Service.ReadAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO placements (id, source_reference, employment_reference, home_council, host_council, first_day, last_day, host_share_percent)
            VALUES (gen_random_uuid(), 'SEC-X', {employment}, 'HCC', 'IWC', '2023-09-30', NULL, 40.0001)
            """, Stop)));

        refused.ConstraintName.ShouldBe("whole_person");
    }
}

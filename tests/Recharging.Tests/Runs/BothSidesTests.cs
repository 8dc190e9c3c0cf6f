namespace Recharging.Tests.Runs;

/// <summary>A month's charging is both councils': one prepares, the other reviews, and nobody takes away what the other prepared.</summary>
public sealed class BothSidesTests(AprilHost april) : IClassFixture<AprilHost>
{
    [Fact]
    public async Task Run_IsReviewedByTheOtherCouncil_AbandonedByItsOwn_AndIssuedByAnotherThanItsPreparer()
    {
        var id = (await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P01" })).GetProperty("id").GetString();

        (await YearHost.RefusedAsync(april.Hcc, $"/runs/{id}/review")).ShouldBe("preparer-reviews");
        (await YearHost.RefusedAsync(april.Delegate, $"/runs/{id}/review")).ShouldBe("own-council-reviews");
        (await YearHost.RefusedAsync(april.Iwc, $"/runs/{id}/abandonment", new { reason = "We would rather prepare it." }))
            .ShouldBe("other-council-prepared");
        await AprilHost.PostAsync(april.Iwc, $"/runs/{id}/review");
        (await YearHost.RefusedAsync(april.Hcc, $"/runs/{id}/issue")).ShouldBe("preparer-issues");
        await AprilHost.PostAsync(april.Hcc, $"/runs/{id}/abandonment", new { reason = "A commission is missing." });

        await SayReviewedByAsync("either-council", version: 2);
        var again = (await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P01" })).GetProperty("id").GetString();
        (await YearHost.RefusedAsync(april.Hcc, $"/runs/{again}/review")).ShouldBe("preparer-reviews");
        await AprilHost.PostAsync(april.Delegate, $"/runs/{again}/review");
        await AprilHost.PostAsync(april.Hcc, $"/runs/{again}/abandonment", new { reason = "Only to show the clause." });

        await SayReviewedByAsync("other-council", version: 3);
        var last = (await AprilHost.PostAsync(april.Hcc, "/runs", new { period = "2023/24-P01" })).GetProperty("id").GetString();
        (await YearHost.RefusedAsync(april.Delegate, $"/runs/{last}/review")).ShouldBe("own-council-reviews");
    }

    private Task SayReviewedByAsync(string whom, int version) => april.Host.DeliverAsync("SP-2018/C6", version,
        Given.AClause("C6", "settlement", "2018-07-01", ("paymentTermsDays", "30"), ("reviewedBy", whom)) with { Version = version });
}

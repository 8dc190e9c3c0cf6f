using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Recharging.Tests.Cover;

/// <summary>A deputy may do what needs an S151 delegate, on the days named and in the delegate's name, and never approves his
/// own.</summary>
public sealed class CoverTests(YearHost year) : IClassFixture<YearHost>
{
    private const string April = "/accruals/2023-24-P01";
    private const string Reason = "On leave until May.";

    private HttpClient Dora => year.Host.Officer("HCC", "Dora Deputy", "finance-officer");

    [Fact]
    public async Task ADeputy_ApprovesOnTheDaysNamed_ForTheDelegate_AndNeverHisOwn()
    {
        await year.OnAsync(Given.Day("2023-04-28"));
        await AprilHost.PostAsync(year.Iwc, "/accruals", new { period = "2023/24-P01" });
        (await YearHost.RefusedAsync(Dora, $"{April}/approval")).ShouldBe("403");
        (await YearHost.RefusedAsync(Dora, "/cover", Named("hannah-finance"))).ShouldBe("403");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("sam-delegate"))).ShouldBe("deputy-is-delegate");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("dora-deputy", "2023-04-02", "2023-04-27"))).ShouldBe("cover-over");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("dora-deputy", "2023-05-02", "2023-05-01"))).ShouldBe("400");
        await OnlyEligibleOfficersAsync();
        var cover = await AprilHost.PostAsync(year.Delegate, "/cover", Named("dora-deputy", "2023-04-29", "2023-05-05"));
        var id = cover.GetProperty("id").GetGuid();
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("hannah-finance", "2023-05-05", "2023-05-06")))
            .ShouldBe("cover-overlaps");
        (await YearHost.RefusedAsync(year.Host.Officer("HCC", "Other Delegate", "s151-delegate"), "/cover",
            Named("dora-deputy", "2023-05-05", "2023-05-06"))).ShouldBe("cover-overlaps");
        (await YearHost.RefusedAsync(Dora, $"{April}/approval")).ShouldBe("403");

        await year.OnAsync(Given.Day("2023-04-29"));
        (await YearHost.RefusedAsync(year.Host.Officer("IWC", "Dora Deputy", "finance-officer"), $"{April}/approval")).ShouldBe("403");
        (await YearHost.RefusedAsync(Dora, "/cover", Named("ella-deputy", "2023-06-01", "2023-06-02"))).ShouldBe("deputy-names-deputy");
        (await AprilHost.PostAsync(Dora, $"{April}/approval")).GetProperty("approvedBy").GetString()
            .ShouldBe("Dora Deputy for Sam Delegate");
        (await AuditAsync("ApproveAccrual")).ShouldBe(["Dora Deputy for Sam Delegate"]);
        await AprilHost.PostAsync(Dora, "/runs", new { period = "2023/24-P02" });
        (await AuditAsync("OpenRun")).ShouldBe(["Dora Deputy"]);

        (await YearHost.RefusedAsync(Dora, $"/cover/{id}/ending", new { reason = "Short." })).ShouldBe("400");
        (await YearHost.RefusedAsync(year.Iwc, $"/cover/{id}/ending", new { reason = Reason })).ShouldBe("403");
        var sarah = year.Host.Officer("IWC", "Sarah Delegate", "s151-delegate");
        (await YearHost.RefusedAsync(sarah, $"/cover/{id}/ending", new { reason = Reason })).ShouldBe("404");
        var ended = await AprilHost.PostAsync(year.Delegate, $"/cover/{id}/ending", new { reason = "Back from leave early." });
        ended.GetProperty("holdsUntil").GetString().ShouldBe("2023-04-28");
        ended.GetProperty("lastDay").GetString().ShouldBe("2023-05-05");
        ended.GetProperty("endedBy").GetString().ShouldBe("Sam Delegate");
        (await YearHost.RefusedAsync(year.Delegate, $"/cover/{id}/ending", new { reason = "Back from leave early." }))
            .ShouldBe("cover-over");
        (await YearHost.RefusedAsync(Dora, "/cover", Named("ella-deputy", "2023-06-01", "2023-06-02"))).ShouldBe("403");
        await OwnPreparationAsync();
        (await AprilHost.GetAsync(Dora, "/cover")).GetArrayLength().ShouldBe(2);
        (await AprilHost.GetAsync(year.Iwc, "/cover")).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("UPDATE deputies SET officer = 'x'")]
    [InlineData("DELETE FROM deputies")]
    public async Task Cover_ChangedByTheServicesOwnRole_IsRefusedByTheDatabase(string statement)
    {
        await using var connection = await year.Host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var act = new NpgsqlCommand($"SET LOCAL ROLE recharging_api; {statement}", connection, transaction);

        (await Should.ThrowAsync<PostgresException>(() => act.ExecuteNonQueryAsync())).SqlState
            .ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task OnlyEligibleOfficersAsync()
    {
        foreach (var (name, role, refusal) in new[]
        {
            ("Adam Auditor", "auditor", "not-eligible"), ("Helen Human", "hr-officer", "not-eligible"), ("Bob Budget", "budget-holder", "not-eligible"),
        })
        {
            using var signedIn = await year.Host.Officer("HCC", name, role).GetAsync($"{AprilHost.Api}/notices");
            (await YearHost.RefusedAsync(year.Delegate, "/cover", Named(name.ToLowerInvariant().Replace(' ', '-')))).ShouldBe(refusal);
        }

        using var both = await year.Host.Officer("HCC", "Ada Both", "auditor", "finance-officer").GetAsync($"{AprilHost.Api}/notices");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("ada-both"))).ShouldBe("not-eligible");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("nobody-at-all"))).ShouldBe("unknown-officer");
        using var elsewhere = await year.Host.Officer("IWC", "Iris Elsewhere", "finance-officer").GetAsync($"{AprilHost.Api}/notices");
        (await YearHost.RefusedAsync(year.Delegate, "/cover", Named("iris-elsewhere"))).ShouldBe("unknown-officer");
        var known = (await AprilHost.GetAsync(year.Delegate, "/officers")).EnumerateArray()
            .ToDictionary(officer => officer.GetProperty("signIn").GetString()!, officer => officer.GetProperty("mayStandIn").GetBoolean());
        known["dora-deputy"].ShouldBeTrue();
        known["adam-auditor"].ShouldBeFalse();
        known.ShouldNotContainKey("iris-elsewhere");
    }

    // After an early end the same day is free for another; Hannah covers and may not approve what she prepared.
    private async Task OwnPreparationAsync()
    {
        await AprilHost.PostAsync(year.Delegate, "/cover", Named("hannah-finance", "2023-04-29", "2023-05-05"));
        var run = (await AprilHost.GetAsync(year.Hcc, "/runs"))[0].GetProperty("id").GetGuid();
        await AprilHost.PostAsync(Dora, $"/runs/{run}/abandonment", new { reason = "The period is accrued first." });
        await year.OnAsync(Given.Day("2023-05-02"));
        await AprilHost.PostAsync(year.Hcc, "/accruals", new { period = "2023/24-P02" });
        (await YearHost.RefusedAsync(year.Hcc, "/accruals/2023-24-P02/approval")).ShouldBe("preparer-approves");
    }

    private Task<List<string>> AuditAsync(string action) => year.Host.ReadAsync(db =>
        db.Audit.Where(entry => entry.Action == action).Select(entry => entry.ActorName).ToListAsync());

    private static object Named(string officer, string firstDay = "2023-04-29", string lastDay = "2023-05-05") =>
        new { officer, firstDay, lastDay, reason = Reason };
}

using Npgsql;
using SchoolSupport.Contracts;
using ServiceDefaults.Messaging;

namespace SchoolSupport.Tests.Commissions;

public sealed class VisitTests(SchoolSupportHost host)
{
    [Fact]
    public async Task Visits_UseDaysUntilNoneAreLeft()
    {
        var adviser = Given.AnAdviser();
        var reference = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: adviser).With("days", 1.5m));

        await host.LogAsync(reference, adviser, "2023-04-19", 1m).ShouldBeAsync(HttpStatusCode.Created);
        await host.LogAsync(reference, adviser, "2023-04-20", 1m).ShouldRefuseAsync("no-days-left");
        await host.LogAsync(reference, adviser, "2023-04-20", 0.5m).ShouldBeAsync(HttpStatusCode.Created);

        var commission = await host.CommissionAsync(reference);
        commission.Text("status").ShouldBe("inDelivery");
        (commission.Number("daysUsed"), commission.Number("daysRemaining"), commission.Number("daysEvidenced")).ShouldBe((1.5m, 0m, 0m));
    }

    [Fact]
    public async Task Visits_EnteredAtOnce_NeverUseADayTwice()
    {
        var advisers = Enumerable.Range(0, 8).Select(_ => Given.AnAdviser()).ToList();
        var reference = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: advisers[0]).With("days", 2m));
        foreach (var adviser in advisers.Skip(1))
        {
            await host.DeclareAsync(reference, adviser).ShouldBeAsync(HttpStatusCode.OK);
        }

        var answers = await Task.WhenAll(advisers.Select(adviser => host.LogAsync(reference, adviser, "2023-04-19", 1m)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(2);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(6);
        (await host.CommissionAsync(reference)).Number("daysRemaining").ShouldBe(0m);
    }

    [Fact]
    public async Task Adviser_CannotBeAtTwoSchoolsForAWholeDay()
    {
        var adviser = Given.AnAdviser();
        var carisbrooke = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: adviser));
        var medina = await host.AnAgreedCommissionAsync(Given.Proposal("136010", adviser: adviser));
        await host.LogAsync(carisbrooke, adviser, "2023-04-19", 0.5m).ShouldBeAsync(HttpStatusCode.Created);

        await host.LogAsync(medina, adviser, "2023-04-19", 1m).ShouldRefuseAsync("adviser-is-elsewhere");
        await host.LogAsync(medina, adviser, "2023-04-19", 0.5m).ShouldBeAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("2023-05-01", "not-a-working-day")]
    [InlineData("2023-04-14", "outside-the-term")]
    public async Task Visit_AgainstARule_IsRefused(string day, string code)
    {
        var adviser = Given.AnAdviser();
        var reference = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: adviser));

        await host.LogAsync(reference, adviser, day, 1m).ShouldRefuseAsync(code);
    }

    [Fact]
    public async Task Visit_UnderAProposal_IsRefused()
    {
        var adviser = Given.AnAdviser();

        await host.LogAsync(await host.AProposedCommissionAsync(Given.Proposal(adviser: adviser)), adviser, "2023-04-19", 1m)
            .ShouldRefuseAsync("not-in-delivery");
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(2)]
    public async Task Visit_OfAnotherLength_IsInvalid(double days) =>
        await host.LogAsync(await host.AnAgreedCommissionAsync(), Given.Adviser, "2023-04-19", (decimal)days).ShouldNameAsync("days");

    [Fact]
    public async Task Visit_ByTheOtherCouncilOrAnotherRole_IsForbidden()
    {
        var reference = await host.AnAgreedCommissionAsync();

        await host.LogAsync(reference, Given.Adviser, "2023-04-19", 1m, host.Service.Client("IWC", "adviser")).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.LogAsync(reference, Given.Adviser, "2023-04-19", 1m, host.Service.Client("HCC", "auditor")).ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Visit_UnderACommissionThatIsNone_IsNotFound() =>
        await host.LogAsync("COM-2023-9999", Given.AnAdviser(), "2023-04-19", 1m).ShouldBeAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task Visit_WithoutItsNote_IsNeverTold()
    {
        var (reference, _) = await host.AVisitAsync();

        (await host.Service.ToldAsync<SupportDayEvidenced>($"commission/{reference}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_IsToldExactlyOnce()
    {
        var (reference, visit) = await host.AVisitAsync();
        var note = Given.ANote();

        (await host.EvidenceAsync(reference, visit, note).ShouldBeAsync(HttpStatusCode.OK)).Text("evidencedOn").ShouldBe("2023-05-09");
        await host.EvidenceAsync(reference, visit, note).ShouldRefuseAsync("evidenced-already");
        await host.EvidenceAsync(reference, visit, Given.ANote()).ShouldRefuseAsync("evidenced-already");

        var told = (await host.Service.ToldAsync<SupportDayEvidenced>($"commission/{reference}")).ShouldHaveSingleItem();
        (told.VisitReference, told.Day, told.Days, told.EvidenceSha256).ShouldBe((visit, new DateOnly(2023, 4, 19), 1m, note));
        (await host.CommissionAsync(reference)).Number("daysEvidenced").ShouldBe(1m);
    }

    [Fact]
    public async Task Evidence_SentByManyAtOnce_IsToldExactlyOnce()
    {
        var (reference, visit) = await host.AVisitAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.EvidenceAsync(reference, visit)));

        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBe(1);
        (await host.Service.ToldAsync<SupportDayEvidenced>($"commission/{reference}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Evidence_ThatProvedAnotherVisit_IsRefused()
    {
        var (one, oneVisit) = await host.AVisitAsync();
        var (other, otherVisit) = await host.AVisitAsync();
        var note = Given.ANote();
        await host.EvidenceAsync(one, oneVisit, note).ShouldBeAsync(HttpStatusCode.OK);

        await host.EvidenceAsync(other, otherVisit, note).ShouldRefuseAsync("note-used-already");
    }

    [Fact]
    public async Task Evidence_OfAPlannedVisit_IsRefused()
    {
        var adviser = Given.AnAdviser();
        var reference = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: adviser));
        var planned = await host.LogAsync(reference, adviser, "2023-06-01", 1m).ShouldBeAsync(HttpStatusCode.Created);

        await host.EvidenceAsync(reference, planned.Text("reference")).ShouldRefuseAsync("not-yet-made");
    }

    [Fact]
    public async Task Evidence_ThatIsNoHash_IsInvalid()
    {
        var (reference, visit) = await host.AVisitAsync();

        await host.EvidenceAsync(reference, visit, "note.docx").ShouldNameAsync("noteSha256");
    }

    [Fact]
    public async Task Evidence_ByTheOtherCouncilOrAnotherRole_IsForbidden()
    {
        var (reference, visit) = await host.AVisitAsync();

        await host.EvidenceAsync(reference, visit, client: host.Service.Client("IWC", "adviser")).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.EvidenceAsync(reference, visit, client: host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Evidence_OfAVisitThatIsNone_IsNotFound()
    {
        var (reference, _) = await host.AVisitAsync();

        await host.EvidenceAsync(reference, "V-2023-99999").ShouldBeAsync(HttpStatusCode.NotFound);
        await host.EvidenceAsync("COM-2023-9999", "V-2023-0001").ShouldBeAsync(HttpStatusCode.NotFound);
    }

    /// <summary>What the code holds, the database holds too, against whoever comes in beside the code.</summary>
    [Theory]
    [InlineData("UPDATE commission SET days_used = days_bought + 0.5 WHERE reference = @commission")]
    [InlineData("UPDATE commission SET days_used = -0.5 WHERE reference = @commission")]
    [InlineData("UPDATE commission SET day_rate_gbp = 1 WHERE reference = @commission")]
    [InlineData("UPDATE visit SET evidence_sha256 = repeat('b', 64) WHERE reference = @visit")]
    [InlineData("UPDATE visit SET days = 2 WHERE reference = @visit")]
    [InlineData("DELETE FROM visit WHERE reference = @visit")]
    public async Task Database_RefusesWhatTheRulesForbid(string statement)
    {
        var (reference, visit) = await host.AVisitAsync();
        await host.EvidenceAsync(reference, visit).ShouldBeAsync(HttpStatusCode.OK);

        await Should.ThrowAsync<PostgresException>(() => AsCouncilAsync("HCC", db => db.Database.ExecuteSqlRawAsync(
            statement, new NpgsqlParameter("commission", reference), new NpgsqlParameter("visit", visit))));
    }

    [Fact]
    public async Task Database_ShowsACouncilNothingOfOthers()
    {
        var (reference, _) = await host.AVisitAsync();

        Task<int> Count(SchoolSupportDb db) => db.Visits.CountAsync(visit => visit.CommissionReference == reference);

        (await AsCouncilAsync("SCC", Count)).ShouldBe(0);
        (await AsCouncilAsync("IWC", Count)).ShouldBe(1);
    }

    [Fact]
    public async Task Stream_OfACommission_CountsWithoutAGap()
    {
        var (reference, visit) = await host.AVisitAsync();
        await host.EvidenceAsync(reference, visit).ShouldBeAsync(HttpStatusCode.OK);
        await host.MoveAsync(reference, "pause", new { pausedFrom = "2023-05-02", reason = "The school asked for it." }).ShouldBeAsync(HttpStatusCode.OK);

        var told = await host.Service.ReadAsync(db => db.Set<OutboxMessage>()
            .Where(message => message.Aggregate == $"commission/{reference}")
            .OrderBy(message => message.Version)
            .Select(message => new { message.Version, message.Type })
            .ToListAsync());

        told.Select(message => (message.Version, message.Type.Split('.')[^1]))
            .ShouldBe([(1, "CommissionAgreed"), (2, "SupportDayEvidenced"), (3, "CommissionPaused")]);
    }

    /// <summary>As the service's own role acts for a caller of that council.</summary>
    private Task<T> AsCouncilAsync<T>(string council, Func<SchoolSupportDb, Task<T>> act) => host.Service.ReadAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("SET LOCAL ROLE school_support_api");
        await db.Database.ExecuteSqlAsync($"SELECT set_config('app.council', {council}, true)");
        return await act(db);
    });
}

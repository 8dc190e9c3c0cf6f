using System.Net;
using System.Text.Json.Nodes;
using Governance.Agendas;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Contracts;

namespace Governance.Tests.Agendas;

/// <summary>An escalated dispute is on the agenda of the board that the agreement names, once, and both councils read it there.</summary>
public sealed class AgendaTests(GovernanceHost governance)
{
    private static int lastAgreement;

    [Fact]
    public async Task Escalated_UnderAnAgreementThatNamesABoard_IsOnItsAgendaForBothCouncils()
    {
        var board = await ABoardAsync();
        var dispute = Escalated(await AnAgreementAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        foreach (var council in new[] { "HCC", "IWC" })
        {
            var item = (await AgendaAsync(council, board)).ShouldHaveSingleItem()!;
            Text(item, "body").ShouldBe(board);
            Text(item, "matter").ShouldBe(dispute.DisputeReference);
            Text(item, "title").ShouldBe($"Dispute {dispute.DisputeReference}: £1,250.50 of line ST2324P01-005 (rate)");
            Text(item, "asked").ShouldBe("Say how much of the £1,250.50 that IWC disputes on statement ST2324P01 is owed to HCC.");
            Text(item, "because").ShouldBe("Its resolution was due by 8 May 2023.");
            Text(item, "placement").ShouldBe($"Version 1 of {dispute.AgreementReference}/C1 names {board}.");
            Text(item, "source").ShouldBe($"recharging/{dispute.DisputeReference}/1");
            Text(item, "putOnAt").ShouldStartWith("2023-05-09T");
            item["parties"]!.AsArray().Select(party => party!.GetValue<string>()).ShouldBe(["HCC", "IWC"]);
        }
    }

    [Fact]
    public async Task Escalated_DeliveredAgain_IsOnTheAgendaOnce()
    {
        var board = await ABoardAsync();
        var dispute = Escalated(await AnAgreementAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        (await AgendaAsync("HCC", board)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Escalated_BeforeWhatCameFirst_WaitsForIt()
    {
        var board = await ABoardAsync();
        var dispute = Escalated(await AnAgreementAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, dispute);
        (await AgendaAsync("HCC", board)).ShouldBeEmpty();
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, Raised(dispute));

        (await AgendaAsync("HCC", board)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Escalated_BeforeItsAgreementIsKnown_IsKeptWithoutABoard()
    {
        var dispute = Escalated("NOT-YET");

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        var item = (await UnplacedAsync("IWC", dispute)).ShouldNotBeNull();
        item["body"].ShouldBeNull();
        Text(item, "placement").ShouldBe("No agreement of this reference between these councils is on record.");
    }

    [Fact]
    public async Task Escalated_BetweenOtherCouncilsThanTheAgreements_IsKeptWithoutABoardAndShownToThemOnly()
    {
        var board = await ABoardAsync();
        var dispute = Escalated(await AnAgreementAsync(board)) with { Payer = "PCC" };

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        (await AgendaAsync("HCC", board)).ShouldBeEmpty();
        (await UnplacedAsync("HCC", dispute)).ShouldNotBeNull();
        (await UnplacedAsync("IWC", dispute)).ShouldBeNull();
    }

    [Fact]
    public async Task Agenda_PageByPage_IsInTheOrderInWhichItemsCame()
    {
        var board = await ABoardAsync();
        var agreement = await AnAgreementAsync(board);
        var disputes = new[] { Escalated(agreement), Escalated(agreement), Escalated(agreement) };
        foreach (var dispute in disputes)
        {
            await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);
        }

        var matters = new List<string>();
        for (string? path = $"bodies/{board}/agenda?limit=2"; path is not null;)
        {
            var page = await governance.GetAsync("HCC", path);
            matters.AddRange(page["items"]!.AsArray().Select(item => Text(item!, "matter")));
            path = page["next"]?.GetValue<string>().Replace($"{GovernanceHost.Api}/", "", StringComparison.Ordinal);
        }

        matters.ShouldBe(disputes.Select(dispute => dispute.DisputeReference));
    }

    [Fact]
    public async Task Agenda_OfAnUnknownBody_IsNotFound() =>
        (await governance.StatusAsync("HCC", "bodies/NOBODY/agenda")).ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("bodies/JOB/agenda")]
    [InlineData("agenda-items/unplaced")]
    public async Task Agenda_AfterWhatIsNoNumber_NamesTheField(string path)
    {
        using var officer = governance.GovernanceOfficer("HCC");
        using var answer = await officer.GetAsync($"{GovernanceHost.Api}/{path}?after=the-last-one");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!["after"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("NOBODY")]
    [InlineData("IWC-CABINET")]
    public async Task Propose_OfAClauseThatEscalatesToNoJointBoard_NamesTheParameter(string body)
    {
        var term = await governance.AnAgreementInForceAsync();

        await Endpoints.ShouldBeMalformedAsync(
            governance, "HCC", $"agreements/{term.Reference}/clauses", Clause(term, body), "parameters.escalatesTo");
    }

    [Theory]
    [InlineData("SET ROLE governance_api; UPDATE agenda_items SET title = 'Another'")]
    [InlineData("SET ROLE governance_api; INSERT INTO agenda_items DEFAULT VALUES")]
    [InlineData("SET ROLE governance_worker; UPDATE agenda_items SET title = 'Another'")]
    [InlineData("SET ROLE governance_worker; DELETE FROM agenda_items")]
    public async Task Items_AreOnlyAddedAndByEventsOnly(string statement)
    {
        var refused = await Should.ThrowAsync<PostgresException>(governance.Service.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(statement)));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();

    private async Task<JsonArray> AgendaAsync(string council, string board) =>
        (await governance.GetAsync(council, $"bodies/{board}/agenda"))["items"]!.AsArray();

    private async Task<JsonNode?> UnplacedAsync(string council, DisputeEscalated dispute) =>
        (await governance.GetAsync(council, "agenda-items/unplaced"))["items"]!.AsArray()
            .SingleOrDefault(item => Text(item!, "matter") == dispute.DisputeReference);

    private async Task<string> ABoardAsync()
    {
        var code = $"BOARD-{governance.Number()}";
        await governance.PostAsync(
            "IWC", "bodies", new { code, name = "A joint board", kind = "jointBoard", provenance = GovernanceHost.Provenance });
        return code;
    }

    /// <summary>An agreement of one day that has passed and no other test's agreement touches, whose settlement clause names the board.</summary>
    private async Task<string> AnAgreementAsync(string board)
    {
        var day = Day.Of("2023-01-20").AddDays(Interlocked.Increment(ref lastAgreement));
        var term = new GovernanceHost.Term($"AG-{governance.Number()}", day, day);
        await governance.PostAsync("HCC", "agreements", GovernanceHost.Agreement(term));
        await governance.PostAsync("HCC", $"agreements/{term.Reference}/clauses", Clause(term, board));
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await governance.PostAsync(
                council, $"agreements/{term.Reference}/approvals", new { decisionReference = await governance.ADecisionAsync(council) });
            await governance.PostAsync(council, $"agreements/{term.Reference}/clauses/C1/agreements", new { });
        }

        return term.Reference;
    }

    private static object Clause(GovernanceHost.Term term, string board) => new
    {
        reference = $"{term.Reference}/C1",
        kind = "settlement",
        effectiveFrom = term.FirstDay,
        parameters = PlacementTests.Settlement(board),
        provenance = GovernanceHost.Provenance
    };

    private DisputeEscalated Escalated(string agreement) => new()
    {
        DisputeReference = $"DP2324P01-{governance.Number()}",
        StatementNumber = "ST2324P01",
        LineReference = "ST2324P01-005",
        AgreementReference = agreement,
        Payee = "HCC",
        Payer = "IWC",
        Reason = "rate",
        DisputedGbp = 1250.50m,
        ProposedGbp = null,
        Explanation = "The rate of last year was taken",
        Owner = "HCC finance officer",
        RaisedOn = Day.Of("2023-04-24"),
        Cause = "resolution",
        Because = "Its resolution was due by 8 May 2023.",
        OccurredAt = new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1))
    };

    private static LineDisputed Raised(DisputeEscalated dispute) => new()
    {
        StatementNumber = dispute.StatementNumber,
        LineReference = dispute.LineReference,
        DisputedBy = dispute.Payer,
        Reason = dispute.Reason,
        DisputedGbp = dispute.DisputedGbp,
        ProposedGbp = dispute.ProposedGbp,
        OccurredAt = dispute.OccurredAt
    };
}

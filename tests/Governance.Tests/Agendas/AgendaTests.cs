using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDefaults.Messaging;

namespace Governance.Tests.Agendas;

/// <summary>
/// An escalated dispute is on the agenda of the board that the agreement names, once, and both councils read there what became of it.
/// </summary>
public sealed class AgendaTests(GovernanceHost governance)
{
    [Fact]
    public async Task Escalated_UnderAnAgreementThatNamesABoard_IsOnItsAgendaForBothCouncils()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        foreach (var council in new[] { "HCC", "IWC" })
        {
            var item = (await governance.AgendaAsync(council, board)).ShouldHaveSingleItem()!;
            Matters.Text(item, "body").ShouldBe(board);
            Matters.Text(item, "matter").ShouldBe(dispute.DisputeReference);
            Matters.Text(item, "title").ShouldBe($"Dispute {dispute.DisputeReference}: £1,250.50 of line ST2324P01-005 (rate)");
            Matters.Text(item, "asked").ShouldBe("Say how much of the £1,250.50 that IWC disputes on statement ST2324P01 is owed to HCC.");
            Matters.Text(item, "because").ShouldBe("Its resolution was due by 8 May 2023.");
            Matters.Text(item, "placement").ShouldBe($"Version 1 of {dispute.AgreementReference}/C1 names {board}.");
            Matters.Text(item, "source").ShouldBe($"recharging/{dispute.DisputeReference}/1");
            Matters.Text(item, "status").ShouldBe("open");
            Matters.Text(item, "putOnAt").ShouldStartWith("2023-05-09T");
            item["placedAt"].ShouldBeNull();
            item["settledAt"].ShouldBeNull();
            item["parties"]!.AsArray().Select(party => party!.GetValue<string>()).ShouldBe(["HCC", "IWC"]);
        }
    }

    [Fact]
    public async Task Escalated_DeliveredAgain_IsOnTheAgendaOnce()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        (await governance.AgendaAsync("HCC", board)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Escalated_BeforeWhatCameFirst_WaitsForIt()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, dispute);
        (await governance.AgendaAsync("HCC", board)).ShouldBeEmpty();
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, Matters.Raised(dispute));

        (await governance.AgendaAsync("HCC", board)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Escalated_BeforeItsAgreementIsKnown_IsKeptWithoutABoard()
    {
        var dispute = governance.Escalated("NOT-YET");

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        var item = (await governance.UnplacedAsync("IWC", dispute)).ShouldNotBeNull();
        item["body"].ShouldBeNull();
        Matters.Text(item, "placement").ShouldBe("No agreement of this reference between these councils is on record.");
    }

    [Fact]
    public async Task Escalated_BetweenOtherCouncilsThanTheAgreements_IsKeptWithoutABoardAndShownToThemOnly()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board)) with { Payer = "PCC" };

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        (await governance.AgendaAsync("HCC", board)).ShouldBeEmpty();
        (await governance.UnplacedAsync("HCC", dispute)).ShouldNotBeNull();
        (await governance.UnplacedAsync("IWC", dispute)).ShouldBeNull();
    }

    [Theory]
    [InlineData(25050, "£250.50 of the £1,250.50 goes back.")]
    [InlineData(0, "The charge stands: nothing of the £1,250.50 goes back.")]
    public async Task Resolved_AfterItWasEscalated_IsSettledOnTheAgenda(int acceptedPence, string outcome)
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board));
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, Matters.Resolved(dispute, acceptedPence / 100m));
        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, Matters.Resolved(dispute, acceptedPence / 100m));

        var item = (await governance.AgendaAsync("IWC", board)).ShouldHaveSingleItem()!;
        Matters.Text(item, "status").ShouldBe("settled");
        Matters.Text(item, "outcome").ShouldBe(outcome);
        Matters.Text(item, "settledAt").ShouldStartWith("2023-05-12T");
    }

    [Fact]
    public async Task Resolved_DeliveredBeforeTheEscalation_WaitsForItAndSettles()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated(await governance.AnAgreementUnderABoardAsync(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, Matters.Resolved(dispute, 0));
        (await governance.AgendaAsync("HCC", board)).ShouldBeEmpty();
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        Matters.Text((await governance.AgendaAsync("HCC", board)).ShouldHaveSingleItem()!, "status").ShouldBe("settled");
    }

    [Fact]
    public async Task Resolved_WithoutAnEscalation_IsOnNoAgenda()
    {
        var dispute = governance.Escalated("NOT-YET");

        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, Matters.Resolved(dispute, 0));

        (await governance.Service.ReadAsync(db => db.Set<InboxMessage>().SingleAsync(one => one.Aggregate == dispute.DisputeReference)))
            .State.ShouldBe(InboxState.Applied);
        (await governance.UnplacedAsync("HCC", dispute)).ShouldBeNull();
    }

    [Fact]
    public async Task Resolved_BeforeAnyoneHasPlacedIt_WaitsForNoOneAnyMore()
    {
        var dispute = governance.Escalated("NOT-YET");
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, Matters.Resolved(dispute, 0));

        (await governance.UnplacedAsync("HCC", dispute)).ShouldBeNull();
        (await governance.RefusalAsync("HCC", Matters.Placement(dispute), Matters.OnTheAgendaOf("JOB"))).ShouldBe("item-settled");
    }

    [Fact]
    public async Task Agenda_PageByPage_IsInTheOrderInWhichItemsCame()
    {
        var board = await governance.ABoardAsync();
        var agreement = await governance.AnAgreementUnderABoardAsync(board);
        var disputes = new[] { governance.Escalated(agreement), governance.Escalated(agreement), governance.Escalated(agreement) };
        foreach (var dispute in disputes)
        {
            await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);
        }

        var matters = new List<string>();
        for (string? path = $"bodies/{board}/agenda?limit=2"; path is not null;)
        {
            var page = await governance.GetAsync("HCC", path);
            matters.AddRange(page["items"]!.AsArray().Select(item => Matters.Text(item!, "matter")));
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
            governance, "HCC", $"agreements/{term.Reference}/clauses", Matters.Clause(term, body), "parameters.escalatesTo");
    }

    [Theory]
    [InlineData("SET ROLE governance_api; SET app.council = 'HCC'; UPDATE agenda_items SET title = 'Another'")]
    [InlineData("SET ROLE governance_api; SET app.council = 'HCC'; UPDATE agenda_items SET outcome = 'Won'")]
    [InlineData("SET ROLE governance_worker; UPDATE agenda_items SET body_code = 'JOB'")]
    [InlineData("SET ROLE governance_api; INSERT INTO agenda_items DEFAULT VALUES")]
    [InlineData("SET ROLE governance_worker; UPDATE agenda_items SET title = 'Another'")]
    [InlineData("SET ROLE governance_worker; DELETE FROM agenda_items")]
    public async Task Items_AreAddedAndSettledByEventsOnlyAndPlacedByOfficersOnly(string statement)
    {
        var refused = await Should.ThrowAsync<PostgresException>(governance.Service.ReadAsync(db =>
            db.Database.ExecuteSqlRawAsync(statement)));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }
}

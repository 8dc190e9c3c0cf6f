using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Agendas;

/// <summary>What names no board waits until an officer of either council says which joint board has to answer it.</summary>
public sealed class PlaceItemTests(GovernanceHost governance)
{
    [Fact]
    public async Task Place_OfWhatHasNoBoard_PutsItOnTheBoardsAgendaForBothCouncils()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated("NOT-YET");
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        var placed = await governance.PostAsync("IWC", Matters.Placement(dispute), Matters.OnTheAgendaOf(board));

        Matters.Text(placed, "body").ShouldBe(board);
        foreach (var council in new[] { "HCC", "IWC" })
        {
            (await governance.UnplacedAsync(council, dispute)).ShouldBeNull();
            var item = (await governance.AgendaAsync(council, board)).ShouldHaveSingleItem()!;
            Matters.Text(item, "status").ShouldBe("open");
            Matters.Text(item, "placement").ShouldBe("Governance officer of IWC of IWC placed it: It oversees the agreement");
            Matters.Text(item, "placedAt").ShouldStartWith("2023-05-09T");
        }

        var entry = await governance.Service.ReadAsync(db => db.Audit.SingleAsync(one => one.Subject == dispute.DisputeReference));
        (entry.Action, entry.Reason).ShouldBe(("PlaceItem", "It oversees the agreement"));
        (await governance.RefusalAsync("HCC", Matters.Placement(dispute), Matters.OnTheAgendaOf("JOB"))).ShouldBe("item-open");
    }

    [Fact]
    public async Task Place_ThenResolved_IsSettledOnTheBoardsAgenda()
    {
        var board = await governance.ABoardAsync();
        var dispute = governance.Escalated("NOT-YET");
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);
        await governance.PostAsync("HCC", Matters.Placement(dispute), Matters.OnTheAgendaOf(board));

        await governance.Service.DeliverAsync(dispute.DisputeReference, 2, Matters.Resolved(dispute, 0));

        Matters.Text((await governance.AgendaAsync("HCC", board)).ShouldHaveSingleItem()!, "status").ShouldBe("settled");
    }

    [Fact]
    public async Task Place_OnABodyThatIsNoJointBoard_IsRefused()
    {
        var dispute = governance.Escalated("NOT-YET");
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        (await governance.RefusalAsync("HCC", Matters.Placement(dispute), Matters.OnTheAgendaOf("HCC-CABINET"))).ShouldBe("not-competent");
        (await governance.UnplacedAsync("HCC", dispute)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Place_OnAnUnknownBody_NamesTheField()
    {
        var dispute = governance.Escalated("NOT-YET");
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        await Endpoints.ShouldBeMalformedAsync(governance, "HCC", Matters.Placement(dispute), Matters.OnTheAgendaOf("NOBODY"), "body");
    }

    [Fact]
    public async Task Place_OfOtherCouncilsMatter_IsNotFound()
    {
        var dispute = governance.Escalated("NOT-YET") with { Payer = "PCC" };
        await governance.Service.DeliverAsync(dispute.DisputeReference, 1, dispute);

        using var officer = governance.GovernanceOfficer("IWC");
        using var answer = await officer.PostAsJsonAsync($"{GovernanceHost.Api}/{Matters.Placement(dispute)}", Matters.OnTheAgendaOf("JOB"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

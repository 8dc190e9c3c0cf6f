using System.Net;
using Governance.Contracts;

namespace Governance.Tests.Decisions;

public sealed class RecordDecisionTests(GovernanceHost governance)
{
    [Fact]
    public async Task Record_OfAPublishedDecision_TellsItsLiveDays()
    {
        var reference = $"D-{governance.Number()}";

        var view = await governance.PostAsync("IWC", "decisions", GovernanceHost.Decision(reference, "IWC", "2013-06-19", "2013-06-21"));

        view["liveFrom"]!.GetValue<string>().ShouldBe("2013-07-01");
        view["callIn"]!.GetValue<bool>().ShouldBeTrue();
        var told = (await governance.Service.ToldAsync<DecisionRecorded>(reference)).ShouldHaveSingleItem();
        told.LiveFrom.ShouldBe(Day.Of("2013-07-01"));
        told.Council.ShouldBe("IWC");
        told.OccurredAt.ShouldBe(new DateTimeOffset(2023, 5, 9, 8, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Record_OfAnUnpublishedDecision_StaysTheCouncilsOwnUntilItIsPublished()
    {
        var reference = $"D-{governance.Number()}";
        await governance.PostAsync("IWC", "decisions", GovernanceHost.Decision(reference, "IWC", "2013-06-19", publishedOn: null));

        (await governance.StatusAsync("HCC", $"decisions/{reference}")).ShouldBe(HttpStatusCode.NotFound);
        (await governance.StatusAsync("IWC", $"decisions/{reference}")).ShouldBe(HttpStatusCode.OK);
        (await governance.Service.ToldAsync<DecisionRecorded>(reference)).ShouldBeEmpty();

        var view = await governance.PostAsync("IWC", $"decisions/{reference}/publication", new { publishedOn = "2013-06-21" });

        view["liveFrom"]!.GetValue<string>().ShouldBe("2013-07-01");
        (await governance.StatusAsync("HCC", $"decisions/{reference}")).ShouldBe(HttpStatusCode.OK);
        (await governance.Service.ToldAsync<DecisionRecorded>(reference)).ShouldHaveSingleItem();
        (await governance.RefusalAsync("IWC", $"decisions/{reference}/publication", new { publishedOn = "2013-06-21" }))
            .ShouldBe("not-recorded");
        (await governance.RefusalAsync("HCC", $"decisions/{reference}/publication", new { publishedOn = "2013-06-21" }))
            .ShouldBe("not-recorded");
    }

    [Fact]
    public async Task Record_OfTheOtherCouncilsDecision_IsRefused() =>
        (await governance.RefusalAsync("HCC", "decisions", GovernanceHost.Decision($"D-{governance.Number()}", "IWC")))
            .ShouldBe("not-your-council");

    [Fact]
    public async Task Record_OfATakenReference_IsRefused()
    {
        var reference = $"D-{governance.Number()}";
        await governance.PostAsync("IWC", "decisions", GovernanceHost.Decision(reference, "IWC", publishedOn: null));

        (await governance.RefusalAsync("HCC", "decisions", GovernanceHost.Decision(reference, "HCC"))).ShouldBe("reference-taken");
    }

    [Fact]
    public async Task Record_WithPapersOptionsAndAnAssumption_KeepsThemAll()
    {
        var reference = $"D-{governance.Number()}";
        var decision = GovernanceHost.Decision(reference, "IWC");
        decision["reports"] = Json("""[{"title": "Report", "author": "Leader", "dated": "2022-10-25"}]""");
        decision["options"] = Json("""[{"letter": "(a)", "text": "To agree"}, {"letter": "(b)", "text": "To reject"}]""");
        decision["recommendations"] = Json("""[{"letter": "(a)", "text": "To agree"}]""");
        decision["provenance"] = Json("""{"source": "Minutes", "assumed": true, "assumption": "The outcome of the vote"}""");
        await governance.PostAsync("IWC", "decisions", decision);

        var view = await governance.GetAsync("HCC", $"decisions/{reference}");

        foreach (var part in new[] { "reports", "options", "recommendations", "provenance" })
        {
            view[part]!.ToJsonString().ShouldBe(decision[part]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Record_IsAudited()
    {
        var reference = await governance.ADecisionAsync("HCC");

        var entry = await governance.Service.ReadAsync(db => Task.FromResult(db.Audit.Single(one => one.Subject == reference)));

        (entry.Action, entry.Council, entry.ActorName).ShouldBe(("RecordDecision", "HCC", "Governance officer of HCC"));
    }

    [Fact]
    public async Task Find_AfterAReference_GoesOnFromThere()
    {
        var reference = await governance.ADecisionAsync("HCC");

        var page = await governance.GetAsync("IWC", $"decisions?after={reference}&limit=500");

        page["items"]!.AsArray().ShouldNotContain(item => item!["reference"]!.GetValue<string>() == reference);
    }

    private static System.Text.Json.Nodes.JsonNode Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text)!;
}

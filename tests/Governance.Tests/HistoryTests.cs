using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Governance.Contracts;
using Testing;

namespace Governance.Tests;

/// <summary>The true history that the demonstration loads, step by step as its officers take it.</summary>
public sealed class HistoryTests(HistoryHost history) : IClassFixture<HistoryHost>
{
    [Fact]
    public async Task History_Played_PutsBothAgreementsInForceOnTheirTrueDays()
    {
        var sp2013 = (await history.Service.ToldAsync<AgreementInForce>("SP-2013")).ShouldHaveSingleItem();
        var sp2018 = (await history.Service.ToldAsync<AgreementInForce>("SP-2018")).ShouldHaveSingleItem();

        (sp2013.FirstDay, sp2013.LastDay).ShouldBe((Day.Of("2013-07-01"), (DateOnly?)Day.Of("2018-06-30")));
        sp2013.DecisionReferences.ShouldBe(["D-2013-0612-HCC", "D-2013-0619-IWC", "D-2013-0628-DFE"]);
        (sp2018.FirstDay, sp2018.LastDay).ShouldBe((Day.Of("2018-07-01"), (DateOnly?)Day.Of("2023-06-30")));
    }

    [Theory]
    [InlineData("D-2013-0612-HCC", "2013-06-24")]
    [InlineData("D-2013-0619-IWC", "2013-07-01")]
    [InlineData("D-2013-0619C-IWC", "2013-06-19")]
    [InlineData("D-2013-0628-DFE", "2013-06-28")]
    public async Task History_Played_ComputesWhenEachDecisionMayBeCarriedOut(string reference, string liveFrom) =>
        (await history.Service.ToldAsync<DecisionRecorded>(reference)).ShouldHaveSingleItem().LiveFrom.ShouldBe(Day.Of(liveFrom));

    [Fact]
    public async Task History_Played_AgreesTheSixClauses()
    {
        var clauses = await history.Service.ToldAsync<ClauseAgreed>("SP-2018");

        clauses.Select(clause => (clause.ClauseReference, clause.Kind, clause.EffectiveFrom)).ShouldBe(
        [
            ("SP-2018/C1", "fixed-charge", Day.Of("2023-04-01")),
            ("SP-2018/C2", "fixed-charge", Day.Of("2023-04-01")),
            ("SP-2018/C3", "secondment", Day.Of("2018-07-01")),
            ("SP-2018/C4", "shared-post", Day.Of("2018-07-01")),
            ("SP-2018/C5", "support-days", Day.Of("2018-07-01")),
            ("SP-2018/C6", "settlement", Day.Of("2018-07-01"))
        ]);
        clauses[0].Parameters["annualGbp"].ShouldBe("1640000.00");
        clauses[1].Parameters["annualGbp"].ShouldBe("1200000.00");
    }

    [Fact]
    public async Task History_Played_HoldsTheDirectionsFromDraftToLifting()
    {
        var directions = await history.Service.ReadAsync(db => Task.FromResult(db.Directions.OrderBy(one => one.Reference).ToList()));

        directions.Select(direction => direction.Reference).ShouldBe(["DIR-2013", "DIR-2016"]);
        directions[0].Steps.Select(step => $"{step.Status} {step.OnDay:yyyy-MM-dd}")
            .ShouldBe(["Draft 2013-05-16", "Representations 2013-05-16", "InForce 2013-06-28", "Lifted 2018-07-31"]);
        directions[0].Steps[2].Provenance.Assumed.ShouldBeTrue();
    }

    [Fact]
    public async Task History_Extended_CoversJulyAndIsFollowedByTheBuyBack()
    {
        foreach (var council in new[] { "HCC", "IWC" })
        {
            var body = council == "HCC" ? "HCC-EXEC-MEMBER" : "IWC-CABINET";
            await history.PostAsync(council, "decisions", Decision($"D-2023-0420-{council}", body));
            await history.PostAsync(council, "agreements/SP-2018/extension", new
            {
                reference = "SP-2018-X",
                lastDay = "2024-01-31",
                reason = "Extended by both councils until the buy-back",
                decisionReference = $"D-2023-0420-{council}"
            });
        }

        (await history.Service.ToldAsync<AgreementVaried>("SP-2018")).ShouldHaveSingleItem().LastDay.ShouldBe(Day.Of("2024-01-31"));

        await history.PostAsync("IWC", "agreements", new
        {
            reference = "BB-2024",
            title = "Buy-back of services",
            provider = "HCC",
            recipient = "IWC",
            firstDay = "2024-02-01",
            lastDay = "2025-01-31",
            legalBasis = "1970-act",
            succeeds = "SP-2018",
            provenance = new { source = "countypress.co.uk, September 2023" }
        });
        foreach (var council in new[] { "HCC", "IWC" })
        {
            await history.PostAsync(council, "agreements/BB-2024/approvals", new { decisionReference = $"D-2023-0420-{council}" });
        }

        (await history.Service.ToldAsync<AgreementInForce>("BB-2024")).ShouldHaveSingleItem().FirstDay.ShouldBe(Day.Of("2024-02-01"));
    }

    private static object Decision(string reference, string body) => new
    {
        reference,
        body,
        title = "Extension of the strategic partnership",
        decidedOn = "2023-04-20",
        publishedOn = "2023-04-24",
        keyDecision = false,
        reasons = "So that services go on",
        outcome = "Agreed",
        provenance = new { source = "Synthetic" }
    };
}

/// <summary>A database that holds what the demonstration loads and nothing else.</summary>
public sealed class HistoryHost(GovernanceHost governance) : IAsyncLifetime
{
    private ServiceHost<GovernanceDb>? service;

    public ServiceHost<GovernanceDb> Service => service ?? throw new InvalidOperationException("The host has not been started.");

    public async ValueTask InitializeAsync()
    {
        service = await governance.StartAnotherAsync();
        await service.SetClockAsync(new DateTimeOffset(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1)));
        var steps = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "history.json")))!.AsArray();
        foreach (var step in steps)
        {
            var who = step!["as"]!.GetValue<string>().Split(' ');
            who[1].ShouldBe("governance");
            await PostAsync(who[0], step["post"]!.GetValue<string>()["governance/v1/".Length..], step["body"]!);
        }
    }

    public async Task PostAsync(string council, string path, object body)
    {
        using var officer = Service.Officer(council, $"Governance officer of {council}", "governance-officer");
        using var answer = await officer.PostAsJsonAsync($"{GovernanceHost.Api}/{path}", body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{council} {path}: {await answer.Content.ReadAsStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }
    }
}

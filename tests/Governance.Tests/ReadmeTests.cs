using System.Reflection;
using Governance.Agendas;
using Governance.Agreements;
using Governance.Bodies;
using Governance.Decisions;
using Governance.Directions;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Messaging;

namespace Governance.Tests;

/// <summary>The README's tables say what the code does: every state and action, every clause parameter, every event.</summary>
public sealed class ReadmeTests(GovernanceHost governance)
{
    private static readonly string[] Readme = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    [Fact]
    public void States_AreMovedAsTheTableSaysAndInNoOtherWay()
    {
        var moves = new List<string>();
        moves.AddRange(Walk("Decision", (DecisionStatus status) => ADecisionThatIs(status), decision => decision.Status, DecisionActions));
        moves.AddRange(Walk("Direction", Given.ADirectionThatIs, direction => direction.Status, DirectionActions));
        moves.AddRange(Walk("Agreement", Given.AnAgreementThatIs, agreement => agreement.Status, AgreementActions));
        moves.AddRange(Walk("Change", (AgreementChangeStatus status) => AChangeThatIs(status), Status, ChangeActions));
        moves.AddRange(Walk("Clause", (ClauseStatus status) => AClauseThatIs(status), clause => clause.Status, ClauseActions));
        moves.AddRange(Walk("Item", (AgendaItemStatus status) => AnItemThatIs(status), item => item.Status, ItemActions));

        moves.ShouldBe(Table("| noun |").Select(row => string.Join(' ', row)), ignoreOrder: true);
    }

    [Fact]
    public void ClauseKinds_AreThoseOfTheTable() =>
        Table("| kind |").Select(row => string.Join(" | ", row)).ShouldBe(ClauseKind.All.Select(kind =>
            $"`{kind.Name}` | {kind.Rules} | {string.Join(' ', kind.Parameters.Select(parameter => $"`{parameter.Name}`"))}"));

    [Fact]
    public void Events_AreThoseOfTheTableAndOfTheContracts()
    {
        var published = governance.Service.Services.GetRequiredService<EventMap<GovernanceDb>>().Published;

        published.ShouldBe(Table("| event |").Select(row => $"Governance.Contracts.{row[0].Trim('`')}"), ignoreOrder: true);
        published.ShouldBe(
            Assembly.Load("Governance.Contracts").GetExportedTypes().Select(contract => contract.FullName!), ignoreOrder: true);
    }

    [Fact]
    public void Listening_IsToWhatTheTableSays()
    {
        var map = governance.Service.Services.GetRequiredService<EventMap<GovernanceDb>>();

        map.Publishers.ShouldBe(Table("| heard |").Select(row => row[1]).Distinct(StringComparer.Ordinal), ignoreOrder: true);
        map.Consumed.ShouldBe(Table("| heard |").Select(row => $"Recharging.Contracts.{row[0].Trim('`')}"), ignoreOrder: true);
    }

    [Fact]
    public void LegalBases_AreThoseOfTheList() =>
        Readme.ShouldContain($"{string.Join(' ', LegalBasis.Names.Keys.Select(code => $"`{code}`"))}: `LegalBasis.cs` names the Acts.");

    private static readonly Dictionary<string, Func<Decision, Refusal?>> DecisionActions = new()
    {
        ["Record"] = decision => decision.Record(Given.Cabinet("IWC"), "IWC", Given.Today, null, Given.FiveDays()),
        ["Publish"] = decision => decision.Publish("IWC", Given.Today, Day.Of("2013-06-21"), Given.FiveDays())
    };

    private static readonly Dictionary<string, Func<Direction, Refusal?>> DirectionActions = new()
    {
        ["Draft"] = direction => direction.Draft(Given.SecretaryOfState, Given.Today, Given.Today, Given.Provenance),
        ["InviteRepresentations"] = direction => direction.InviteRepresentations(Given.Today, Given.Today, Given.Today, Given.Provenance),
        ["Issue"] = direction => direction.Issue(Given.Today, Given.Today, Given.Provenance),
        ["Vary"] = direction => direction.Vary(Given.Today, Given.Today, Given.Provenance),
        ["Lift"] = direction => direction.Lift(Given.Today, Given.Today, Given.Provenance)
    };

    // Each by both councils: a track alone moves nothing.
    private static readonly Dictionary<string, Func<Agreement, Refusal?>> AgreementActions = new()
    {
        ["Approve"] = agreement => Both(council => agreement.Approve(Given.ADecision(council, "2018-03-15"), Given.By(council), [])),
        ["Withdraw"] = agreement => agreement.Withdraw(),
        ["Extend"] = agreement => Both(council => agreement.Extend(
            "SP-2018-X", Day.Of("2024-01-31"), "Until it ends", Given.ADecision(council, "2023-04-20"), Given.By(council), Given.Today, [])),
        ["End"] = agreement => Both(council => agreement.End(
            Day.Of("2023-05-31"), "Each goes its own way", Given.ADecision(council, "2023-04-20"), Given.By(council), Given.Today))
    };

    private static readonly Dictionary<string, Func<Agreement, Refusal?>> ChangeActions = new()
    {
        ["Complete"] = agreement => agreement.Extend(
            "SP-2018-X", Day.Of("2024-01-31"), "Until it ends", Given.ADecision("IWC", "2023-04-20"), Given.By("IWC"), Given.Today, []),
        ["Withdraw"] = agreement => agreement.WithdrawChange("SP-2018-X")
    };

    private static readonly Dictionary<string, Func<Clause, Refusal?>> ClauseActions = new()
    {
        ["Agree"] = clause => Both(council => clause.Agree(new KeyHolder(council, council), "Governance officer")),
        ["Withdraw"] = clause => clause.Withdraw()
    };

    private static readonly Dictionary<string, Func<AgendaItem, Refusal?>> ItemActions = new()
    {
        ["Place"] = item => item.Place(Given.JointBoard, "Governance officer of HCC", "It oversees the agreement", Given.Now),
        ["Settle"] = item => item.Settle("£10.00 of the £20.00 goes back.", Given.Now)
    };

    private static IEnumerable<string> Walk<TNoun, TState>(
        string name, Func<TState, TNoun> given, Func<TNoun, TState> status, Dictionary<string, Func<TNoun, Refusal?>> actions)
        where TState : struct, Enum
    {
        foreach (var from in Enum.GetValues<TState>())
        {
            foreach (var (action, act) in actions)
            {
                var noun = given(from);
                status(noun).ShouldBe(from);
                if (act(noun) is { } refusal)
                {
                    refusal.Sentence.ShouldNotBeEmpty();
                    status(noun).ShouldBe(from, $"{name} {from} was refused {action} and moved all the same.");
                }
                else
                {
                    yield return $"{name} {from} {action} {status(noun)}";
                }
            }
        }
    }

    private static Decision ADecisionThatIs(DecisionStatus status)
    {
        var decision = Given.ADraftDecision(Given.Cabinet("IWC"), "2013-06-19");
        if (status is not DecisionStatus.Draft)
        {
            DecisionActions["Record"](decision).ShouldBeNull();
        }

        if (status is DecisionStatus.Published)
        {
            DecisionActions["Publish"](decision).ShouldBeNull();
        }

        return decision;
    }

    private static Agreement AChangeThatIs(AgreementChangeStatus status)
    {
        var agreement = Given.AnAgreementInForce();
        agreement.Extend("SP-2018-X", Day.Of("2024-01-31"), "Until it ends", Given.ADecision("HCC", "2023-04-20"), Given.By("HCC"), Given.Today, [])
            .ShouldBeNull();
        switch (status)
        {
            case AgreementChangeStatus.Complete:
                ChangeActions["Complete"](agreement).ShouldBeNull();
                break;
            case AgreementChangeStatus.Withdrawn:
                ChangeActions["Withdraw"](agreement).ShouldBeNull();
                break;
        }

        return agreement;
    }

    private static AgendaItem AnItemThatIs(AgendaItemStatus status)
    {
        var item = Given.AnUnplacedItem();
        switch (status)
        {
            case AgendaItemStatus.Open:
                ItemActions["Place"](item).ShouldBeNull();
                break;
            case AgendaItemStatus.Settled:
                ItemActions["Settle"](item).ShouldBeNull();
                break;
        }

        return item;
    }

    private static AgreementChangeStatus Status(Agreement agreement) => agreement.Changes.Single().Status;

    private static Clause AClauseThatIs(ClauseStatus status)
    {
        var clause = Given.AFixedCharge(Given.AnAgreementInForce());
        switch (status)
        {
            case ClauseStatus.Agreed:
                ClauseActions["Agree"](clause).ShouldBeNull();
                break;
            case ClauseStatus.Withdrawn:
                ClauseActions["Withdraw"](clause).ShouldBeNull();
                break;
        }

        return clause;
    }

    private static Refusal? Both(Func<string, Refusal?> act) => act("HCC") ?? act("IWC");

    private static IEnumerable<string[]> Table(string heading) =>
        Readme.SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
}

using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Facts;
using Recharging.Facts;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using ServiceDefaults.Messaging;
using Testing;

namespace Recharging.Tests.Facts;

/// <summary>Events in, facts out: once each, in the order of their stream, numbered without gaps.</summary>
public sealed class ConsumerTests(ConsumerTests.Fresh fresh) : IClassFixture<ConsumerTests.Fresh>
{
    public sealed class Fresh(Servers servers) : IAsyncLifetime
    {
        private ServiceHost<RechargingDb>? host;

        public ServiceHost<RechargingDb> Host => host ?? throw new InvalidOperationException("The host has not been started.");

        public async ValueTask InitializeAsync() => host = await servers.StartAsync<RechargingDb>("recharging");

        public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static readonly object[] Events =
    [
        new DecisionRecorded
        {
            DecisionReference = "D-2018-03-HCC", Council = "HCC", Body = "HCC Cabinet", Title = "Renewal",
                DecidedOn = Given.Day("2018-03-20"),
            LiveFrom = Given.Day("2018-03-28"), LiveUntil = null, OccurredAt = Given.Told,
        },
        Given.AnAgreement(),
        new AgreementVaried
        {
            AgreementReference = "SP-2018", LastDay = Given.Day("2024-01-31"), DecisionReferences = ["D-2023-X"], OccurredAt = Given.Told,
        },
        new AgreementEnded { AgreementReference = "SP-2018", LastDay = Given.Day("2024-01-31"), Reason = "By agreement.",
            OccurredAt = Given.Told },
        Given.AFixedCharge(),
        Given.ASecondment("SEC-2022-0001"),
        new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0001", EffectiveFrom = Given.Day("2023-05-01"), HostSharePercent = 50m, Reason = "Agreed.",
                OccurredAt = Given.Told,
        },
        new SecondmentExtended
        {
            SecondmentReference = "SEC-2022-0001", LastDay = Given.Day("2024-03-31"), Reason = "Agreed.", OccurredAt = Given.Told,
        },
        new SecondmentEnded { SecondmentReference = "SEC-2022-0001", LastDay = Given.Day("2023-06-30"), Reason = "Agreed.",
            OccurredAt = Given.Told },
        Given.ASharedPost("POST-DCS", 30m),
        Given.APayFact("HCC-0001", 38),
        new PersonEmployed
        {
            EmploymentReference = "HCC-0001", EmployerCouncil = "HCC", PersonReference = "HCC-100101",
            EffectiveFrom = Given.Day("2022-04-01"), OccurredAt = Given.Told,
        },
        new EmploymentEnded { EmploymentReference = "HCC-0001", LastDay = Given.Day("2023-06-30"), OccurredAt = Given.Told },
        new EmploymentContinued { EmploymentReference = "HCC-0001", LastDay = Given.Day("2023-06-30"), OccurredAt = Given.Told },
        Given.ACommission("COM-2023-0001", "Carisbrooke College", "136012"),
        new CommissionPaused
        {
            CommissionReference = "COM-2023-0001", PausedFrom = Given.Day("2023-05-01"), Reason = "Inspection.", OccurredAt = Given.Told,
        },
        new CommissionResumed { CommissionReference = "COM-2023-0001", ResumedFrom = Given.Day("2023-05-08"), OccurredAt = Given.Told },
        new CommissionStopped { CommissionReference = "COM-2023-0001", LastDay = Given.Day("2023-06-30"), Reason = "Done.",
            OccurredAt = Given.Told },
        Given.AnEvidencedDay("COM-2023-0001", "V-2023-0001", "2023-04-19", 1m),
    ];

    private static readonly object[] Nonsense =
    [
        Given.AnAgreement(firstDay: "2023-07-01", lastDay: "2023-06-30"),
        Given.AFixedCharge() with { EffectiveUntil = Given.Day("2020-01-01") },
        Given.ASecondment("SEC-2022-0001", firstDay: "2023-05-01", lastDay: "2023-04-01"),
        Given.ASecondment("SEC-2022-0001", share: 100.5m),
        new SecondmentVaried
        {
            SecondmentReference = "SEC-2022-0001", EffectiveFrom = Given.Day("2023-05-01"), HostSharePercent = 0m, Reason = "Agreed.",
                OccurredAt = Given.Told,
        },
        Given.ASharedPost("POST-DCS", 101m),
        Given.APayFact("HCC-0001", 38, fte: 1.2m),
        Given.APayFact("HCC-0001", 38) with { SpinePoint = null },
        Given.ACommission("COM-2023-0001", "Carisbrooke College", "136012") with { DayRateGbp = -1m },
        Given.AnEvidencedDay("COM-2023-0001", "V-2023-0001", "2023-04-19", 0m),
    ];

    private static readonly string[] FromFiles =
        [nameof(CostIncurred), nameof(PooledCostIncurred), nameof(DriverMeasured),
        nameof(ActualDeclared), nameof(BudgetSet),
        nameof(CreditAgreed)];

    public static TheoryData<string> Kinds => [.. Events.Select(told => told.GetType().Name)];

    public static TheoryData<int> NonsenseCases => [.. Enumerable.Range(0, Nonsense.Length)];

    [Fact]
    public void Kinds_CoverEveryConsumer() =>
        Kinds.Count.ShouldBe(FactKinds.Names.Except(FromFiles).Count(name => !name.EndsWith("Rate", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Event_TwiceAndOutOfOrder_IsOneFactInTheOrderOfItsStream(string kind)
    {
        var told = Events.Single(candidate => candidate.GetType().Name == kind);
        var stream = $"stream-of-{kind}";
        var (first, second) = (Deliveries.Envelope(stream, 1, told), Deliveries.Envelope(stream, 2, told));

        await fresh.Host.DeliverAsync(second);
        (await SourcesAsync(stream)).ShouldBeEmpty();

        await fresh.Host.DeliverAsync(first);
        await fresh.Host.DeliverAsync(first);
        await fresh.Host.DeliverAsync(second);
        (await SourcesAsync(stream)).ShouldBe([$"{first.Publisher}/{stream}/1", $"{first.Publisher}/{stream}/2"]);
    }

    [Theory]
    [MemberData(nameof(NonsenseCases))]
    public async Task Event_ThatNoRuleAllows_IsRefusedAndKept_AndTheNextOneFlows(int which)
    {
        var stream = $"nonsense-{which}";

        await fresh.Host.DeliverAsync(stream, 1, Nonsense[which]);
        await fresh.Host.DeliverAsync(stream, 2, Given.AnAgreement());

        (await fresh.Host.ReadAsync(db =>
            db.Set<InboxMessage>().Where(message => message.Aggregate == stream && message.State == InboxState.Refused)
            .Select(message => message.Reason).ToListAsync())).ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task FactNumbers_HaveNoGaps()
    {
        await fresh.Host.DeliverAsync("gapless", 1, Given.AnAgreement());

        var numbers = await fresh.Host.ReadAsync(db => db.Facts.Select(fact => fact.Number).OrderBy(number => number).ToListAsync());
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(number => (long)number));
    }

    private Task<List<string>> SourcesAsync(string stream) => fresh.Host.ReadAsync(db =>
        db.Facts.Where(fact => fact.SourceKey.Contains($"/{stream}/")).OrderBy(fact => fact.Number).Select(fact => fact.SourceKey)
            .ToListAsync());
}

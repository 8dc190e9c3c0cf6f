using Governance.Contracts;
using ServiceDefaults.Messaging;
using Testing;

namespace SchoolSupport.Tests.Authorities;

/// <summary>What Governance tells, in and out of order, once and again.</summary>
public sealed class AuthorityTests(SchoolSupportHost host)
{
    private const string Commissions = $"{SchoolSupportHost.Api}/commissions";

    [Fact]
    public async Task Agreement_InForce_LetsSupportBeCommissioned()
    {
        var agreement = AnAgreement();
        await host.HampshireManager.PostAsJsonAsync(Commissions, Under(agreement)).ShouldRefuseAsync("no-authority");

        await host.AgreementInForceAsync(agreement, "HCC", "IWC");

        await host.AProposedCommissionAsync(Under(agreement));
    }

    [Fact]
    public async Task Agreement_ToldAgain_ChangesNothing()
    {
        var agreement = AnAgreement();
        var inForce = Deliveries.Envelope($"agreement/{agreement}", 1, Given.InForce(agreement, lastDay: new DateOnly(2023, 6, 30)));
        var varied = Deliveries.Envelope($"agreement/{agreement}", 2, Varied(agreement, new DateOnly(2023, 12, 31)));
        var ended = Deliveries.Envelope($"agreement/{agreement}", 3, Ended(agreement, new DateOnly(2023, 9, 30)));
        foreach (var envelope in new[] { inForce, varied, ended, varied, inForce, ended })
        {
            await host.Service.DeliverAsync(envelope);
        }

        await host.Service.DeliverAsync($"agreement/{agreement}", 1, Given.InForce(agreement, lastDay: new DateOnly(2020, 1, 1)));

        (await LastDayAsync(agreement)).ShouldBe(new DateOnly(2023, 9, 30));
        (await host.Service.ReadAsync(db => db.Authorities.CountAsync(known => known.AgreementReference == agreement))).ShouldBe(1);
    }

    [Fact]
    public async Task Agreement_ToldOutOfOrder_EndsAsToldInOrder()
    {
        var agreement = AnAgreement();

        await host.Service.DeliverAsync($"agreement/{agreement}", 3, Ended(agreement, new DateOnly(2023, 9, 30)));
        await host.Service.DeliverAsync($"agreement/{agreement}", 2, Varied(agreement, new DateOnly(2023, 12, 31)));
        (await host.Service.ReadAsync(db => db.Authorities.AnyAsync(known => known.AgreementReference == agreement))).ShouldBeFalse();

        await host.Service.DeliverAsync($"agreement/{agreement}", 1, Given.InForce(agreement, lastDay: new DateOnly(2023, 6, 30)));

        (await LastDayAsync(agreement)).ShouldBe(new DateOnly(2023, 9, 30));
    }

    [Fact]
    public async Task Agreement_VariedOrEndedButNeverInForce_IsRefusedAndRecorded()
    {
        var agreement = AnAgreement();

        await host.Service.DeliverAsync($"agreement/{agreement}", 1, Varied(agreement, null));
        await host.Service.DeliverAsync($"agreement/{agreement}", 2, Ended(agreement, new DateOnly(2023, 9, 30)));
        await host.Service.DeliverAsync($"agreement/{agreement}", 3, Given.InForce(agreement, lastDay: new DateOnly(2018, 6, 30)));

        var messages = await host.Service.ReadAsync(db => db.Set<InboxMessage>()
            .Where(message => message.Aggregate == $"agreement/{agreement}")
            .OrderBy(message => message.Version)
            .ToListAsync());
        messages.Count.ShouldBe(3);
        messages.ShouldAllBe(message => message.State.ToString() == "Refused" && message.Reason != null);
    }

    [Fact]
    public async Task Agreement_EndedEarly_StopsVisitsAndIsNoted()
    {
        var agreement = AnAgreement();
        await host.AgreementInForceAsync(agreement, "HCC", "IWC");
        var adviser = Given.AnAdviser();
        var reference = await host.AnAgreedCommissionAsync(Given.Proposal(adviser: adviser).With("agreementReference", agreement));

        await host.Service.DeliverAsync($"agreement/{agreement}", 2, Ended(agreement, new DateOnly(2023, 4, 30)));

        await host.LogAsync(reference, adviser, "2023-05-02", 1m).ShouldRefuseAsync("no-authority");
        await host.LogAsync(reference, adviser, "2023-04-28", 1m).ShouldBeAsync(HttpStatusCode.Created);
        (await host.Service.ReadAsync(db => db.Audit.SingleAsync(entry => entry.Subject == reference && entry.Action == "WhenAgreementEnded")))
            .Reason.ShouldNotBeNull().ShouldStartWith($"{agreement} ends on 2023-04-30");
    }

    private static string AnAgreement() => $"SP-{Guid.NewGuid():N}"[..16];

    private static Dictionary<string, object?> Under(string agreement) => Given.Proposal().With("agreementReference", agreement);

    private static AgreementVaried Varied(string agreement, DateOnly? lastDay) =>
        new() { AgreementReference = agreement, LastDay = lastDay, DecisionReferences = [], OccurredAt = DateTimeOffset.UnixEpoch };

    private static AgreementEnded Ended(string agreement, DateOnly lastDay) =>
        new() { AgreementReference = agreement, LastDay = lastDay, Reason = "By agreement.", OccurredAt = DateTimeOffset.UnixEpoch };

    private Task<DateOnly?> LastDayAsync(string agreement) =>
        host.Service.ReadAsync(db => db.Authorities.Where(known => known.AgreementReference == agreement).Select(known => known.LastDay).SingleAsync());
}

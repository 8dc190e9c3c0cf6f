using System.Text.Json;
using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Messaging;
using Shouldly;
using Testing;
using Xunit;
using static Secondments.Tests.Days;

namespace Secondments.Tests.Authorities;

public sealed class WhenAgreementTests(SecondmentsHost host)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static int _agreements;
    private readonly string _agreement = $"AG-{Interlocked.Increment(ref _agreements):0000}";

    private string Stream => $"agreement/{_agreement}";

    [Fact]
    public async Task InForce_MakesAnAuthorityThatBothCouncilsSee()
    {
        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement, "2018-07-01", "2023-06-30"));

        foreach (var council in new[] { "HCC", "IWC" })
        {
            (await Seen(council)).GetProperty("lastDay").GetString().ShouldBe("2023-06-30");
        }
    }

    [Fact]
    public async Task InForce_DeliveredTwice_CountsOnce()
    {
        var envelope = Deliveries.Envelope(Stream, 1, SecondmentsHost.InForce(_agreement));

        await host.Service.DeliverAsync(envelope);
        await host.Service.DeliverAsync(envelope);

        (await Outcomes()).ShouldBe([InboxState.Applied]);
    }

    [Fact]
    public async Task InForce_ToldTwice_IsRefusedTheSecondTime()
    {
        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement, last: "2023-06-30"));
        await host.Service.DeliverAsync(Stream, 2, SecondmentsHost.InForce(_agreement, last: "2033-06-30"));

        (await Outcomes()).ShouldBe([InboxState.Applied, InboxState.Refused]);
        (await Seen("HCC")).GetProperty("lastDay").GetString().ShouldBe("2023-06-30");
    }

    [Fact]
    public async Task Varied_BeforeInForce_WaitsForIt()
    {
        await host.Service.DeliverAsync(Stream, 2, Varied("2024-01-31"));
        (await Outcomes()).ShouldBe([InboxState.Waiting]);

        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement, last: "2023-06-30"));

        (await Outcomes()).ShouldBe([InboxState.Applied, InboxState.Applied]);
        (await Seen("HCC")).GetProperty("lastDay").GetString().ShouldBe("2024-01-31");
    }

    [Fact]
    public async Task Varied_DeliveredAgainAfterAnEnd_ChangesNothing()
    {
        var varied = Deliveries.Envelope(Stream, 2, Varied("2024-01-31"));
        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement, last: "2023-06-30"));
        await host.Service.DeliverAsync(varied);
        await host.Service.DeliverAsync(Stream, 3, Ended("2023-10-31"));

        await host.Service.DeliverAsync(varied);

        (await Seen("HCC")).GetProperty("lastDay").GetString().ShouldBe("2023-10-31");
    }

    [Fact]
    public async Task Varied_OfAnUnknownAgreement_IsRecordedAsRefused()
    {
        await host.Service.DeliverAsync(Stream, 1, Varied("2024-01-31"));

        (await Outcomes()).ShouldBe([InboxState.Refused]);
    }

    [Fact]
    public async Task Ended_BeforeInForce_WaitsForIt()
    {
        await host.Service.DeliverAsync(Stream, 2, Ended("2023-10-31"));
        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement));

        var seen = await Seen("IWC");
        seen.GetProperty("lastDay").GetString().ShouldBe("2023-10-31");
        seen.GetProperty("endingReason").GetString().ShouldBe("By agreement.");
    }

    [Fact]
    public async Task Ended_DeliveredTwice_CountsOnce()
    {
        var ended = Deliveries.Envelope(Stream, 2, Ended("2023-10-31"));
        await host.Service.DeliverAsync(Stream, 1, SecondmentsHost.InForce(_agreement));

        await host.Service.DeliverAsync(ended);
        await host.Service.DeliverAsync(ended);

        (await Outcomes()).ShouldBe([InboxState.Applied, InboxState.Applied]);
    }

    [Fact]
    public async Task Ended_OfAnUnknownAgreement_IsRecordedAsRefused()
    {
        await host.Service.DeliverAsync(Stream, 1, Ended("2023-10-31"));

        (await Outcomes()).ShouldBe([InboxState.Refused]);
    }

    [Fact]
    public async Task Ended_InsideATerm_ShowsTheFirstDayThatIsNotCovered()
    {
        // Its own two councils, so that no other test's agreement covers the days.
        var own = SecondmentsHost.InForce(_agreement) with { Recipient = $"D{_agreement[^3..]}" };
        await host.Service.DeliverAsync(Stream, 1, own);
        var employment = await new Given(host).AnEmployment();
        var reference = await new Given(host).AProposedSecondment(employment, host: own.Recipient, agreement: _agreement);

        await host.Service.DeliverAsync(Stream, 2, Ended("2023-06-30"));

        (await host.HrOfficer("HCC").Read($"/secondments/{reference}").Expect()).GetProperty("uncoveredFrom").GetString().ShouldBe("2023-07-01");
    }

    [Fact]
    public async Task FindAuthorities_ByAStranger_IsUnauthorised()
    {
        using var answer = await host.Service.Stranger().Read("/authorities");

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }

    private AgreementVaried Varied(string last) => new()
    {
        AgreementReference = _agreement,
        LastDay = Day(last),
        DecisionReferences = ["D-2023-0601-HCC", "D-2023-0601-IWC"],
        OccurredAt = SecondmentsHost.Now,
    };

    private AgreementEnded Ended(string last) => new()
    {
        AgreementReference = _agreement,
        LastDay = Day(last),
        Reason = "By agreement.",
        OccurredAt = SecondmentsHost.Now,
    };

    private async Task<JsonElement> Seen(string council) =>
        (await host.HrOfficer(council).Read("/authorities").Expect()).GetProperty("items").EnumerateArray()
            .Single(item => item.GetProperty("agreementReference").GetString() == _agreement);

    private Task<List<InboxState>> Outcomes() => host.Service.ReadAsync(db => db.Set<InboxMessage>()
        .Where(message => message.Aggregate == Stream).OrderBy(message => message.Version).Select(message => message.State).ToListAsync(Stop));
}

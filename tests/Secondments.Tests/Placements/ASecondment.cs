using Secondments.Authorities;
using Secondments.Placements;
using Shouldly;
using Values;
using static Secondments.Tests.Days;

namespace Secondments.Tests.Placements;

/// <summary>A secondment in each state, brought there by its own transitions: HCC lends to IWC, April to September 2023.</summary>
internal static class ASecondment
{
    public const string Home = "HCC";
    public const string Host = "IWC";
    public static readonly DateOnly FirstDay = Day("2023-04-01");
    public static readonly DateOnly LastDay = Day("2023-09-30");
    public static readonly DateOnly Today = Day("2023-05-09");
    public static readonly string Document = new('a', 64);

    public static KeyHolder By(string council) => new(council, $"{council} approver");

    public static Authority LiveAuthority => new()
    {
        AgreementReference = "SP-2018",
        Title = "Strategic partnership",
        Provider = Home,
        Recipient = Host,
        FirstDay = Day("2018-07-01"),
        LastDay = Day("2024-01-31"),
        LegalBasis = LegalBasis.Section113,
    };

    public static Secondment Proposed(string basis = LegalBasis.Section113, decimal share = 60) => new(
        "SEC-2023-0001",
        new ProposedTerms("SP-2018", Home, Host, "HCC-E1001", "Service manager", "social-care", FirstDay, LastDay, share, basis),
        "proposer");

    public static Secondment In(SecondmentState state, string basis = LegalBasis.Section113)
    {
        var secondment = Proposed(basis);
        if (state is SecondmentState.Proposed)
        {
            return secondment;
        }

        if (state is SecondmentState.Withdrawn)
        {
            return Done(secondment, secondment.Withdraw(Today));
        }

        Done(secondment, secondment.Approve(new KeyHolder(Home, "home approver")));
        if (state is SecondmentState.HomeApproved)
        {
            return secondment;
        }

        Done(secondment, secondment.Approve(new KeyHolder(Host, "host approver")));
        if (state is SecondmentState.HostApproved)
        {
            return basis == LegalBasis.Section113 ? secondment : SignedByTheCouncils(secondment);
        }

        Done(secondment, secondment.Consult(Home, Day("2023-03-01"), "agrees", Today));
        SignedByTheCouncils(secondment);
        if (state is SecondmentState.Consulted)
        {
            return secondment;
        }

        Done(secondment, secondment.Sign(By(Home), Signed(Signatory.Employee), Today));
        if (state is SecondmentState.Signed)
        {
            return secondment;
        }

        Done(secondment, secondment.Start(Home, FirstDay, null, LiveAuthority, Today));
        return state is SecondmentState.Active
            ? secondment
            : Done(secondment, secondment.End(By(Home), Asked(ChangeKind.EndingInThePast, Today, Home), Today));
    }

    public static Signature Signed(Signatory signatory, string on = "2023-03-15", string? document = null) => new()
    {
        Signatory = signatory,
        SignedOn = Day(on),
        DocumentSha256 = document ?? Document,
        RecordedBy = "hr officer",
    };

    public static PendingChange Asked(ChangeKind kind, DateOnly day, string council, decimal? share = null) => new()
    {
        Kind = kind,
        Day = day,
        HostSharePercent = share,
        AskedByCouncil = council,
        Reason = "Agreed between both heads of service.",
    };

    private static Secondment SignedByTheCouncils(Secondment secondment)
    {
        Done(secondment, secondment.Sign(By(Home), Signed(Signatory.Home), Today));
        return Done(secondment, secondment.Sign(By(Host), Signed(Signatory.Host), Today));
    }

    private static Secondment Done(Secondment secondment, Values.Refusal? refusal)
    {
        refusal.ShouldBeNull();
        return secondment;
    }
}

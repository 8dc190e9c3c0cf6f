using System.Globalization;
using Governance.Agendas;
using Governance.Agreements;
using Governance.Bodies;
using Governance.Decisions;
using Governance.Directions;

namespace Governance.Tests;

/// <summary>Bodies, decisions and agreements of the partnership, each reached by the actions that officers take.</summary>
internal static class Given
{
    public const string Hcc = "HCC";
    public const string Iwc = "IWC";

    public static KeyHolder By(string council) => new(council, $"{council}.governance");

    public static readonly DateOnly Today = Day.Of("2023-05-09");

    public static readonly DateTimeOffset Now = new(2023, 5, 9, 9, 0, 0, TimeSpan.FromHours(1));

    public static Provenance Provenance => new("Test");

    public static CallInRule FiveDays(string council = Iwc) => ARule(council, workingDays: 5);

    public static CallInRule ARule(string council, int workingDays) => new()
    {
        Council = council, EffectiveFrom = Day.Of("2012-09-10"), WorkingDays = workingDays, Provenance = Provenance
    };

    public static Body Body(BodyKind kind, string? council = null) => new()
    {
        Code = $"{council ?? "X"}-{kind}".ToUpperInvariant(),
        Name = $"The {kind}",
        Council = council,
        Kind = kind,
        Role = null,
        Provenance = Provenance
    };

    public static Body Cabinet(string council) => Body(BodyKind.Executive, council);

    public static Body SecretaryOfState => Body(BodyKind.ThirdParty);

    public static Body JointBoard => Body(BodyKind.JointBoard);

    /// <summary>A dispute under an agreement that names no board.</summary>
    public static AgendaItem AnUnplacedItem() => new()
    {
        BodyCode = null,
        Placement = "SP-2018 names no board, and there are 2 joint boards.",
        Matter = "DP2324P01-005",
        AgreementReference = "SP-2018",
        Title = "Dispute DP2324P01-005",
        Asked = "Say how much is owed.",
        Because = "Its resolution was due by 8 May 2023.",
        Parties = [Hcc, Iwc],
        Source = "recharging/DP2324P01-005/2",
        PutOnAt = Now
    };

    public static Decision ADraftDecision(
        Body body,
        string decidedOn,
        string? urgency = null,
        string? notBefore = null,
        string? until = null,
        bool key = false,
        string? noticeOn = null) => new()
    {
        Reference = $"D-{body.Council ?? "SOS"}-{Day.Of(decidedOn):yyMMdd}",
        BodyCode = body.Code,
        Council = body.Council,
        Title = "To do so",
        DecidedOn = Day.Of(decidedOn),
        KeyDecision = key,
        NoticeOn = noticeOn is null ? null : Day.Of(noticeOn),
        UrgencyReason = urgency,
        NotBefore = notBefore is null ? null : Day.Of(notBefore),
        LiveUntil = until is null ? null : Day.Of(until),
        Reasons = "For good reasons",
        Outcome = "Agreed",
        Reports = [],
        Options = [],
        Recommendations = [],
        Provenance = Provenance
    };

    /// <summary>A Cabinet decision published two days later, so live after seven working days.</summary>
    public static Decision ADecision(string council, string decidedOn, string? publishedOn = null, string? until = null)
    {
        var body = Cabinet(council);
        var decision = ADraftDecision(body, decidedOn, until: until);
        decision.Record(body, council, Today, publishedOn is null ? Day.Of(decidedOn) : Day.Of(publishedOn), FiveDays(council))
            .ShouldBeNull();
        return decision;
    }

    public static Decision OfTheSecretaryOfState(string decidedOn)
    {
        var decision = ADraftDecision(SecretaryOfState, decidedOn);
        decision.Record(SecretaryOfState, Iwc, Today, null, null).ShouldBeNull();
        return decision;
    }

    public static Agreement AProposedAgreement(
        string reference = "SP-2018",
        string firstDay = "2018-07-01",
        string? lastDay = "2023-06-30",
        string? thirdParty = null,
        string? succeeds = null) => new()
    {
        Reference = reference,
        Title = "Strategic partnership",
        Provider = Hcc,
        Recipient = Iwc,
        FirstDay = Day.Of(firstDay),
        LastDay = lastDay is null ? null : Day.Of(lastDay),
        LegalBasis = "s113",
        ThirdPartyCode = thirdParty,
        Succeeds = succeeds,
        NoticeMonths = null,
        Provenance = Provenance
    };

    public static Agreement AnAgreementInForce(string reference = "SP-2018", string firstDay = "2018-07-01", string? lastDay = "2023-06-30")
    {
        var agreement = AProposedAgreement(reference, firstDay, lastDay);
        foreach (var council in new[] { Hcc, Iwc })
        {
            agreement.Approve(ADecision(council, Day.Of(firstDay).AddMonths(-6).ToString("O", CultureInfo.InvariantCulture)), By(council), [])
                .ShouldBeNull();
        }

        return agreement;
    }

    public static Agreement AnAgreementThatIs(AgreementStatus status)
    {
        switch (status)
        {
            case AgreementStatus.Proposed:
                return AProposedAgreement();
            case AgreementStatus.Withdrawn:
                var withdrawn = AProposedAgreement();
                withdrawn.Withdraw().ShouldBeNull();
                return withdrawn;
            case AgreementStatus.InForce:
                return AnAgreementInForce();
            case AgreementStatus.EndAgreed:
                var ended = AnAgreementInForce();
                foreach (var council in new[] { Hcc, Iwc })
                {
                    ended.End(Day.Of("2023-05-31"), "Each goes its own way", ADecision(council, "2023-03-01"), By(council), Today)
                        .ShouldBeNull();
                }

                return ended;
            default:
                throw new ArgumentOutOfRangeException(nameof(status), status, "No agreement is like this.");
        }
    }

    public static Clause AClause(
        Agreement agreement, string number, ClauseKind kind, string from, IReadOnlyDictionary<string, string> parameters) => new()
    {
        AgreementReference = agreement.Reference,
        Parties = agreement.Parties,
        Number = number,
        Version = agreement.NextVersionOf(number),
        Kind = kind.Name,
        EffectiveFrom = Day.Of(from),
        EffectiveUntil = null,
        Parameters = parameters,
        ProposedBy = Hcc,
        Provenance = Provenance
    };

    public static Clause AFixedCharge(
        Agreement agreement, string number = "C1", string from = "2023-04-01", string charge = "shared-management") =>
        AClause(agreement, number, ClauseKind.FixedCharge, from, FixedCharge(charge));

    public static Dictionary<string, string> FixedCharge(string charge = "shared-management") => new(Vat)
    {
        ["charge"] = charge,
        ["description"] = "Shared management",
        ["payee"] = Hcc,
        ["payer"] = Iwc,
        ["service"] = "management",
        ["annualGbp"] = "1640000.00",
        ["spread"] = "cumulative"
    };

    /// <summary>A pool of both councils, 60 to 40, but for what is said otherwise; null leaves a parameter out.</summary>
    public static Clause ACostPool(
        Agreement agreement, string number, string pool, params (string Name, string? Value)[] otherwise) =>
        AClause(agreement, number, ClauseKind.CostPool, "2023-04-01", CostPool(pool, otherwise));

    public static Dictionary<string, string> CostPool(string pool, params (string Name, string? Value)[] otherwise)
    {
        var parameters = new Dictionary<string, string>(Vat)
        {
            ["pool"] = pool,
            ["description"] = "Shared safeguarding hub",
            ["payee"] = Hcc,
            ["payer"] = Iwc,
            ["service"] = "social-care",
            ["basis"] = "fixed-percent",
            ["parties"] = "HCC IWC",
            ["shares"] = "HCC 60, IWC 40",
            ["lines"] = "per-pool"
        };
        foreach (var (name, value) in otherwise)
        {
            parameters.Remove(name);
            if (value is not null)
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }

    public static Dictionary<string, string> Vat => new()
    {
        ["vatTreatment"] = "O",
        ["vatReason"] = "Under a special legal regime",
        ["vatReviewer"] = "VAT officer of HCC",
        ["vatReviewedOn"] = "2023-03-01"
    };

    public static Direction ADirectionThatIs(DirectionStatus status)
    {
        var direction = new Direction
        {
            Reference = "DIR-2013", IssuerCode = "DFE", Council = Iwc, Title = "Direction", LegalBasis = "direction", Requirements = []
        };
        var draft = Day.Of("2013-05-16");
        direction.Draft(SecretaryOfState, Today, draft, Provenance).ShouldBeNull();
        if (status is DirectionStatus.Representations)
        {
            direction.InviteRepresentations(Today, draft, Day.Of("2013-05-31"), Provenance).ShouldBeNull();
        }

        if (status is DirectionStatus.InForce or DirectionStatus.Varied or DirectionStatus.Lifted)
        {
            direction.Issue(Today, Day.Of("2013-06-28"), Provenance).ShouldBeNull();
        }

        if (status is DirectionStatus.Varied)
        {
            direction.Vary(Today, Day.Of("2016-11-28"), Provenance).ShouldBeNull();
        }

        if (status is DirectionStatus.Lifted)
        {
            direction.Lift(Today, Day.Of("2018-09-28"), Provenance).ShouldBeNull();
        }

        direction.Status.ShouldBe(status);
        return direction;
    }
}

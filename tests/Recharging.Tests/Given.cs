using System.Globalization;
using Governance.Contracts;
using Recharging.Engine;
using Recharging.Engine.Facts;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests;

/// <summary>Facts by name, as the demonstration has them.</summary>
internal static class Given
{
    public static readonly CouncilPair Councils = new("HCC", "IWC");

    public static readonly DateTimeOffset Told = new(2023, 5, 2, 9, 0, 0, TimeSpan.Zero);

    public static AccountingPeriod Period(string name) => AccountingPeriod.Parse(name);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static AgreementInForce AnAgreement(string firstDay = "2018-07-01", string? lastDay = "2023-06-30",
        string reference = "SP-2018") => new()
    {
        AgreementReference = reference,
        Title = "Strategic partnership for children's services",
        Provider = "HCC",
        Recipient = "IWC",
        FirstDay = Day(firstDay),
        LastDay = lastDay is null ? null : Day(lastDay),
        LegalBasis = "s.113 LGA 1972",
        DecisionReferences = ["D-2018-03-HCC", "D-2018-03-IWC"],
        OccurredAt = Told,
    };

    public static ClauseAgreed AClause(string number, string kind, string from, params (string Name, string Value)[] parameters) => new()
    {
        AgreementReference = "SP-2018",
        ClauseReference = $"SP-2018/{number}",
        Version = 1,
        Kind = kind,
        EffectiveFrom = Day(from),
        EffectiveUntil = null,
        Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value),
        OccurredAt = Told,
    };

    public static ClauseAgreed AFixedCharge(string number = "C1", string charge = "shared-management", string annual = "1640000.00",
        string spread = "cumulative", string service = "management", string from = "2023-04-01") => AClause(
        number, "fixed-charge", from, ("charge", charge),
        ("description", charge == "shared-management" ? "Shared management" : "Support services"),
        ("payee", "HCC"), ("payer", "IWC"), ("service", service), ("annualGbp", annual), ("spread", spread), ("vatTreatment", "O"),
        ("vatReason", "Special legal regime"), ("vatReviewer", "VAT officer"), ("vatReviewedOn", "2023-03-20"));

    public static ClauseAgreed ASecondmentClause(string levy = "rate", string? vat = "O") => AClause(
        "C3", "secondment", "2018-07-01", [("partMonth", "calendar-days"), ("rounding", "per-line"), ("niThreshold", "annual-twelfth"),
            ("pensionLumpSum", "excluded"), ("levyPercent", levy), .. vat is null ? [] : new[] { ("vatTreatment", vat) }]);

    /// <summary>The clauses of SP-2018 as both councils agreed them.</summary>
    public static IEnumerable<ClauseAgreed> TheClauses() =>
    [
        AFixedCharge(),
        AFixedCharge("C2", "support-services", "1200000.00", service: "support-services"),
        ASecondmentClause(),
        AClause("C4", "shared-post", "2018-07-01", ("coveredBy", "SP-2018/C1"), ("vatTreatment", "O")),
        AClause("C5", "support-days", "2018-07-01", ("vatTreatment", "S"), ("vatRatePercent", "20"), ("vatReason", "1970 Act supply")),
        AClause("C6", "settlement", "2018-07-01", ("paymentTermsDays", "30")),
    ];

    public static SecondmentStarted ASecondment(string reference, string home = "HCC", string host = "IWC", decimal share = 100m,
        string firstDay = "2022-09-01", string lastDay = "2024-01-31", string service = "social-care", string? employment = null) => new()
    {
        SecondmentReference = reference,
        AgreementReference = "SP-2018",
        HomeCouncil = home,
        HostCouncil = host,
        EmploymentReference = employment ?? $"{home}-{reference[^4..]}",
        PostTitle = "Team manager",
        Service = service,
        FirstDay = Day(firstDay),
        LastDay = Day(lastDay),
        HostSharePercent = share,
        LegalBasis = "s.113 LGA 1972",
        OccurredAt = Told,
    };

    public static PayChanged APayFact(string employment, int point, decimal fte = 1m, string from = "2022-04-01", string employer = "HCC",
        string scheme = "LGPS") => new()
    {
        EmploymentReference = employment,
        EmployerCouncil = employer,
        EffectiveFrom = Day(from),
        Spine = "NJC",
        SpinePoint = point,
        FullTimeSalaryGbp = null,
        Fte = fte,
        PensionScheme = scheme,
        SourceExtract = "2023-04",
        SourceRow = 2,
        OccurredAt = Told,
    };

    public static SharedPostShareChanged ASharedPost(string reference, decimal share, string from = "2018-07-01") => new()
    {
        PostReference = reference,
        Title = "Joint Director",
        AgreementReference = "SP-2018",
        HomeCouncil = "HCC",
        HostCouncil = "IWC",
        EmploymentReference = null,
        Service = "management",
        EffectiveFrom = Day(from),
        HostSharePercent = share,
        OccurredAt = Told,
    };

    public static CommissionAgreed ACommission(string reference, string school, string urn, string funder = "council",
        string? council = "IWC") => new()
    {
        CommissionReference = reference,
        AgreementReference = "SP-2018",
        Urn = urn,
        SchoolName = school,
        ProviderCouncil = "HCC",
        Funder = funder,
        FundingCouncil = council,
        Service = "school-improvement",
        DayRateGbp = 520m,
        DaysCommissioned = 3m,
        FirstDay = Day("2023-04-01"),
        LastDay = Day("2023-07-31"),
        OccurredAt = Told,
    };

    public static SupportDayEvidenced AnEvidencedDay(string commission, string visit, string day, decimal days) => new()
    {
        CommissionReference = commission,
        VisitReference = visit,
        Day = Day(day),
        Days = days,
        EvidenceSha256 = new string('a', 64),
        OccurredAt = Told,
    };

    public static SpineRate APoint(int point, decimal annual, string from = "2022-04-01", RateStatus status = RateStatus.Agreed) =>
        new("NJC", point, Day(from), annual, status, null, "NJC circular");

    public static IEnumerable<object> TheOnCostRates(decimal hcc = 19.4m, decimal iwc = 22.6m) =>
    [
        new NationalInsuranceRate(Day("2022-11-06"), 13.8m, 9100m, RateStatus.Agreed, null, "HMRC"),
        new PensionRate("HCC", "LGPS", Day("2022-04-01"), hcc, RateStatus.Agreed, null, "Fund actuary"),
        new PensionRate("IWC", "LGPS", Day("2022-04-01"), iwc, RateStatus.Agreed, null, "Fund actuary"),
        new LevyRate(Day("2017-04-06"), 0.5m, RateStatus.Agreed, null, "HMRC"),
    ];

    /// <summary>The six secondees of April 2023 with their pay, before the award.</summary>
    public static IEnumerable<object> TheSecondees()
    {
        (string Reference, string Home, int Point, decimal Annual, decimal Fte, decimal Share, string First, string Last,
            string Service)[] people =
        [
            ("SEC-2022-0001", "HCC", 38, 44539m, 1.0m, 100m, "2022-09-01", "2024-01-31", "social-care"),
            ("SEC-2022-0002", "HCC", 34, 40478m, 1.0m, 60m, "2022-10-01", "2023-09-30", "education"),
            ("SEC-2023-0003", "HCC", 36, 42503m, 0.6m, 100m, "2023-01-09", "2024-01-31", "social-care"),
            ("SEC-2022-0004", "IWC", 28, 34723m, 0.4m, 100m, "2022-05-01", "2023-04-21", "education"),
            ("SEC-2022-0005", "IWC", 33, 39493m, 1.0m, 80m, "2022-11-01", "2024-01-31", "social-care"),
            ("SEC-2023-0006", "HCC", 32, 38296m, 0.6m, 100m, "2023-04-17", "2024-01-31", "social-care"),
        ];
        foreach (var person in people)
        {
            yield return APoint(person.Point, person.Annual);
            yield return APayFact($"{person.Home}-{person.Reference[^4..]}", person.Point, person.Fte, employer: person.Home);
            yield return ASecondment(person.Reference, person.Home, person.Home == "HCC"
                ? "IWC" : "HCC", person.Share, person.First, person.Last, person.Service);
        }
    }

    public static IEnumerable<object> TheSchools() =>
    [
        ACommission("COM-2023-0001", "Carisbrooke College", "136012"),
        ACommission("COM-2023-0002", "Medina College", "136010"),
        ACommission("COM-2023-0003", "Cowes Enterprise College", "140845", "trust", null),
        AnEvidencedDay("COM-2023-0001", "V-2023-0001", "2023-04-19", 1m),
        AnEvidencedDay("COM-2023-0002", "V-2023-0002", "2023-04-20", 0.5m),
        AnEvidencedDay("COM-2023-0003", "V-2023-0003", "2023-04-25", 1m),
        AnEvidencedDay("COM-2023-0003", "V-2023-0004", "2023-04-26", 0.5m),
    ];

    public static IEnumerable<object> TheSharedPosts() =>
        [ASharedPost("POST-DCS", 30m), ASharedPost("POST-DDCF", 25m), ASharedPost("POST-DDE", 25m)];

    /// <summary>All that is known for April 2023.</summary>
    public static FactBook April() => new FactBook()
        .Learn(AnAgreement()).Learn(TheClauses()).Learn(TheOnCostRates()).Learn(TheSecondees()).Learn(TheSchools()).Learn(TheSharedPosts());
}

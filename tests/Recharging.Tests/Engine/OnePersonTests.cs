using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Engine;

/// <summary>One person with two jobs at one employer has one National Insurance threshold.</summary>
public sealed class OnePersonTests
{
    private const string First = "HCC-0001";
    private const string Second = "HCC-0002";

    private static readonly AccountingPeriod May = Given.Period("2023/24-P02");

    public static TheoryData<Dictionary<string, string>> Examples => Table.Of("national-insurance-persons.csv");

    [Theory]
    [MemberData(nameof(Examples))]
    public void InsuranceOfTwoJobs_IsToThePenny(Dictionary<string, string> row)
    {
        object[] told =
        [
            .. Terms(row["ni_employments"]), Pay(First, row.Decimal("first_gbp")),
            Pay(Second, row.Decimal("second_gbp"), row["second_from"]), Person(First), Person(Second),
            Given.ASecondment("SEC-2022-0001", lastDay: "2024-03-31", employment: First, firstDay: "2022-04-01"),
            Given.ASecondment("SEC-2022-0002", lastDay: "2024-03-31", employment: Second, firstDay: row["second_from"]),
            .. row["second_last"] is { Length: > 0 } last ? [Ended(last)] : Array.Empty<object>(),
        ];

        foreach (var facts in new[] { told, [.. told.Reverse()] })
        {
            var period = Given.Period(row["period"]);
            var calculation = RechargeEngine.Calculate(new FactBook().Learn(facts).Known, Given.Councils, period, period);

            Insurance(calculation, "SEC-2022-0001").ShouldBe(row.Decimal("first_ni_gbp"));
            Insurance(calculation, "SEC-2022-0002").ShouldBe(row.Decimal("second_ni_gbp"));
            Draft.Lines(calculation, [], period).ShouldAllBe(line =>
                ExplanationTests.WorkOut(line.Explain().Amount) == line.Amount.InPounds);
        }
    }

    [Fact]
    public void TheJobThatIsNotLent_CountsAndItsPayIsNotShown()
    {
        var facts = OneLent().Learn(Pay(Second, 17654.32m), Person(First), Person(Second));

        var line = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, May, May), [], May).ShouldHaveSingleItem();

        line.Components.Single(part => part.Component == Components.NationalInsurance).AmountGbp.ShouldBe(174.41m);
        Texts(line.Explain().Amount).ShouldAllBe(text => !text.Contains("17654.32", StringComparison.Ordinal)
            && !text.Contains("37654.32", StringComparison.Ordinal) && !text.Contains(Second, StringComparison.Ordinal));
        Texts(line.Explain().Amount).ShouldContain(text =>
            text.Contains("The part that it pays of what HCC pays the person for 2 employments.", StringComparison.Ordinal));
    }

    [Fact]
    public void AnotherPersonsJob_AndAnotherCouncils_HaveThresholdsOfTheirOwn()
    {
        var alone = Insurance(OneLent(), May);

        Insurance(OneLent().Learn(Pay(Second, 20000m), Person(First), Person(Second, "HCC-2")), May).ShouldBe(alone);
        Insurance(OneLent().Learn(Pay("IWC-0002", 20000m, employer: "IWC"), Person(First), Person("IWC-0002", employer: "IWC")), May)
            .ShouldBe(alone);
        alone.ShouldBe(125.35m);
    }

    [Fact]
    public void ASecondJob_ThatIsLearnedLate_ChangesTheMonthsChargedBefore_AndItsCallingOffGivesThemBack()
    {
        var facts = OneLent().Learn(Person(First));
        var june = May.Next;
        var posted = Post(facts, [], june);

        facts.Learn(Pay(Second, 20000m, "2023-05-16"), Person(Second));
        var deltas = Post(facts, posted, june.Next);
        facts.Learn(Person(Second, "HCC-2"));
        var back = Post(facts, [.. posted, .. deltas], june.Next.Next);

        deltas.Select(line => (line.ServicePeriod.Number, line.Amount.InPounds)).ShouldBe([(2, 27.01m), (3, 52.33m)]);
        back.Select(line => line.Amount.InPounds).ShouldBe([-27.01m, -52.33m]);
    }

    [Fact]
    public void WhatIsLearnedOfOneJob_ConcernsTheChargesOfTheOthers_AlsoOfWhomItWasThoughtToBe()
    {
        var facts = OneLent().Learn(Pay(Second, 20000m), Person(First), Person(Second), Person(Second, "HCC-2")).Known;

        facts.ChargedFor(new HashSet<string> { Second }).ShouldContain("SEC-2022-0001");
    }

    [Fact]
    public void TheRebateOfContractedOutJobs_HasOneBand()
    {
        var july = Given.Period("2013/14-P04");
        FactBook Of(params object[] told) => new FactBook().Learn(
            Given.AnAgreement("2013-07-01", null), Given.ASecondmentClause("none") with { EffectiveFrom = Given.Day("2013-07-01") },
            new PensionRate("HCC", "LGPS", Given.Day("2013-04-01"), 13.1m, RateStatus.Agreed, null, "Fund"),
            Given.ASecondment("SEC-2022-0001", employment: First, firstDay: "2013-07-01"))
            .Learn(Tests.Rates.RateFiles.NationalInsurance()).Learn(told);
        PayChanged Scheme(string employment, decimal annual) => Pay(employment, annual, "2013-04-01") with { PensionScheme = "LGPS" };

        var single = Insurance(Of(Scheme(First, 36000m)), july);
        var together = Insurance(Of(Scheme(First, 12000m), Scheme(Second, 24000m), Person(First), Person(Second)), july);

        single.ShouldBe(239.56m);
        together.ShouldBe(79.85m);                                    // a third of it
    }

    private static FactBook OneLent() => new FactBook().Learn(Terms("")).Learn(Pay(First, 20000m),
        Given.ASecondment("SEC-2022-0001", lastDay: "2024-03-31", employment: First, firstDay: "2023-05-01"));

    private static object[] Terms(string niEmployments) =>
    [
        Given.AnAgreement(lastDay: null), .. Given.TheOnCostRates(),
        Given.AClause("C3", "secondment", "2018-07-01", [("levyPercent", "none"), ("vatTreatment", "O"),
            .. niEmployments.Length == 0 ? [] : new[] { ("niEmployments", niEmployments) }]),
    ];

    private static PayChanged Pay(string employment, decimal annual, string from = "2022-04-01", string employer = "HCC") =>
        Given.APayFact(employment, 0, from: from, scheme: "NONE", employer: employer) with
        {
            SpinePoint = null, FullTimeSalaryGbp = annual,
        };

    private static PersonEmployed Person(string employment, string person = "HCC-1", string employer = "HCC") => new()
    {
        EmploymentReference = employment, EmployerCouncil = employer, PersonReference = person, EffectiveFrom = Given.Day("2022-04-01"),
        OccurredAt = Given.Told,
    };

    private static EmploymentEnded Ended(string last) =>
        new() { EmploymentReference = Second, LastDay = Given.Day(last), OccurredAt = Given.Told };

    private static List<StatementLine> Post(FactBook facts, List<StatementLine> posted, AccountingPeriod billing) => AsPosted.Of(
        Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, May, May.Next), posted, billing), billing);

    private static decimal Insurance(FactBook facts, AccountingPeriod period) =>
        Insurance(RechargeEngine.Calculate(facts.Known, Given.Councils, period, period), "SEC-2022-0001");

    private static decimal Insurance(Calculation calculation, string secondment) => calculation.Charges
        .Single(charge => charge.Subject == secondment).Components.Single(part => part.Component == Components.NationalInsurance)
        .Whole.InPounds;

    private static IEnumerable<string> Texts(Explanation step) =>
        [$"{step.Says} {step.Value} {step.Source}", .. (step.From ?? []).SelectMany(Texts)];
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Recharging.Charging;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Tests.Engine;
using Secondments.Contracts;
using Values;

namespace Recharging.Tests.Planning;

/// <summary>What-ifs to the penny, and that a simulation is what the next run would post.</summary>
public sealed class SuppositionTests
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");
    private static readonly AccountingPeriod July = Given.Period("2023/24-P04");

    public static TheoryData<Dictionary<string, string>> WhatIfs => Table.Of("what-ifs.csv", "Planning");

    [Theory]
    [MemberData(nameof(WhatIfs))]
    public void Hypothesis_ChangesCharges_ByTheseBounds(Dictionary<string, string> row)
    {
        var changes = WhatIf.Differences(WhatIf.TheYear(), Given.Period(row["first_period"]), Given.Period(row["last_period"]), Read(row))
            .Where(difference => difference.IsChange).ToList();

        changes.Sum(change => change.Delta).InPounds.ShouldBe(row.Decimal("delta_gbp"));
        changes.Count.ShouldBe(row.Whole("lines"));
        changes.ShouldAllBe(change => change.Components.Sum(component => component.AmountGbp) == change.Delta.InPounds);
    }

    [Theory]
    [InlineData(Hypothesis.Share, "SEC-2022-0009", null, null, "No secondment SEC-2022-0009 between HCC and IWC is known.")]
    [InlineData(Hypothesis.SecondmentLastDay, "SEC-2022-0001", null, null, "SEC-2022-0001 would end before it starts.")]
    [InlineData(Hypothesis.ClauseParameters, null, "SP-2018/C9", null, "No clause SP-2018/C9 of HCC and IWC rules on 1 April 2020.")]
    [InlineData(Hypothesis.AgreementLastDay, null, null, "SP-1999", "No agreement SP-1999 of HCC and IWC is known.")]
    [InlineData(Hypothesis.PayAward, null, null, null, "No rate is known for NJC 99 on 1 April 2020.")]
    public void Hypothesis_OfWhatIsNotKnown_IsRefused(string kind, string? secondment, string? clause, string? agreement, string sentence)
    {
        var day = Given.Day("2020-04-01");
        var hypothesis = new Hypothesis(kind, day, day, day, "NJC", [99], 1m, 1m, secondment, 50m, clause,
            new Dictionary<string, string> { ["annualGbp"] = "1.00" }, agreement);

        Supposition.Of(WhatIf.OutlookOf(WhatIf.TheYear()), [hypothesis], Given.Told).Refusal!.Sentence.ShouldBe(sentence);
    }

    [Fact]
    public void Hypotheses_RestOnThoseBeforeThem()
    {
        Hypothesis Award() => new(Hypothesis.PayAward, Given.Day("2023-04-01"), Spine: "NJC", AddPercent: 10m);
        var later = Award() with { From = Given.Day("2023-05-01") };

        var may = WhatIf.Differences(WhatIf.TheYear(), April.Next, April.Next, Award(), later).Single(change => change.IsChange);

        may.Components.Single(component => component.Component == Components.Salary).AmountGbp
            .ShouldBe(WhatIf.Differences(WhatIf.TheYear(), April.Next, April.Next, Award() with { AddPercent = 21m })
                .Single(change => change.IsChange).Components.Single(component => component.Component == Components.Salary).AmountGbp);
    }

    [Fact]
    public void Offers_AreContingent_UntilTheyAreAgreed()
    {
        var facts = WhatIf.TheYear();
        var contingent = ContingentCharges.Of(WhatIf.OutlookOf(facts), Given.Period("2023/24-P12"), RateStatus.Offered);

        contingent.Offers.ShouldBe(["NJC from 1 April 2023, offered: NJC circular."]);
        contingent.Lines.Count.ShouldBe(10);
        contingent.Lines.Sum(line => line.AddedGbp).ShouldBe(1030.30m);

        facts.Learn(Given.APoint(30, 38223m, "2023-04-01"));
        ContingentCharges.Of(WhatIf.OutlookOf(facts), Given.Period("2023/24-P12"), RateStatus.Offered).Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Ceiling_IsShownWithWhatWouldBeLeftBelowIt()
    {
        var facts = new FactBook().Learn(Given.AnAgreement(lastDay: "2024-03-31"), Given.AFixedCharge() with
        {
            Parameters = new Dictionary<string, string>(Given.AFixedCharge().Parameters) { ["ceilingGbp"] = "1650000.00" },
        });
        var outlook = WhatIf.OutlookOf(facts);
        var (supposed, _) = Supposition.Of(outlook, [new Hypothesis(Hypothesis.ClauseParameters, Given.Day("2023-10-01"),
            Clause: "SP-2018/C1", Parameters: new Dictionary<string, string> { ["annualGbp"] = "1700000.00" })], Given.Told);
        var last = Given.Period("2023/24-P12");

        var ceiling = SimulationView.Of(outlook, supposed!, RechargeEngine.Calculate(outlook.Known, Given.Councils, April, last),
            RechargeEngine.Calculate(supposed!, Given.Councils, April, last), July, last).Ceilings.ShouldHaveSingleItem();

        ceiling.ShouldBe(new SimulationView.Ceiling("SP-2018/C1", 1650000m, 1650000m, 1640000m, 1670000m, 10000m, -20000m));
    }

    [Fact]
    public void NoHypothesis_ChangesNothing() =>
        WhatIf.Differences(Given.April(), April, July).ShouldAllBe(difference => !difference.IsChange && difference.Delta == Money.Zero);

    [Fact]
    public void WhatIsSupposed_AndThenBecomesKnown_IsPostedByTheNextRun_LineByLine() => Property.Holds(CasesOfOne.ListOf(3), cases =>
    {
        var facts = WhatIf.TheYear();
        var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, July), [], July), July);
        var supposed = WhatIf.Differences(facts, April, July, cases.Select(pair => pair.Supposed)).Where(change => change.IsChange);

        facts.Learn(cases.Select(pair => pair.Known));
        var lines = Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, July), posted, July.Next);

        lines.Select(line => (line.Subject, line.ServicePeriod, line.Amount)).OrderBy(line => line.ServicePeriod).ThenBy(line => line.Subject)
            .ShouldBe(supposed.Select(change => (change.Subject, change.ServicePeriod, change.Delta))
                .OrderBy(line => line.ServicePeriod).ThenBy(line => line.Subject));
    });

    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 120).Select(days => Given.Day("2023-03-15").AddDays(days));

    /// <summary>A hypothesis, and the fact that makes it true.</summary>
    private static readonly Gen<(Hypothesis Supposed, object Known)> CasesOfOne = Gen.OneOf(
        from day in Days from share in Gen.Choose(1, 1_000_000)
        select (new Hypothesis(Hypothesis.Share, day, Secondment: "SEC-2022-0001", HostSharePercent: share / 10_000m), (object)
            new SecondmentVaried
            {
                SecondmentReference = "SEC-2022-0001", EffectiveFrom = day, HostSharePercent = share / 10_000m, Reason = "Agreed.",
                OccurredAt = Given.Told,
            }),
        from day in Days
        select (new Hypothesis(Hypothesis.SecondmentLastDay, LastDay: day, Secondment: "SEC-2022-0001"), (object)new SecondmentEnded
        {
            SecondmentReference = "SEC-2022-0001", LastDay = day, Reason = "Agreed.", OccurredAt = Given.Told,
        }),
        from day in Days from pence in Gen.Choose(1_000_000, 900_000_000)
        select (new Hypothesis(Hypothesis.ClauseParameters, day, Clause: "SP-2018/C1",
                Parameters: new Dictionary<string, string> { ["annualGbp"] = (pence / 100m).ToString(CultureInfo.InvariantCulture) }),
            (object)(Given.AFixedCharge(annual: (pence / 100m).ToString(CultureInfo.InvariantCulture)) with
            {
                Version = 2, EffectiveFrom = day < Given.Day("2023-04-01") ? Given.Day("2023-04-01") : day,
            })))
        .Where(pair => pair.Item1.Kind != Hypothesis.ClauseParameters || pair.Item1.From >= Given.Day("2023-04-01"));

    private static Hypothesis Read(Dictionary<string, string> row)
    {
        string? Text(string column) => row[column] is { Length: > 0 } text ? text : null;
        DateOnly? Day(string column) => Text(column) is { } day ? Given.Day(day) : null;
        decimal? Number(string column) => Text(column) is null ? null : row.Decimal(column);
        return new Hypothesis(row["kind"], Day("from"), Day("first_day"), Day("last_day"), Text("spine"),
            Text("points") is null ? null : [row.Whole("points")], Number("add_percent"), Number("add_gbp"), Text("secondment"),
            Number("host_share_percent"), Text("clause"),
            Text("parameter") is { } name ? new Dictionary<string, string> { [name] = row["value"] } : null, Text("agreement"));
    }
}

using System.Text.Json.Nodes;
using Demonstration;
using Shouldly;
using Xunit;

namespace Platform.Tests;

/// <summary>What both councils find once the year has been charged: every penny explained, no month rewritten, no day lost.</summary>
public sealed class YearTests(YearSystem year) : IClassFixture<YearSystem>
{
    private YearTold Told => year.Told;

    [Fact]
    public async Task YearAsRead_PassesTheIndependentTable_AndAPennyMovedDoesNot()
    {
        var figures = new JsonObject();
        YearFigures.AddTo(figures, Told);
        var (exitCode, said) = await IndependentTable.EvaluateAsync(figures, "year-2023");
        exitCode.ShouldBe(0, said);

        figures["months"]!["2023/24-P07"]!["toIwcGbp"] = figures["months"]!["2023/24-P07"]!["toIwcGbp"]!.GetValue<decimal>() + 0.01m;
        (exitCode, said) = await IndependentTable.EvaluateAsync(figures, "year-2023");
        exitCode.ShouldBe(1, said);
        said.ShouldContain("months.2023/24-P07.toIwcGbp:");
    }

    [Fact]
    public void July_IsRefusedUntilBothCouncilsExtend()
    {
        Told.Notes.Refused.Single(refused => refused.What == "July's run").Sentence.ShouldContain("in force in 2023/24-P04");
        Told.Months.Count(month => YearTold.Text(month, "period") == "2023/24-P04").ShouldBe(1);
    }

    [Fact]
    public void Award_CorrectsEachMonthChargedBefore_ByALineOfItsOwn()
    {
        var earlier = Told.Months.Where(month => string.CompareOrdinal(YearTold.Text(month, "period"), "2023/24-P07") < 0)
            .SelectMany(YearTold.LinesOf).ToList();
        var lent = earlier.Where(line => YearTold.Text(line, "subjectKind") == "secondment")
            .Select(line => (YearTold.Text(line, "subject"), YearTold.Text(line, "servicePeriod"))).Distinct();

        Told.AwardDeltas.Select(line => (YearTold.Text(line, "subject"), YearTold.Text(line, "servicePeriod")))
            .ShouldBe(lent, ignoreOrder: true);
        Told.AwardDeltas.ShouldAllBe(line => line["amountGbp"]!.GetValue<decimal>() > 0m);
        foreach (var delta in Told.AwardDeltas)
        {
            var original = earlier.Single(line => YearTold.Text(line, "reference") == YearTold.Text(delta, "corrects"));
            (YearTold.Text(original, "subject"), YearTold.Text(original, "servicePeriod"))
                .ShouldBe((YearTold.Text(delta, "subject"), YearTold.Text(delta, "servicePeriod")));
        }
    }

    [Fact]
    public async Task April_StandsAsItWasIssued_AfterAllThatCameLater()
    {
        var (exitCode, said) = await IndependentTable.EvaluateAsync(await Figures.ReadAsync(year.April), "april-2023");

        exitCode.ShouldBe(0, said);
    }

    [Fact]
    public void LateStart_IsChargedForItsFirstMonthWithTheNext_AndACorrectedShareGivesBack()
    {
        var june = YearTold.LinesOf(Told.Months[2]).Where(line => YearTold.Text(line, "subject") == "SEC-2023-0007").ToList();
        june.Select(line => (YearTold.Text(line, "servicePeriod"), line["corrects"] is null))
            .ShouldBe([("2023/24-P02", true), ("2023/24-P03", true)]);

        YearTold.LinesOf(Told.Months[3]).Where(line => line["corrects"] is not null)
            .Select(line => (YearTold.Text(line, "subject"), YearTold.Text(line, "servicePeriod"), YearTold.Sum([line]) < 0m))
            .ShouldBe([("SEC-2022-0005", "2023/24-P02", true), ("SEC-2022-0005", "2023/24-P03", true)]);
    }

    [Fact]
    public void FinalAccount_GivesBackWhatTheSupportServicesDidNotCost()
    {
        var only = Told.FinalAccount.ShouldHaveSingleItem();
        (YearTold.Text(only, "subject"), YearTold.Sum([only])).ShouldBe(("support-services-true-up", -12_345.68m));
    }

    [Fact]
    public void Offers_AreShownAsContingent_AndAnAgreedOneIsThenChargedToThePenny()
    {
        var (lastYear, thisYear) = (Added(Told.Notes.Offers[0].Contingent), Added(Told.Notes.Offers[1].Contingent));

        lastYear.ShouldBe(Told.AwardDeltas.Select(line =>
            (YearTold.Text(line, "subject"), YearTold.Text(line, "servicePeriod"), YearTold.Sum([line]))), ignoreOrder: true);
        thisYear.Select(line => (line.Subject, line.Month)).ShouldBe(
            [.. Enumerable.Range(1, 4).Select(month => ("SEC-2024-0008", $"2024/25-P{month:00}"))]);
        thisYear.ShouldAllBe(line => line.AddedGbp > 0m);
    }

    [Fact]
    public void BuyBack_IsChargedUnderItsOwnAgreementWithVat()
    {
        foreach (var line in Told.BuyBack)
        {
            YearTold.Text(line, "agreementReference").ShouldBe("BB-2024");
            YearTold.Text(line, "vatTreatment").ShouldBe("S");
        }

        Told.Support.ShouldBe(new Coverage(DaysUncharged: 0, DaysChargedTwice: 0));
    }

    [Fact]
    public void Coverage_FindsADayThatIsMissingAndOneThatIsThereTwice()
    {
        var days = new Dictionary<string, JsonNode>
        {
            ["SP-2018"] = new JsonObject { ["firstDay"] = "2018-07-01", ["lastDay"] = "2024-01-31" }
        };
        var june = Told.Months[2];

        Coverage.Of(new(2023, 6, 1), new(2023, 7, 1), [june], days).ShouldBe(new Coverage(DaysUncharged: 1, DaysChargedTwice: 0));
        Coverage.Of(new(2023, 6, 1), new(2023, 6, 30), [june, june], days).ShouldBe(new Coverage(DaysUncharged: 0, DaysChargedTwice: 30));
    }

    [Fact]
    public void Statements_AskedForAsKnownAtPastInstants_AreWhatWasReadThen()
    {
        Told.Readings.ChangedSince.ShouldBeGreaterThan(0);
        Told.Readings.ShouldBe(Told.Readings with { Count = 50, Mismatches = 0 });
    }

    [Fact]
    public void EveryLine_ComesToTheSamePennyFromItsExplanationAlone()
    {
        Told.Explained.Where(line => !line.Value).Select(line => line.Key).ShouldBeEmpty();
        Told.Explained.Count.ShouldBe(Told.Partnership.Count() + Told.BuyBack.Count());
    }

    private static List<(string Subject, string Month, decimal AddedGbp)> Added(JsonNode contingent) =>
        [.. contingent["lines"]!.AsArray().OfType<JsonNode>().Select(line =>
            (YearTold.Text(line, "subject"), YearTold.Text(line, "servicePeriod"), line["addedGbp"]!.GetValue<decimal>()))];
}

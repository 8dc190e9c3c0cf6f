using Governance.Agreements;

namespace Governance.Tests.Agreements;

public sealed class ClauseTests
{
    private readonly Agreement agreement = Given.AnAgreementInForce();

    [Fact]
    public void Agree_ByBothCouncils_MakesTheVersionRule()
    {
        var clause = Given.AFixedCharge(agreement);
        agreement.ProposeClause(clause).ShouldBeNull();

        clause.Agree(new KeyHolder("HCC", "g1"), "Governance officer").ShouldBeNull();
        clause.Status.ShouldBe(ClauseStatus.Proposed);
        agreement.ClausesOn(Day.Of("2023-04-30")).ShouldBeEmpty();

        clause.Agree(new KeyHolder("IWC", "g2"), "Governance officer").ShouldBeNull();
        clause.Status.ShouldBe(ClauseStatus.Agreed);
        agreement.ClausesOn(Day.Of("2023-04-30")).ShouldBe([clause]);
    }

    [Fact]
    public void Agree_TwiceByOneCouncil_IsRefused()
    {
        var clause = Given.AFixedCharge(agreement);
        clause.Agree(new KeyHolder("HCC", "g1"), "Governance officer").ShouldBeNull();

        clause.Agree(new KeyHolder("HCC", "g2"), "Another governance officer").ShouldNotBeNull().Code.ShouldBe("agreed-already");
    }

    [Fact]
    public void Agree_ByACouncilThatIsNoParty_IsRefused() =>
        Given.AFixedCharge(agreement).Agree(new KeyHolder("SCC", "g1"), "Governance officer").ShouldNotBeNull().Code.ShouldBe("not-a-party");

    [Fact]
    public void Propose_WhileAVersionWaits_IsRefusedUntilThatIsWithdrawn()
    {
        var first = Given.AFixedCharge(agreement);
        agreement.ProposeClause(first).ShouldBeNull();

        agreement.ProposeClause(Given.AFixedCharge(agreement)).ShouldNotBeNull().Code.ShouldBe("version-pending");
        first.Withdraw().ShouldBeNull();
        var second = Given.AFixedCharge(agreement);
        agreement.ProposeClause(second).ShouldBeNull();

        second.Version.ShouldBe(2);
    }

    [Fact]
    public void ClausesOn_ADay_TakesTheNewestVersionThatHasTakenEffect()
    {
        var first = AnAgreed(Given.AFixedCharge(agreement, from: "2022-04-01"));
        var second = AnAgreed(Given.AFixedCharge(agreement, from: "2023-04-01"));

        agreement.ClausesOn(Day.Of("2023-03-31")).ShouldBe([first]);
        agreement.ClausesOn(Day.Of("2023-04-01")).ShouldBe([second]);
        agreement.ClausesOn(Day.Of("2023-07-01")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2018-06-30", "outside-the-term")]
    [InlineData("2018-07-01", null)]
    [InlineData("2023-06-30", null)]
    [InlineData("2023-07-01", "outside-the-term")]
    public void Propose_OnADay_MustBeWithinTheAgreement(string from, string? code) =>
        (agreement.ProposeClause(Given.AFixedCharge(agreement, from: from))?.Code).ShouldBe(code);

    [Theory]
    [InlineData("HCC", "HCC")]
    [InlineData("IWC", "IWC")]
    [InlineData("SCC", "IWC")]
    public void Propose_OfACharge_NamesBothPartiesOnce(string payee, string payer)
    {
        var parameters = Given.FixedCharge();
        parameters["payee"] = payee;
        parameters["payer"] = payer;

        var refusal = agreement.ProposeClause(Given.AClause(agreement, "C1", ClauseKind.FixedCharge, "2023-04-01", parameters));

        refusal.ShouldNotBeNull().Code.ShouldBe("payee-and-payer");
    }

    [Fact]
    public void Propose_OfTwoFixedCharges_NeedsTwoNames()
    {
        agreement.ProposeClause(Given.AFixedCharge(agreement, "C1")).ShouldBeNull();

        agreement.ProposeClause(Given.AFixedCharge(agreement, "C2")).ShouldNotBeNull().Code.ShouldBe("ruled-already");
        agreement.ProposeClause(Given.AFixedCharge(agreement, "C2", charge: "support-services")).ShouldBeNull();
    }

    [Fact]
    public void Propose_OfASharedPostClause_NeedsTheChargeThatCoversIt()
    {
        var parameters = new Dictionary<string, string>(Given.Vat) { ["coveredBy"] = "SP-2018/C1" };
        var covered = Given.AClause(agreement, "C4", ClauseKind.SharedPost, "2018-07-01", parameters);

        agreement.ProposeClause(covered).ShouldNotBeNull().Code.ShouldBe("not-covered");
        agreement.ProposeClause(Given.AFixedCharge(agreement)).ShouldBeNull();
        agreement.ProposeClause(covered).ShouldBeNull();
    }

    [Theory]
    [InlineData("actual", "3", null)]
    [InlineData("actual", "0", null)]
    [InlineData("none", null, null)]
    [InlineData("actual", null, "tolerancePercent")]
    [InlineData("actual", "101", "tolerancePercent")]
    [InlineData("none", "3", "tolerancePercent")]
    public void FixedCharge_TruedUp_SaysItsTolerance(string trueUp, string? tolerance, string? fault)
    {
        var given = Given.FixedCharge();
        given["trueUp"] = trueUp;
        if (tolerance is not null)
        {
            given["tolerancePercent"] = tolerance;
        }

        ClauseKind.FixedCharge.Faults(given).Keys.ShouldBe(fault is null ? [] : [fault]);
    }

    [Fact]
    public void FixedCharge_WithAllItsParameters_HasNoFaults() => ClauseKind.FixedCharge.Faults(Given.FixedCharge()).ShouldBeEmpty();

    [Theory]
    [InlineData("annualGbp", "1640000")]
    [InlineData("annualGbp", "1,640,000.00")]
    [InlineData("annualGbp", "-1.00")]
    [InlineData("annualGbp", "")]
    [InlineData("annualGbp", "1.000")]
    [InlineData("spread", "weekly")]
    [InlineData("trueUp", "sometimes")]
    [InlineData("tolerancePercent", "3")]   // nothing is trued up
    [InlineData("service", "two words")]
    [InlineData("vatTreatment", "REVIEW")]
    [InlineData("vatReason", " ")]
    [InlineData("vatReviewer", "")]
    [InlineData("vatReviewedOn", "1 March 2023")]
    [InlineData("vatRatePercent", "20")]    // nothing is charged on what is outside the scope
    [InlineData("surprise", "1")]
    public void Parameter_ThatCantBeRead_IsNamed(string name, string text)
    {
        var parameters = Given.FixedCharge();
        parameters[name] = text;

        ClauseKind.FixedCharge.Faults(parameters).Keys.ShouldBe([name]);
    }

    [Fact]
    public void Parameters_ThatAreMissing_AreNamedOneByOne() =>
        ClauseKind.Settlement.Faults(new Dictionary<string, string>()).Keys.ShouldBe(
            ClauseKind.Settlement.Parameters.Where(parameter => !parameter.IsOptional).Select(parameter => parameter.Name), ignoreOrder: true);

    [Theory]
    [InlineData("vatReason")]
    [InlineData("vatReviewer")]
    [InlineData("vatReviewedOn")]
    public void VatTreatment_WithoutReasonOrReviewer_IsRefused(string missing)
    {
        foreach (var kind in ClauseKind.All.Where(kind => kind.Parameters.Any(parameter => parameter.Name == "vatTreatment")))
        {
            var parameters = Given.Vat;
            parameters.Remove(missing);

            kind.Faults(parameters).Keys.ShouldContain(missing);
        }
    }

    [Fact]
    public void VatTreatment_StandardRated_NeedsTheRate()
    {
        var parameters = Given.Vat;
        parameters["vatTreatment"] = "S";

        ClauseKind.SupportDays.Faults(parameters).Keys.ShouldBe(["vatRatePercent"]);
        parameters["vatRatePercent"] = "20";
        ClauseKind.SupportDays.Faults(parameters).ShouldBeEmpty();
    }

    /// <summary>Why staff is supplied decides the treatment; the table is the one that Recharging's invoices are held to.</summary>
    [Fact]
    public void VatSupply_AndTreatment_AgreeAsTheTableSays()
    {
        var table = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "vat-supplies.csv")).Skip(1)
            .Select(row => row.Split(',')).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        table.Keys.Order().ShouldBe(VatSupplies.Treatments.Keys.Order());
        foreach (var (supply, treatment) in table.Keys.SelectMany(supply => "SOEZN".Select(treatment => (supply, treatment.ToString()))))
        {
            var parameters = Given.Vat;
            (parameters["vatTreatment"], parameters["vatSupply"]) = (treatment, supply);
            if (treatment == "S")
            {
                parameters["vatRatePercent"] = "20";
            }

            ClauseKind.SupportDays.Faults(parameters).Keys
                .ShouldBe(treatment == table[supply] ? [] : ["vatTreatment"], $"{supply} as {treatment}");
        }
    }

    [Fact]
    public void NoSupply_WithoutItsReason_IsRefused()
    {
        var parameters = Given.Vat;
        parameters["vatTreatment"] = "N";

        ClauseKind.SupportDays.Faults(parameters).Keys.ShouldBe(["vatTreatment"]);
    }

    private Clause AnAgreed(Clause clause)
    {
        agreement.ProposeClause(clause).ShouldBeNull();
        clause.Agree(new KeyHolder("HCC", "g1"), "Governance officer").ShouldBeNull();
        clause.Agree(new KeyHolder("IWC", "g2"), "Governance officer").ShouldBeNull();
        return clause;
    }
}

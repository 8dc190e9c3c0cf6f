using FsCheck;
using FsCheck.Fluent;
using Recharging.Agreeing;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Engine.Lines;
using Recharging.Facts;
using Recharging.Tests.Engine;
using Values;

namespace Recharging.Tests.Disputes;

/// <summary>Any part of any line given back, with facts that change before and after.</summary>
public sealed class AgreedCreditProperties
{
    private static readonly AccountingPeriod April = Given.Period("2023/24-P01");

    [Fact]
    public void Accepted_IsCreditedOnce_WithItsVat_WhateverIsLearnedBesides()
    {
        var cases = from line in Gen.Choose(0, 9) from part in Gen.Choose(1, 100) from award in Gen.Choose(0, 1) select (line, part, award);
        Property.Holds(cases, generated =>
        {
            var facts = Given.April();
            var posted = AsPosted.Of(Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), [], April), April);
            var disputed = posted.Where(line => line.Payable != Money.Zero).ElementAt(generated.line);
            var accepted = new Money(Math.Max(1, disputed.Amount.Pence * generated.part / 100));
            var parts = AgreeCredit.PartsOf(disputed, accepted);
            parts.Sum(part => part.AmountGbp).ShouldBe(accepted.InPounds);
            var without = Later(facts, posted, generated.award);
            facts = facts.Learn(FactKinds.Read("CreditAgreed", AgreeCredit.FactOf(disputed, accepted, "DP", "Agreed.", Given.Told).Body));

            var with = Later(facts, posted, 0);

            (with.Sum(line => line.Amount) - without.Sum(line => line.Amount)).ShouldBe(-accepted);
            var credited = with.Single(line => line.Subject == disputed.Subject);
            credited.Corrects.ShouldBe(disputed.Reference);
            ExplanationTests.WorkOut(credited.Explain().Amount).ShouldBe(credited.Amount.InPounds);
            if (disputed.VatTreatment == VatTreatments.Standard)
            {
                credited.Vat.ShouldBe(Money.RoundHalfUp((disputed.Amount - accepted).InPounds * 20 / 100) - disputed.Vat);
            }

            var all = posted.Concat(AsPosted.Of(with, April.Next)).ToList();
            Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), all, April.Next.Next).ShouldBeEmpty();
        }, times: 60);
    }

    private static IReadOnlyList<DraftLine> Later(FactBook facts, IReadOnlyList<StatementLine> posted, int award)
    {
        if (award == 1)
        {
            facts.Learn(Given.APoint(34, 42403m, "2023-04-01"), Given.APoint(38, 46464m, "2023-04-01"));
        }

        return Draft.Lines(RechargeEngine.Calculate(facts.Known, Given.Councils, April, April), posted, April.Next);
    }
}

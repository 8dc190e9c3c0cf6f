using Recharging.Agreeing;
using Recharging.Engine.Lines;
using Values;

namespace Recharging.Tests.Disputes;

/// <summary>What is given back of a line, component by component.</summary>
public sealed class AgreeCreditTests
{
    [Fact]
    public void PartsOf_TheWholeLine_AreItsComponentsWhateverTheirSigns() =>
        AgreeCredit.PartsOf(ALine(100m, -20m), Money.Pounds(80m)).Select(part => part.AmountGbp).ShouldBe([100m, -20m]);

    [Fact]
    public void PartsOf_ACredit_GoTheWayOfTheLine() =>
        AgreeCredit.PartsOf(ALine(-75m, -25m), Money.Pounds(40m)).Select(part => part.AmountGbp).ShouldBe([-30m, -10m]);

    [Fact]
    public void PartsOf_APenny_GoToTheLargestComponent() =>
        AgreeCredit.PartsOf(ALine(75m, 25m), Money.Pounds(0.01m)).Select(part => part.AmountGbp).ShouldBe([0.01m, 0m]);

    private static StatementLine ALine(decimal salary, decimal pension) => new()
    {
        Reference = "ST2324P01-005", StatementNumber = "ST-2023-24-P01", Position = 5, Parties = ["HCC", "IWC"], Payee = "HCC",
        Payer = "IWC", AgreementReference = "SP-2018", Subject = "SEC-2022-0001", SubjectKind = "secondment", Service = "education",
        BillingPeriod = Given.Period("2023/24-P01"), ServicePeriod = Given.Period("2023/24-P01"), Corrects = null, Description = "",
        Amount = Money.Pounds(salary + pension), VatTreatment = "O", Vat = Money.Zero, VatReason = null, Working = "", CoveredBy = null,
        ClauseReference = "SP-2018/C3", Components = [new("salary", salary), new("pension", pension)],
    };
}

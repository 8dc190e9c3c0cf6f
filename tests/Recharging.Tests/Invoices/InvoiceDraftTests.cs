using Recharging.Engine.Lines;
using Recharging.Settling;
using Values;

namespace Recharging.Tests.Invoices;

/// <summary>What becomes an invoice and what a credit note, line by line.</summary>
public sealed class InvoiceDraftTests
{
    [Fact]
    public void Invoice_OfEachTreatment_IsADocumentOfItsOwn()
    {
        var (drafts, refusal) = InvoiceDraft.Of(
            [Agreed("L1", "S", 100m, 20m), Agreed("L2", "O", 50m), Agreed("L3", "S", 0.01m), Agreed("L4", "N", 9m), Agreed("L5", "O", 7m)], []);

        refusal.ShouldBeNull();
        drafts.Select(draft => $"{draft.Kind} {draft.VatTreatment} {draft.Net} {draft.Vat} {draft.Rounding}")
            .ShouldBe(["Invoice O £57.00 £0.00 £0.00", "Invoice S £100.01 £20.00 £0.00"]);
    }

    [Fact]
    public void Credit_IsTakenFromTheFirstInvoice_ThenTheNext_ThenFromNone()
    {
        var before = new[] { Part("HCC-INV-000002", "L0", 30m), Part("HCC-INV-000001", "L0", 20m), Part("HCC-INV-000003", "L9", 500m, month: 2) };

        var (drafts, _) = InvoiceDraft.Of([Agreed("L1", "O", -60m, corrects: "L0")], before);

        drafts.Select(draft => $"{draft.Kind} {draft.Net} of {draft.Credits ?? "none"}")
            .ShouldBe(["CreditNote £10.00 of none", "CreditNote £20.00 of HCC-INV-000001", "CreditNote £30.00 of HCC-INV-000002"],
                ignoreOrder: true);
        drafts.SelectMany(draft => draft.Parts).Select(part => part.Number).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Credit_IsNeverGivenTwiceFromOneInvoice()
    {
        var before = new[] { Part("HCC-INV-000001", "L0", 20m), Part("HCC-CN-000001", "L1", -15m, credits: "HCC-INV-000001") };

        var (drafts, _) = InvoiceDraft.Of([Agreed("L2", "O", -10m, corrects: "L0")], before);

        drafts.Select(draft => $"{draft.Net} of {draft.Credits ?? "none"}").ShouldBe(["£5.00 of none", "£5.00 of HCC-INV-000001"],
            ignoreOrder: true);
    }

    /// <summary>A line that corrects no month in particular gives back from the latest one.</summary>
    [Fact]
    public void Credit_OfNoMonthInParticular_IsTakenFromTheLatestInvoice()
    {
        var before = new[] { Part("HCC-INV-000001", "L0", 20m, month: 2), Part("HCC-INV-000002", "L9", 20m, month: 3) };

        var (drafts, _) = InvoiceDraft.Of([Agreed("L1", "O", -10m)], before);

        drafts.ShouldHaveSingleItem().Credits.ShouldBe("HCC-INV-000002");
    }

    [Fact]
    public void Vat_ThatIsNoneOfTheLines_IsRefused()
    {
        InvoiceDraft.Of([Agreed("L1", "S", 5m, 201m)], []).Refusal!.Code.ShouldBe("vat-not-at-rate");
        InvoiceDraft.Of([Agreed("L1", "S", 0m, 20m)], []).Refusal!.Code.ShouldBe("vat-without-amount");
    }

    /// <summary>What is agreed no more, after it was invoiced, is credited.</summary>
    [Fact]
    public void Line_ThatIsAgreedNoMore_IsCredited()
    {
        var (drafts, _) = InvoiceDraft.Of([Agreed("L1", "O", 0m)], [Part("HCC-INV-000001", "L1", 20m)]);

        var credit = drafts.ShouldHaveSingleItem();
        (credit.Kind, credit.Net, credit.Credits, credit.Parts[0].Number)
            .ShouldBe((InvoiceKind.CreditNote, Money.Pounds(20m), "HCC-INV-000001", 2));
    }

    private static AgreedLine Agreed(string reference, string treatment, decimal net, decimal vat = 0m, string? corrects = null) => new(
        new StatementLine
        {
            Reference = reference, StatementNumber = "ST-2023-24-P01", Position = 1, Parties = ["HCC", "IWC"], Payee = "HCC", Payer = "IWC",
            AgreementReference = "SP-2018", Subject = "subject", SubjectKind = "fixed-charge", Service = "management",
            BillingPeriod = Given.Period("2023/24-P03"), ServicePeriod = Given.Period("2023/24-P01"), Corrects = corrects,
            Description = "A charge", Amount = Money.Pounds(net), VatTreatment = treatment, Vat = Money.Pounds(vat), VatReason = null,
            Working = "a month", CoveredBy = null, ClauseReference = "SP-2018/C1", Components = [new("fixed-charge", net)],
        }, treatment == "S" ? 20m : 0m, Money.Pounds(net), Money.Pounds(vat));

    private static InvoicedPart Part(string number, string line, decimal net, int month = 1, string? credits = null) => new(
        number, Given.Day("2023-05-09"), credits, "O", 0m, line, "SP-2018", "subject", Given.Period($"2023/24-P{month:00}"),
        Money.Pounds(net), Money.Zero);
}

using System.Globalization;
using Recharging.Engine;

namespace Recharging.Settling;

/// <summary>An invoice or credit note as both councils see it.</summary>
public sealed record InvoiceView(
    string Number, string Kind, string Seller, string Buyer, string StatementNumber, string Period, DateOnly IssuedOn, DateOnly? DueOn,
    string? Credits, DateOnly? CreditsIssuedOn, string VatTreatment, decimal VatRatePercent, string VatReason, InvoiceParty SellerDetails,
    InvoiceParty BuyerDetails, decimal NetGbp, decimal VatGbp, decimal RoundingGbp, decimal PayableGbp,
    decimal PaidGbp, decimal SentGbp, decimal OpenGbp, IReadOnlyList<InvoiceView.Payment> Payments,
    IReadOnlyList<InvoiceView.Line> Lines, InvoiceView.Response? LatestResponse, IReadOnlyList<InvoiceView.Response> Responses, string? ToAnswer)
{
    public sealed record Line(
        int LineNo, string LineReference, int Part, string AgreementReference, string ClauseReference, string ServicePeriod,
        string Description, string Working, decimal NetGbp, decimal VatGbp);

    /// <param name="Reasons">Codes of the lists OPStatusReason and OPStatusAction.</param>
    /// <param name="Conditions">What has to be otherwise, each as BT-9 = 2023-07-01.</param>
    /// <param name="Answer">What an officer of the council that sells said to it.</param>
    public sealed record Response(
        string ResponseId, string Status, DateOnly? EffectiveOn, IReadOnlyList<string> Reasons, IReadOnlyList<string> Conditions, string? Text,
        string ReceivedFrom, DateTimeOffset ReceivedAt, string? Answer);

    /// <param name="Council">Whose bank says it.</param>
    public sealed record Payment(string Council, DateOnly BookedOn, decimal AmountGbp, string BankReference);

    public static InvoiceView Of(InvoiceRecord record)
    {
        var (invoice, lines, responses, payments, answers) = record;
        var settled = Settled.Of(invoice, payments);
        var told = responses.Select(response => Show(response, answers)).ToList();
        return new InvoiceView(
            invoice.Number, Invoice.Named(invoice.Kind), invoice.Seller, invoice.Buyer, invoice.StatementNumber, invoice.Period.ToString(),
            invoice.IssuedOn, invoice.DueOn, invoice.Credits, invoice.CreditsIssuedOn, invoice.VatTreatment, invoice.VatRatePercent,
            invoice.VatReason, invoice.SellerDetails, invoice.BuyerDetails, invoice.Net.InPounds, invoice.Vat.InPounds,
            invoice.Rounding.InPounds, invoice.Payable.InPounds,
            settled.Paid.InPounds, settled.Sent.InPounds, settled.Open.InPounds,
            [.. payments.Select(payment => new Payment(payment.Council, payment.BookedOn, payment.Amount.InPounds, payment.BankReference))],
            [.. lines.Select(line => new Line(line.LineNo, line.LineReference, line.Part, line.AgreementReference, line.ClauseReference,
                line.ServicePeriod.ToString(), line.Description, line.Working, line.Net.Abs().InPounds, line.Vat.Abs().InPounds))],
            told.LastOrDefault(), told, ResponseStatuses.ToAnswer(responses is [.., var latest] ? latest : null, answers));
    }

    public static string RateOf(Invoice invoice) => invoice.VatTreatment switch
    {
        VatTreatments.OutsideScope => "outside the scope of VAT",
        VatTreatments.Exempt => "exempt",
        _ => $"{invoice.VatRatePercent.ToString("0.##", CultureInfo.InvariantCulture)}%",
    };

    private static Response Show(InvoiceResponse response, IReadOnlyList<InvoiceAnswer> answers) => new(
        response.ResponseId, response.Status, response.EffectiveOn, response.Reasons, response.Conditions, response.Text, response.ReceivedFrom,
        response.ReceivedAt, answers.FirstOrDefault(answer => answer.ResponseId == response.Id)?.Text);
}

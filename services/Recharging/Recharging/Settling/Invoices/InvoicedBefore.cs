using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Lines;

namespace Recharging.Settling;

/// <summary>What a council invoiced and credited before of the subjects of these lines, in the order of issue.</summary>
public static class InvoicedBefore
{
    public static async Task<IReadOnlyList<InvoicedPart>> InvoicedBeforeAsync(
        this RechargingDb db, string seller, IReadOnlyList<StatementLine> lines, CancellationToken cancellationToken)
    {
        var subjects = lines.Select(line => line.Subject).Distinct().ToList();
        return await (
            from line in db.InvoiceLines.AsNoTracking()
            join invoice in db.Invoices.AsNoTracking() on line.InvoiceId equals invoice.Id
            where line.Seller == seller && subjects.Contains(line.Subject)
            orderby invoice.IssuedAt, invoice.Number, line.LineNo
            select new InvoicedPart(
                invoice.Number, invoice.IssuedOn, invoice.Credits, invoice.VatTreatment, invoice.VatRatePercent, line.LineReference,
                line.AgreementReference, line.Subject, line.ServicePeriod, line.Net, line.Vat))
            .ToListAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;

namespace Recharging.Settling;

/// <summary>An invoice with its lines and what was said of it.</summary>
public sealed record InvoiceRecord(
    Invoice Invoice, IReadOnlyList<InvoiceLine> Lines, IReadOnlyList<InvoiceResponse> Responses, IReadOnlyList<InvoicePayment> Payments,
    IReadOnlyList<InvoiceAnswer> Answers)
{
    /// <summary>Null when there is none that the caller's council is a party of.</summary>
    public static async Task<InvoiceRecord?> OfAsync(RechargingDb db, string number, CancellationToken cancellationToken)
    {
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(invoice => invoice.Number == number, cancellationToken);
        return invoice is null ? null : new InvoiceRecord(
            invoice,
            await db.InvoiceLines.AsNoTracking().Where(line => line.InvoiceId == invoice.Id)
                .OrderBy(line => line.LineNo).ToListAsync(cancellationToken),
            await db.InvoiceResponses.AsNoTracking().Where(response => response.InvoiceId == invoice.Id)
                .OrderBy(response => response.Id).ToListAsync(cancellationToken),
            await db.Set<InvoicePayment>().AsNoTracking().Where(payment => payment.InvoiceId == invoice.Id)
                .OrderBy(payment => payment.BookedOn).ThenBy(payment => payment.Id).ToListAsync(cancellationToken),
            await (from answer in db.Set<InvoiceAnswer>().AsNoTracking()
                   join response in db.InvoiceResponses.AsNoTracking() on answer.ResponseId equals response.Id
                   where response.InvoiceId == invoice.Id
                   select answer).ToListAsync(cancellationToken));
    }
}

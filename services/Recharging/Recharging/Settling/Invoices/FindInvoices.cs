using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>Lists the invoices and credit notes that the caller's council sent or got, the newest first.</summary>
public static class FindInvoices
{
    /// <param name="ToAnswer">open while a query or a rejection waits for an officer of the council that sells, then answered.</param>
    public sealed record Row(
        string Number, string Kind, string Seller, string Buyer, string StatementNumber, string Period, DateOnly IssuedOn, DateOnly? DueOn,
        string? Credits, string VatTreatment, decimal NetGbp, decimal VatGbp, decimal PayableGbp, decimal PaidGbp,
        decimal OpenGbp, string? LatestStatus, string? ToAnswer);

    public static void MapFindInvoices(this IEndpointRouteBuilder invoices) =>
        invoices.MapGet("/", Handle)
            .RequireOfficerOrScope("journals:read", Readers.OfTables)
            .WithName(nameof(FindInvoices));

    private static async Task<Ok<List<Row>>> Handle(string? statement, RechargingDb db, CancellationToken cancellationToken)
    {
        var invoices = await db.Invoices.AsNoTracking()
            .Where(invoice => statement == null || invoice.StatementNumber == statement)
            .OrderByDescending(invoice => invoice.IssuedAt).ThenByDescending(invoice => invoice.Number).ToListAsync(cancellationToken);
        var ids = invoices.ConvertAll(invoice => invoice.Id);
        var latest = (await db.InvoiceResponses.AsNoTracking().Where(response => ids.Contains(response.InvoiceId))
            .OrderBy(response => response.Id).ToListAsync(cancellationToken)).ToLookup(response => response.InvoiceId);
        var answers = await db.Set<InvoiceAnswer>().AsNoTracking().ToListAsync(cancellationToken);
        var payments = (await db.Set<InvoicePayment>().AsNoTracking().Where(payment => ids.Contains(payment.InvoiceId))
            .ToListAsync(cancellationToken)).ToLookup(payment => payment.InvoiceId);
        return TypedResults.Ok(invoices.ConvertAll(invoice => new Row(
            invoice.Number, Invoice.Named(invoice.Kind), invoice.Seller, invoice.Buyer, invoice.StatementNumber, invoice.Period.ToString(),
            invoice.IssuedOn, invoice.DueOn, invoice.Credits, invoice.VatTreatment, invoice.Net.InPounds,
            (invoice.Vat + invoice.Rounding).InPounds, invoice.Payable.InPounds,
            Settled.Of(invoice, payments[invoice.Id]).Paid.InPounds, Settled.Of(invoice, payments[invoice.Id]).Open.InPounds,
            latest[invoice.Id].LastOrDefault()?.Status,
            ResponseStatuses.ToAnswer(latest[invoice.Id].LastOrDefault(), answers))));
    }
}

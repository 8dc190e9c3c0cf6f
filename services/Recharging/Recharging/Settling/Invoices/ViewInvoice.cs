using System.Text;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>
/// Shows an invoice or credit note to both its councils by what they accept: JSON, UBL for an accounts-payable system, CSV, or a page
/// to print.
/// </summary>
public static class ViewInvoice
{
    private const string Xml = "application/xml";
    private const string Csv = "text/csv";
    private const string Html = "text/html";

    public static void MapViewInvoice(this IEndpointRouteBuilder invoices) =>
        invoices.MapGet("/{number}", Handle).Produces<InvoiceView>(StatusCodes.Status200OK, "application/json", Xml, Csv, Html)
            .Produces(StatusCodes.Status404NotFound)
            .RequireOfficerOrScope("journals:read", Readers.OfTables)
            .WithName(nameof(ViewInvoice));

    private static async Task<IResult> Handle(string number, HttpContext http, RechargingDb db, CancellationToken cancellationToken)
    {
        var record = await InvoiceRecord.OfAsync(db, number, cancellationToken);
        if (record is null)
        {
            return TypedResults.NotFound();
        }

        var (invoice, lines, _, _, _) = record;
        http.Response.Headers.Vary = "Accept";
        switch (Wanted(http.Request))
        {
            case Xml:
                return TypedResults.Bytes(UblDocument.Write(invoice, lines), "application/xml; charset=utf-8");
            case Csv:
                return TypedResults.Text(InvoiceCsv.Write(invoice, lines), Csv, Encoding.UTF8);
            case Html:
                http.Response.Headers.ContentSecurityPolicy = InvoicePage.ContentSecurityPolicy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return TypedResults.Text(InvoicePage.Write(invoice, lines), Html, Encoding.UTF8);
            default:
                return TypedResults.Ok(InvoiceView.Of(record));
        }
    }

    // The first of the four that the caller asks for, the most wanted first; JSON for all else.
    private static string Wanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.ToString().ToLowerInvariant())
        .FirstOrDefault(type => type is Xml or Csv or Html or "application/json") ?? "application/json";
}

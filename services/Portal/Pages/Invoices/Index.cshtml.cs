using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Invoices;

/// <summary>Invoices and credit notes that the council sent or got, all or those of one statement, with their documents.</summary>
public sealed class IndexModel(InvoicesClient invoices) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Statement { get; set; }

    public IReadOnlyList<Invoice> All { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel) => All = await invoices.All(Statement, cancel);

    /// <summary>The document as accounts payable takes it (xml), for a spreadsheet (csv) or to print (html).</summary>
    public async Task<IActionResult> OnGetDocument(string number, string form, CancellationToken cancel)
    {
        switch (form)
        {
            case "xml":
                return File(await invoices.Document(number, "application/xml", cancel), "application/xml; charset=utf-8", $"{number}.xml");
            case "csv":
                return File(await invoices.Document(number, "text/csv", cancel), "text/csv; charset=utf-8", $"{number}.csv");
            case "html":
                return File(await invoices.Document(number, "text/html", cancel), "text/html; charset=utf-8", $"{number}.html");
            default:
                return NotFound();
        }
    }

    public static string ToDocument(Invoice invoice, string form) =>
        $"/invoices?handler=document&number={Uri.EscapeDataString(invoice.Number)}&form={form}";
}

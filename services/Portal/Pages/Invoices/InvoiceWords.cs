using Portal.Clients;

namespace Portal.Pages.Invoices;

/// <summary>Invoices, and what the council that pays says of them, as officers say it. The codes are Peppol's of the Invoice Response.</summary>
public static class InvoiceWords
{
    public static string To(string number) => $"/invoices/{Uri.EscapeDataString(number)}";

    public static string Kind(string kind) => kind is "creditNote" or "credit-note" ? "Credit note" : "Invoice";

    public static string Status(string status) => status switch
    {
        "AB" => "Received",
        "IP" => "In process",
        "UQ" => "Under query",
        "CA" => "Accepted on conditions",
        "RE" => "Rejected",
        "AP" => "Accepted",
        "PD" => "Paid",
        "PPD" => "Paid in part",
        _ => "Answered"
    };

    /// <summary>Of the lists OPStatusReason (why) and OPStatusAction (what is asked for).</summary>
    public static string Reason(string code) => code switch
    {
        "NON" => "No issue",
        "REF" => "References are not right",
        "LEG" => "Legal details are not right",
        "REC" => "Not for this receiver",
        "QUA" => "Quality of what was delivered",
        "DEL" => "Delivery",
        "PRI" => "Prices are not right",
        "QTY" => "Quantities are not right",
        "ITM" => "Items are not right",
        "PAY" => "Payment terms are not right",
        "UNR" => "Not recognised",
        "FIN" => "Finance terms are not right",
        "PPD" => "Paid in part",
        "NOA" => "Nothing to do",
        "PIN" => "Give more details",
        "NIN" => "Send a new invoice",
        "CNF" => "Credit all of it",
        "CNP" => "Credit part of it",
        "CNA" => "Credit the amount",
        _ => "Another reason"
    };

    /// <summary>A response in one sentence or two.</summary>
    public static string Said(InvoiceInFull.Response response) => string.Join(
        ". ", new[] { Status(response.Status) }.Concat(response.Reasons.Select(Reason)).Concat(response.Conditions)
            .Append(response.Text ?? "").Where(words => words.Length > 0));
}

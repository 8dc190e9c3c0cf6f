using Portal.Clients;
using Portal.Pages.Balances;
using Portal.Pages.Disputes;
using Portal.Pages.Exceptions;
using Portal.Pages.Invoices;
using Portal.Pages.Journals;
using Portal.Pages.Statements;

namespace Portal.Pages;

/// <summary>Where an officer deals with what a notice tells.</summary>
public static class NoticeLinks
{
    /// <summary>Null when no page here is about it.</summary>
    public static string? To(Notices.Notice notice) => notice.Kind switch
    {
        "journal-rejected" or "journal-reversed" => JournalWords.To(notice.About),
        "statement-issued" => StatementLinks.To(notice.About),
        "line-talked-of" or "line-withdrawn" => StatementLinks.ToLine(notice.About),
        "reconciliation-alarm" => StatementLinks.ToReconciliation(notice.About),
        "documents-refused" => $"/ledger-files/{Uri.EscapeDataString(notice.About)}",
        "balance-statement" or "balance-response" or "pack-signed" => BalanceWords.To(notice.About),
        "invoice-responded" or "invoice-answered" => InvoiceWords.To(notice.About),
        "balance-terms" => "/balances",
        "deputy-named" => "/cover",
        "write-off-waits" or "write-off-answered" => ExceptionLinks.ToDecisions(notice.About),
        "rates-wait" or "rates-decided" => $"/rates/{notice.About}",
        _ when notice.Kind.StartsWith("dispute", StringComparison.Ordinal) => DisputeWords.To(notice.About),
        _ => null
    };
}

namespace Portal.Clients;

/// <summary>Invoices and credit notes between the councils, sent and received.</summary>
public sealed class InvoicesClient(HttpClient recharging)
{
    public Task<IReadOnlyList<Invoice>> All(string? statement, CancellationToken cancel) => recharging.Read<IReadOnlyList<Invoice>>(
        statement is null ? "invoices" : $"invoices?statement={Uri.EscapeDataString(statement)}", cancel);

    public Task<InvoiceInFull> One(string number, CancellationToken cancel) =>
        recharging.Read<InvoiceInFull>($"invoices/{Uri.EscapeDataString(number)}", cancel);

    /// <param name="number">Of the invoice.</param>
    /// <param name="response">The query or rejection.</param>
    /// <param name="answer">For both councils to read.</param>
    /// <param name="key">Made with the form.</param>
    /// <param name="cancel">Stops the waiting.</param>
    public Task<Refused?> Answer(string number, string response, string answer, Guid key, CancellationToken cancel) => recharging.Post(
        $"invoices/{Uri.EscapeDataString(number)}/responses/{Uri.EscapeDataString(response)}/answer", new { answer }, key, cancel);

    /// <summary>As UBL for accounts payable, as CSV, or as a page to print.</summary>
    public Task<Stream> Document(string number, string mediaType, CancellationToken cancel) =>
        recharging.Download($"invoices/{Uri.EscapeDataString(number)}", mediaType, cancel);
}

/// <summary>An invoice or credit note among others.</summary>
/// <param name="Credits">The invoice that a credit note gives back from.</param>
/// <param name="ToAnswer">open while a query or a rejection waits for an officer of the council that sells, then answered.</param>
public sealed record Invoice(
    string Number, string Kind, string Seller, string Buyer, string StatementNumber, string Period, DateOnly IssuedOn, DateOnly? DueOn,
    string? Credits, decimal NetGbp, decimal VatGbp, decimal PayableGbp, string? LatestStatus, string? ToAnswer = null);

/// <summary>An invoice or credit note with what the council that pays said of it, the oldest first.</summary>
/// <param name="ToAnswer">open while the last response waits for an officer of the council that sells, then answered.</param>
public sealed record InvoiceInFull(
    string Number, string Kind, string Seller, string Buyer, string StatementNumber, DateOnly IssuedOn, DateOnly? DueOn, decimal PayableGbp,
    decimal OpenGbp, IReadOnlyList<InvoiceInFull.Line> Lines, IReadOnlyList<InvoiceInFull.Response> Responses, string? ToAnswer)
{
    public sealed record Line(int LineNo, string Description, string Working, decimal NetGbp, decimal VatGbp);

    /// <param name="Reasons">Codes of the lists OPStatusReason and OPStatusAction.</param>
    /// <param name="Conditions">What has to be otherwise, each as BT-9 = 2023-07-01.</param>
    /// <param name="Answer">What an officer of the council that sells said to it.</param>
    public sealed record Response(
        string ResponseId, string Status, DateOnly? EffectiveOn, IReadOnlyList<string> Reasons, IReadOnlyList<string> Conditions, string? Text,
        DateTimeOffset ReceivedAt, string? Answer);
}

namespace Portal.Clients;

/// <summary>Invoices and credit notes between the councils, sent and received.</summary>
public sealed class InvoicesClient(HttpClient recharging)
{
    public Task<IReadOnlyList<Invoice>> All(string? statement, CancellationToken cancel) => recharging.Read<IReadOnlyList<Invoice>>(
        statement is null ? "invoices" : $"invoices?statement={Uri.EscapeDataString(statement)}", cancel);

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

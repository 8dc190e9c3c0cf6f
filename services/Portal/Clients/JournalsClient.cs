namespace Portal.Clients;

/// <summary>The journals that settlement wrote for the officer's own council, and what its ERP said of each.</summary>
public sealed class JournalsClient(HttpClient recharging)
{
    public Task<IReadOnlyList<JournalSummary>> All(CancellationToken cancel) =>
        recharging.Read<IReadOnlyList<JournalSummary>>("journals", cancel);

    public Task<Journal> One(string reference, CancellationToken cancel) => recharging.Read<Journal>(PathOf(reference), cancel);

    /// <summary>As the council's ERP takes it in.</summary>
    public Task<Stream> Csv(string reference, CancellationToken cancel) => recharging.Download(PathOf(reference), "text/csv", cancel);

    public Task<Refused?> Recode(string reference, IReadOnlyList<Recoding> lines, Guid key, CancellationToken cancel) =>
        recharging.Post($"{PathOf(reference)}/recoding", new { lines }, key, cancel);

    private static string PathOf(string reference) => $"journals/{Uri.EscapeDataString(reference)}";
}

/// <summary>Other codes for a journal's line; what is null stays.</summary>
public sealed record Recoding(int LineNo, string? Account, string? CostCentre, string? VatCode);

/// <summary>A journal among others.</summary>
public sealed record JournalSummary(
    string Reference, string StatementNumber, string Period, string Direction, string State, int Version, string? DocumentNumber);

/// <summary>Agreed lines for one council's ledger in one direction, coded by that council's table.</summary>
public sealed record Journal(
    string Reference, string Partner, string StatementNumber, string Period, string Direction, string State, int Version,
    string? DocumentNumber, string? RejectionReason, decimal DebitsGbp, decimal CreditsGbp, IReadOnlyList<Journal.Line> Lines)
{
    public sealed record Line(
        int LineNo, string ExternalLineId, string Component, string Account, string? CostCentre, string? VatCode, decimal VatGbp,
        decimal DebitGbp, decimal CreditGbp, string Text);
}

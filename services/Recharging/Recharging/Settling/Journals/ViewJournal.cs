using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>
/// Hands a council's journal to its ERP, canonical or as the ERP loads it, with count, totals and digest as HTTP fields; or shows it to
/// an officer.
/// </summary>
public static class ViewJournal
{
    public sealed record Answer(
        string Reference, string Council, string Partner, string StatementNumber, string Period, string Direction, string State,
        int Version,
        string BatchId, string? DocumentNumber, int? DocumentYear, string? ReversalNumber, int? ReversalYear, string? RejectionReason, decimal DebitsGbp, decimal CreditsGbp, IReadOnlyList<Line> Lines);

    public sealed record Line(
        int LineNo, string ExternalLineId, string Component, string Account, string? CostCentre, string? VatCode, decimal VatGbp,
        decimal DebitGbp, decimal CreditGbp, string Text, string? PurchaseOrder);

    public static void MapViewJournal(this IEndpointRouteBuilder journals) =>
        journals.MapGet("/{reference}", Handle).Produces<string>(StatusCodes.Status200OK, "text/csv", "text/plain", "application/zip").Produces<Answer>()
            .Produces(StatusCodes.Status404NotFound)
            .RequireOfficerOrScope("journals:read", "finance-officer", "s151-delegate", "auditor").WithName(nameof(ViewJournal));

    private static async Task<IResult> Handle(
        string reference, string? format, HttpContext http, RechargingDb db, CancellationToken cancellationToken)
    {
        if (format is not null && !LedgerFormat.Names.Contains(format, StringComparer.Ordinal))
        {
            return Problems.Invalid("format", $"A journal is written as {string.Join(", ", LedgerFormat.Names)}.");
        }

        var journal = await db.Journals.AsNoTracking().SingleOrDefaultAsync(journal => journal.Reference == reference, cancellationToken);
        if (journal is null)
        {
            return TypedResults.NotFound();
        }

        var lines = await db.JournalLines.AsNoTracking()
            .Where(line => line.JournalReference == reference && line.Version == journal.Version)
            .OrderBy(line => line.LineNo).ToListAsync(cancellationToken);
        http.Response.Headers.Vary = "Accept";
        if (format is null && !WantsCsv(http.Request))
        {
            return TypedResults.Ok(Show(journal, lines));
        }

        var mapped = await db.MappedCodes.AsNoTracking().Where(code => code.Council == journal.Council).ToListAsync(cancellationToken);
        var (codes, unmapped) = JournalCodes.Of(journal, mapped);
        if (codes is null)
        {
            return unmapped!.ToProblem();
        }

        var (file, refusal) = JournalFile.Write(format ?? LedgerFormat.Canonical, journal, lines, codes);
        if (file is null)
        {
            return refusal!.ToProblem();
        }

        file.Describe(http.Response, journal, lines);
        return TypedResults.Bytes(file.Content, file.ContentType);
    }

    private static bool WantsCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));

    private static Answer Show(Journal journal, IReadOnlyList<JournalLine> lines) => new(
        journal.Reference, journal.Council, journal.Partner, journal.StatementNumber, journal.Period.ToString(), journal.Direction,
        Journal.Named(journal.State), journal.Version, journal.BatchId, journal.DocumentNumber, journal.DocumentYear, journal.ReversalNumber,
        journal.ReversalYear, journal.RejectionReason,
        lines.Sum(line => line.Debit).InPounds,
        lines.Sum(line => line.Credit).InPounds,
        [.. lines.Select(line => new Line(line.LineNo, line.ExternalLineId, line.Component, line.Account, line.CostCentre, line.VatCode,
            line.VatAmount.InPounds, line.Debit.InPounds, line.Credit.InPounds, line.Text, line.PurchaseOrder))]);
}

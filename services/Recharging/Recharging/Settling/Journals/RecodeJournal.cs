using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Gives lines of a rejected journal other codes and sends it again: same reference, next version, same amounts.</summary>
public static class RecodeJournal
{
    public sealed record Request(IReadOnlyList<Recoding> Lines);

    public sealed record Recoding(int LineNo, string? Account = null, string? CostCentre = null, string? VatCode = null,
        string? PurchaseOrder = null);

    public static void MapRecodeJournal(this IEndpointRouteBuilder journals) =>
        journals.MapPost("/{reference}/recoding", Handle).RequireOfficer("finance-officer").WithName(nameof(RecodeJournal));

    private static async Task<Results<Ok<AcknowledgeJournal.Answer>, NotFound, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Lines.Count == 0 || request.Lines.Any(line => line is { Account: null, CostCentre: null, VatCode: null, PurchaseOrder: null }))
        {
            return Problems.Invalid("lines", "Name at least one line, and for each a new account, cost centre, VAT code or purchase order.");
        }

        var journal = await db.Journals.FindAsync([reference], cancellationToken);
        if (journal is null)
        {
            return TypedResults.NotFound();
        }

        var before = await db.JournalLines.AsNoTracking()
            .Where(line => line.JournalReference == reference && line.Version == journal.Version)
            .OrderBy(line => line.LineNo).ToListAsync(cancellationToken);
        if (request.Lines.Select(line => line.LineNo).Except(before.Select(line => line.LineNo)).ToList() is { Count: > 0 } unknown)
        {
            return Problems.Invalid("lines", $"{reference} has no line {string.Join(", ", unknown)}.");
        }

        if (journal.Recode() is { } refusal)
        {
            return refusal.ToProblem();
        }

        var recoding = request.Lines.ToLookup(line => line.LineNo);
        var recoded = before.ConvertAll(line => Recoded(line, journal.Version, clock.GetUtcNow(), recoding[line.LineNo].LastOrDefault()));
        if (await WhyNotAsync(db, journal, recoded, cancellationToken) is { } closed)
        {
            return closed.ToProblem();
        }

        db.JournalLines.AddRange(recoded);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RecodeJournal), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(AcknowledgeJournal.Answer.Of(journal));
    }

    // Every line, not only the recoded ones: the ledger would send the whole journal back for any of them.
    private static async Task<Refusal?> WhyNotAsync(
        RechargingDb db, Journal journal, IReadOnlyList<JournalLine> lines, CancellationToken cancellationToken)
    {
        if (await db.LedgerPeriods.AnyAsync(period => period.Period == journal.Period && !period.IsOpen, cancellationToken))
        {
            return new Refusal("ledger-closed", $"{journal.Council}'s ledger is closed for {journal.Period}.");
        }

        var open = await OpenCodes.OfAsync(db, [journal.Council], cancellationToken);
        var closed = lines
            .Select(line => (line.LineNo, Closed: open.Closed(line.Council, line.Account, line.CostCentre, journal.PostingDate)))
            .Where(line => line.Closed is not null).Select(line => $"line {line.LineNo} names {line.Closed}").ToList();
        return closed.Count == 0 ? null : new Refusal("coding-closed", $"Not open in {journal.Council}: {string.Join("; ", closed)}.");
    }

    private static JournalLine Recoded(JournalLine line, int version, DateTimeOffset at, Recoding? recoding) => new()
    {
        JournalReference = line.JournalReference,
        Version = version,
        MadeAt = at,
        LineNo = line.LineNo,
        Council = line.Council,
        ExternalLineId = line.ExternalLineId,
        Component = line.Component,
        Account = recoding?.Account ?? line.Account,
        CostCentre = recoding?.CostCentre ?? line.CostCentre,
        Partner = line.Partner,
        PurchaseOrder = recoding?.PurchaseOrder ?? line.PurchaseOrder,
        Debit = line.Debit,
        Credit = line.Credit,
        VatCode = recoding?.VatCode ?? line.VatCode,
        VatAmount = line.VatAmount,
        Text = line.Text,
    };
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Journals;

/// <summary>Gives lines of a rejected journal other codes and sends it again: same reference, next version, same amounts.</summary>
public static class RecodeJournal
{
    public sealed record Request(IReadOnlyList<Recoding> Lines);

    public sealed record Recoding(int LineNo, string? Account = null, string? CostCentre = null, string? VatCode = null);

    public static void MapRecodeJournal(this IEndpointRouteBuilder journals) =>
        journals.MapPost("/{reference}/recoding", Handle).RequireOfficer("finance-officer").WithName(nameof(RecodeJournal));

    private static async Task<Results<Ok<AcknowledgeJournal.Answer>, NotFound, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Lines.Count == 0 || request.Lines.Any(line => line is { Account: null, CostCentre: null, VatCode: null }))
        {
            return Problems.Invalid("lines", "Name at least one line, and for each a new account, cost centre or VAT code.");
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

        if (await WhyNotAsync(db, request, cancellationToken) is { } unknownCode)
        {
            return unknownCode.ToProblem();
        }

        var recoding = request.Lines.ToLookup(line => line.LineNo);
        db.JournalLines.AddRange(before.Select(line => Recoded(line, journal.Version, recoding[line.LineNo].LastOrDefault())));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(RecodeJournal), reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new AcknowledgeJournal.Answer(reference, Journal.Named(journal.State), journal.Version,
            journal.DocumentNumber));
    }

    private static async Task<Refusal?> WhyNotAsync(RechargingDb db, Request request, CancellationToken cancellationToken)
    {
        foreach (var line in request.Lines)
        {
            if (line.Account is { } account
                && !await db.Accounts.AnyAsync(known => known.Code == account && known.IsOpen, cancellationToken))
            {
                return new Refusal("unknown-account", $"{account} is no open account of the council's chart.");
            }

            if (line.CostCentre is { } centre
                && !await db.CostCentres.AnyAsync(known => known.Code == centre && known.IsOpen, cancellationToken))
            {
                return new Refusal("unknown-cost-centre", $"{centre} is no open cost centre of the council.");
            }
        }

        return null;
    }

    private static JournalLine Recoded(JournalLine line, int version, Recoding? recoding) => new()
    {
        JournalReference = line.JournalReference,
        Version = version,
        LineNo = line.LineNo,
        Council = line.Council,
        ExternalLineId = line.ExternalLineId,
        Component = line.Component,
        Account = recoding?.Account ?? line.Account,
        CostCentre = recoding?.CostCentre ?? line.CostCentre,
        Partner = line.Partner,
        Debit = line.Debit,
        Credit = line.Credit,
        VatCode = recoding?.VatCode ?? line.VatCode,
        VatAmount = line.VatAmount,
        Text = line.Text,
    };
}

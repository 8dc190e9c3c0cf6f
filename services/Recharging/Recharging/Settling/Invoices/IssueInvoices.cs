using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Contracts;
using Recharging.Engine;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Settling;

/// <summary>
/// The council that is owed invoices what the other agreed of a statement and what is not invoiced yet, and credits what went down.
/// Asked again, it takes only what is new.
/// </summary>
public static class IssueInvoices
{
    public sealed record Answer(string StatementNumber, IReadOnlyList<Issued> Issued, IReadOnlyList<Left> NotInvoiced);

    public sealed record Issued(string Number, string Kind, string VatTreatment, string? Credits, int Lines, decimal NetGbp, decimal VatGbp,
        decimal RoundingGbp, decimal PayableGbp);

    /// <param name="Reason"><c>unseen</c>, <c>disputed</c>, <c>partDisputed</c> for the part that is held, <c>noSupply</c>.</param>
    public sealed record Left(string LineReference, string Reason, decimal AmountGbp);

    public static void MapIssueInvoices(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/invoices", Handle).RequireOfficer("finance-officer").WithName(nameof(IssueInvoices));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        // Holds the statement: of two at once the second finds nothing new.
        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null)
        {
            return TypedResults.NotFound();
        }

        var lines = marking.Lines.Values.Where(line => line.Payee == caller.Council).ToList();
        if (lines.Count == 0)
        {
            return new Refusal("nothing-owed", $"{number} charges nothing that {caller.Council} is owed.").ToProblem();
        }

        var terms = await AgreedTerms.OfAsync(db, cancellationToken);
        var councils = marking.Statement.Parties;
        var parties = await db.AsWorkerAsync(() => db.InvoicePartiesAsync(councils, cancellationToken), cancellationToken);
        var orders = await db.AsWorkerAsync(() => db.PurchaseOrdersAsync(councils, parties, cancellationToken), cancellationToken);
        var agreed = lines.ConvertAll(line =>
            AgreedLine.Of(line, marking.StateOf(line), marking.DisputedOf(line), terms.VatRatePercent(line)) with
            {
                PurchaseOrder = orders[line.Payer].For(line.AgreementReference, line.Service, marking.Statement.Period.LastDay),
            });
        var before = await db.InvoicedBeforeAsync(caller.Council, lines, cancellationToken);
        var (drafts, refusal) = InvoiceDraft.Of(agreed, before);
        refusal ??= await EarlierFirstAsync(db, drafts, before, caller, clock.GetUtcNow(), cancellationToken);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        var agreements = drafts.SelectMany(draft => draft.Parts).Select(part => part.Line.AgreementReference).Distinct().ToList();
        var days = parties.GetValueOrDefault(caller.Council)?.PaymentTermsDays ?? terms.PaymentTermsDays(agreements, clock.Today());
        if (drafts.Count > 0 && Lacks(caller.Council, parties, councils, drafts, days) is { } lacks)
        {
            return lacks.ToProblem();
        }

        var issued = new List<Invoice>();
        foreach (var draft in drafts)
        {
            issued.Add(await IssueAsync(db, draft, marking.Statement, parties, days, caller, clock, cancellationToken));
        }

        await TryPaymentsAgainAsync(db, councils, issued, clock, cancellationToken);
        return TypedResults.Ok(new Answer(number,
            issued.Zip(drafts, (invoice, draft) => Show(invoice, draft.Parts.Count)).ToList(), NotInvoiced(agreed, marking)));
    }

    // Either council's bank may have told of a payment before the invoice that it quotes was out.
    private static async Task TryPaymentsAgainAsync(
        RechargingDb db, string[] councils, List<Invoice> issued, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (issued.Count > 0)
        {
            await db.AsWorkerAsync(() => Allocating.TryAgainAsync(
                db, councils, [.. issued.Select(invoice => invoice.Number)], clock.GetUtcNow(), cancellationToken), cancellationToken);
        }
    }

    private static async Task<Invoice> IssueAsync(
        RechargingDb db, InvoiceDraft draft, Statement statement, IReadOnlyDictionary<string, InvoiceParty> parties, int? days,
        Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var first = draft.Parts[0].Line;
        var credited = draft.Credits is null ? null
            : await db.Invoices.AsNoTracking().SingleAsync(earlier => earlier.Number == draft.Credits, cancellationToken);
        var invoice = new Invoice
        {
            Kind = draft.Kind,
            Seller = caller.Council,
            Buyer = first.Payer,
            Parties = statement.Parties,
            StatementNumber = statement.Number,
            Period = statement.Period,
            VatTreatment = draft.VatTreatment,
            VatRatePercent = draft.VatRatePercent,
            VatReason = VatReasons.Of(draft),
            IssuedOn = clock.Today(),
            DueOn = draft.Kind is InvoiceKind.Invoice ? clock.Today().AddDays(days!.Value) : null,
            Credits = draft.Credits,
            CreditsIssuedOn = draft.CreditsIssuedOn,
            SellerDetails = parties[caller.Council],
            BuyerDetails = parties[first.Payer] with { PurchaseOrder = credited is null ? draft.PurchaseOrder : credited.BuyerDetails.PurchaseOrder },
            Net = draft.Net,
            Vat = draft.Vat,
            Rounding = draft.Rounding,
            IssuedBy = caller.Name,
            IssuedAt = clock.GetUtcNow(),
        };
        db.Invoices.Add(invoice);
        db.InvoiceLines.AddRange(draft.Parts.Select((part, at) => LineOf(invoice, part, at + 1)));

        // One by one, so that the series follows the order of the answer; the number is the database's.
        await db.SaveChangesAsync(cancellationToken);
        db.Outbox.Enqueue(invoice.Number, Tell(invoice, draft, clock));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(IssueInvoices), invoice.Number, statement.Number));
        await db.SaveChangesAsync(cancellationToken);
        return invoice;
    }

    private static InvoiceLine LineOf(Invoice invoice, InvoiceDraft.Part part, int lineNo) => new()
    {
        InvoiceId = invoice.Id,
        LineNo = lineNo,
        Seller = invoice.Seller,
        Parties = invoice.Parties,
        LineReference = part.Line.Reference,
        Part = part.Number,
        AgreementReference = part.Line.AgreementReference,
        Subject = part.Line.Subject,
        ServicePeriod = part.Line.ServicePeriod,
        Description = part.Line.Description,
        Working = part.Line.Working,
        ClauseReference = part.Line.ClauseReference,
        Net = part.Net,
        Vat = part.Vat,
    };

    private static object Tell(Invoice invoice, InvoiceDraft draft, BusinessClock clock) => invoice.Kind is InvoiceKind.Invoice
        ? new InvoiceIssued
        {
            InvoiceNumber = invoice.Number,
            StatementNumber = invoice.StatementNumber,
            Seller = invoice.Seller,
            Buyer = invoice.Buyer,
            Lines = [.. draft.Parts.Select(part => part.Line.Reference)],
            VatTreatment = invoice.VatTreatment,
            NetGbp = invoice.Net.InPounds,
            VatGbp = (invoice.Vat + invoice.Rounding).InPounds,
            PayableGbp = invoice.Payable.InPounds,
            DueOn = invoice.DueOn!.Value,
            OccurredAt = clock.GetUtcNow(),
        }
        : new CreditNoteIssued
        {
            CreditNoteNumber = invoice.Number,
            CreditsInvoice = invoice.Credits,
            StatementNumber = invoice.StatementNumber,
            Seller = invoice.Seller,
            Buyer = invoice.Buyer,
            Lines = [.. draft.Parts.Select(part => part.Line.Reference)],
            VatTreatment = invoice.VatTreatment,
            NetGbp = invoice.Net.InPounds,
            VatGbp = (invoice.Vat + invoice.Rounding).InPounds,
            CreditedGbp = invoice.Payable.InPounds,
            OccurredAt = clock.GetUtcNow(),
        };

    // A credit says which invoice it gives back from, so that one has to be issued before it.
    private static async Task<Refusal?> EarlierFirstAsync(
        RechargingDb db, IReadOnlyList<InvoiceDraft> drafts, IReadOnlyList<InvoicedPart> before, Caller caller, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (var line in drafts.Where(draft => draft is { Kind: InvoiceKind.CreditNote, Credits: null })
            .SelectMany(draft => draft.Parts).Select(part => part.Line).Where(line => line.Corrects is not null))
        {
            var waiting = await db.StatementLines.AsNoTracking()
                .Where(other => other.Subject == line.Subject && other.ServicePeriod == line.ServicePeriod
                    && other.AgreementReference == line.AgreementReference && other.Payee == line.Payee
                    && other.StatementNumber != line.StatementNumber && other.VatTreatment == line.VatTreatment)
                .OrderBy(other => other.Reference).ToListAsync(cancellationToken);
            foreach (var other in waiting.Where(other => before.All(part => part.LineReference != other.Reference)))
            {
                var marking = (await Marking.OfAsync(db, other.StatementNumber, caller, now, cancellationToken))!;
                if (AgreedLine.Of(other, marking.StateOf(other), marking.DisputedOf(other), 0m).Net.Pence > 0)
                {
                    return new Refusal("invoice-earlier-first",
                        $"{line.Reference} corrects {other.Reference}, which is agreed and not invoiced yet. "
                            + $"Invoice {other.StatementNumber} first, so that the credit note can say what it credits.");
                }
            }
        }

        return null;
    }

    private static Refusal? Lacks(
        string seller, IReadOnlyDictionary<string, InvoiceParty> parties, string[] councils, IReadOnlyList<InvoiceDraft> drafts, int? days)
    {
        if (councils.Where(council => !parties.ContainsKey(council)).ToList() is { Count: > 0 } none)
        {
            return new Refusal("invoicing-details-missing",
                $"{string.Join(" and ", none)} has not loaded its invoicing details. Its finance officer does that once.");
        }

        var lacks = drafts.SelectMany(draft => parties[seller].LacksToSell(draft.VatTreatment)).Distinct()
            .Select(field => $"{seller}'s invoicing details lack {field}")
            .Concat(councils.Where(council => council != seller).SelectMany(buyer =>
                parties[buyer].LacksToBuy(drafts.Where(draft => draft.Credits is null).Select(draft => draft.PurchaseOrder))
                    .Select(field => $"{buyer}'s invoicing details lack {field}")))
            .Concat(days is null ? [$"{seller}'s invoicing details lack paymentTermsDays, and no settlement clause gives any"] : [])
            .ToList();
        return lacks.Count == 0 ? null : new Refusal("invoicing-details-missing", $"{string.Join("; ", lacks)}.");
    }

    private static List<Left> NotInvoiced(IReadOnlyList<AgreedLine> agreed, Marking marking) =>
    [
        .. agreed.OrderBy(line => line.Line.Position).Where(line => line.Line.Payable != Money.Zero)
            .Select(line => (line.Line, State: marking.StateOf(line.Line),
                Amount: line.Line.VatTreatment == VatTreatments.NoSupply ? line.Line.Amount : line.Line.Amount - line.Net))
            .Where(line => line.Amount != Money.Zero)
            .Select(line => new Left(line.Line.Reference,
                line.Line.VatTreatment == VatTreatments.NoSupply ? "noSupply" : Named(line.State), line.Amount.InPounds)),
    ];

    private static string Named(LineState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];

    private static Issued Show(Invoice invoice, int lines) => new(
        invoice.Number, Invoice.Named(invoice.Kind), invoice.VatTreatment, invoice.Credits, lines, invoice.Net.InPounds,
        invoice.Vat.InPounds, invoice.Rounding.InPounds, invoice.Payable.InPounds);
}

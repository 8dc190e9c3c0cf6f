using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Takes back what was given of a payment. Both stay on record, and only an officer gives the payment again.</summary>
public static class UndoAllocation
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapUndoAllocation(this IEndpointRouteBuilder entries) =>
        entries.MapPost("/{id:long}/allocations/{number:int}/undo", Handle).RequireOfficer("finance-officer").WithName(nameof(UndoAllocation));

    private static async Task<Results<Created<ViewBankEntry.Answer>, NotFound, ProblemHttpResult>> Handle(
        long id, int number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var allocating = await Allocating.OfAsync(db, caller.Council, clock.GetUtcNow(), cancellationToken);
        var entry = await db.Set<BankEntry>().SingleOrDefaultAsync(entry => entry.Position == id, cancellationToken);
        var done = entry is null ? [] : await db.Set<BankAllocation>().AsNoTracking()
            .Where(row => row.Council == entry.Council && row.Account == entry.Account && row.BankReference == entry.Reference)
            .ToListAsync(cancellationToken);
        if (entry is null || done.Find(row => row.Number == number && row.Undoes is null) is null)
        {
            return TypedResults.NotFound();
        }

        if (done.Exists(row => row.Undoes == number))
        {
            return new Refusal("allocation-undone", $"Allocation {number} of {entry.Reference} was taken back already.").ToProblem();
        }

        var payments = await db.Set<InvoicePayment>().AsNoTracking()
            .Where(row => row.Council == entry.Council && row.Account == entry.Account && row.BankReference == entry.Reference
                && row.Allocation == number).ToListAsync(cancellationToken);
        var invoices = await InvoicesAsync(db, payments, cancellationToken);
        var paid = await allocating.PaidAsync(invoices.Values, cancellationToken);
        if (payments.Find(payment => (paid[payment.InvoiceId] - payment.Amount).IsNegative) is { } needed)
        {
            return new Refusal(Allocation.NothingToTakeBack,
                $"Of {invoices[needed.InvoiceId].Number} less would be paid than came back later. Take that back first.").ToProblem();
        }

        allocating.Keep(
            entry, BankAllocation.Undo, -payments.Sum(payment => payment.Amount.Abs()),
            payments.ConvertAll(payment => (invoices[payment.InvoiceId], -payment.Amount)), caller.Name, request.Reason, undoes: number);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(UndoAllocation), entry.Reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ViewBankEntry.Address(id), await ViewBankEntry.AnswerAsync(db, entry, cancellationToken));
    }

    private static Task<Dictionary<Guid, Invoice>> InvoicesAsync(
        RechargingDb db, IEnumerable<InvoicePayment> payments, CancellationToken cancellationToken)
    {
        var ids = payments.Select(payment => payment.InvoiceId).ToList();
        return db.Invoices.AsNoTracking().Where(invoice => ids.Contains(invoice.Id)).ToDictionaryAsync(invoice => invoice.Id, cancellationToken);
    }
}

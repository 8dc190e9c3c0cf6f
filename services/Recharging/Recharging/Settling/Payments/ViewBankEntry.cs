using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>A payment of the council's own bank statements, with everything that was done with it, by whom and why.</summary>
public static class ViewBankEntry
{
    public sealed record Answer(FindBankEntries.Entry Entry, IReadOnlyList<Allocated> Allocations);

    /// <param name="Kind">as-quoted, by-hand or undo.</param>
    /// <param name="Undoes">What an undo takes back.</param>
    public sealed record Allocated(
        int Number, string Kind, int? Undoes, string? Reason, string By, DateTimeOffset At, IReadOnlyList<Part> Parts);

    /// <param name="AmountGbp">Above nil what settles the invoice, below what comes back.</param>
    public sealed record Part(string Invoice, decimal AmountGbp);

    public static string Address(long id) => $"/api/recharging/v1/bank-entries/{id}";

    public static void MapViewBankEntry(this IEndpointRouteBuilder entries) =>
        entries.MapGet("/{id:long}", Handle)
            .RequireOfficerOrScope("ledger:write", "finance-officer", "s151-delegate", "auditor").WithName(nameof(ViewBankEntry));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(long id, RechargingDb db, CancellationToken cancellationToken) =>
        await db.Set<BankEntry>().AsNoTracking().SingleOrDefaultAsync(entry => entry.Position == id, cancellationToken) is { } entry
            ? TypedResults.Ok(await AnswerAsync(db, entry, cancellationToken))
            : TypedResults.NotFound();

    public static async Task<Answer> AnswerAsync(RechargingDb db, BankEntry entry, CancellationToken cancellationToken)
    {
        var done = await db.Set<BankAllocation>().AsNoTracking()
            .Where(row => row.Council == entry.Council && row.Account == entry.Account && row.BankReference == entry.Reference)
            .OrderBy(row => row.Number).ToListAsync(cancellationToken);
        var parts = (await (from payment in db.Set<InvoicePayment>().AsNoTracking()
                            join invoice in db.Invoices.AsNoTracking() on payment.InvoiceId equals invoice.Id
                            where payment.Council == entry.Council && payment.Account == entry.Account
                                && payment.BankReference == entry.Reference
                            orderby invoice.Number
                            select new { payment.Allocation, invoice.Number, payment.Amount }).ToListAsync(cancellationToken))
            .ToLookup(part => part.Allocation, part => new Part(part.Number, part.Amount.InPounds));
        return new Answer(
            FindBankEntries.Entry.Of(entry),
            done.ConvertAll(row => new Allocated(row.Number, row.Kind, row.Undoes, row.Reason, row.By, row.At, [.. parts[row.Number]])));
    }
}

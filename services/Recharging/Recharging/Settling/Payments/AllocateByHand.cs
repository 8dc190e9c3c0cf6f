using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Settling;

/// <summary>Gives a payment that quotes no invoice, or not clearly, to invoices: in whole or in part, never more than is open on them.</summary>
public static class AllocateByHand
{
    private const int MostParts = 100;

    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason, IReadOnlyList<Part> Parts);

    /// <param name="Invoice">An invoice's or credit note's number.</param>
    /// <param name="AmountGbp">Of the payment, above nil.</param>
    public sealed record Part(string Invoice, decimal AmountGbp);

    public static void MapAllocateByHand(this IEndpointRouteBuilder entries) =>
        entries.MapPost("/{id:long}/allocations", Handle).RequireOfficer("finance-officer").WithName(nameof(AllocateByHand));

    private static async Task<Results<Created<ViewBankEntry.Answer>, NotFound, ProblemHttpResult>> Handle(
        long id, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var allocating = await Allocating.OfAsync(db, caller.Council, clock.GetUtcNow(), cancellationToken);
        if (await db.Set<BankEntry>().SingleOrDefaultAsync(entry => entry.Position == id, cancellationToken) is not { } entry)
        {
            return TypedResults.NotFound();
        }

        var invoices = await allocating.InvoicesAsync([.. request.Parts.Select(part => part.Invoice)], cancellationToken);
        if (Malformed(request.Parts, invoices) is { } problem)
        {
            return problem;
        }

        var paid = await allocating.PaidAsync(invoices.Values, cancellationToken);
        var parts = request.Parts.Select(part => (Invoice: invoices[part.Invoice], Amount: Money.Pounds(part.AmountGbp))).ToList();
        var settling = parts.ConvertAll(part => (part.Invoice, Allocation.Settling(caller.Council, part.Invoice, entry.Amount, part.Amount)));
        if ((WhyNot(entry, parts.Sum(part => part.Amount)) ?? WhyNot(settling, paid)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        allocating.Keep(entry, BankAllocation.ByHand, parts.Sum(part => part.Amount), settling, caller.Name, request.Reason);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AllocateByHand), entry.Reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(ViewBankEntry.Address(id), await ViewBankEntry.AnswerAsync(db, entry, cancellationToken));
    }

    private static ProblemHttpResult? Malformed(IReadOnlyList<Part> parts, Dictionary<string, Invoice> invoices)
    {
        if (parts.Count is 0 or > MostParts || parts.DistinctBy(part => part.Invoice).Count() != parts.Count)
        {
            return Problems.Invalid("parts", $"Name 1 to {MostParts} invoices, each once.");
        }

        foreach (var (index, part) in parts.Index())
        {
            if (!invoices.ContainsKey(part.Invoice))
            {
                return Problems.Invalid($"parts[{index}].invoice", $"There is no invoice or credit note {part.Invoice}.");
            }

            if (part.AmountGbp is <= 0 or > 1_000_000_000_000m || part.AmountGbp * 100 != decimal.Truncate(part.AmountGbp * 100))
            {
                return Problems.Invalid($"parts[{index}].amountGbp", "An amount is above nil and has at most two decimals, such as 1234.56.");
            }
        }

        return null;
    }

    private static Refusal? WhyNot(BankEntry entry, Money amount) =>
        entry.Unallocated is null
            ? new Refusal("bank-entry-allocated", $"{entry.Reference} is given to invoices already. Take that back first.")
        : amount > entry.Left
            ? new Refusal("more-than-paid", $"{entry.Reference} has £{entry.Left.InPounds:0.00} left, and £{amount.InPounds:0.00} would be given of it.")
        : null;

    private static Refusal? WhyNot(IEnumerable<(Invoice Invoice, Money Amount)> settling, Dictionary<Guid, Money> paid)
    {
        foreach (var (invoice, amount) in settling)
        {
            var before = paid.GetValueOrDefault(invoice.Id);
            if ((before + amount).IsNegative)
            {
                return new Refusal(Allocation.NothingToTakeBack, $"Of {invoice.Number} £{before.InPounds:0.00} is paid: less than what would come back.");
            }

            if (!amount.IsNegative && before + amount > invoice.Payable)
            {
                return new Refusal("more-than-open",
                    $"{invoice.Number} has £{(invoice.Payable - before).InPounds:0.00} open, and £{amount.InPounds:0.00} would go to it.");
            }
        }

        return null;
    }
}

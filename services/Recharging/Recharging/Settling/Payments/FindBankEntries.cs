using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Settling;

/// <summary>The payments of a council's own bank statements: all, or those that no invoice could be given, with the reason.</summary>
public static class FindBankEntries
{
    private const int LongestPage = 1000;
    private const int UsualPage = 100;

    public sealed record Answer(IReadOnlyList<Entry> Entries, string? Next);

    /// <param name="AmountGbp">Positive what came in, negative what went out.</param>
    /// <param name="AllocatedGbp">What of it is given to invoices, on the same side.</param>
    /// <param name="Unallocated">no-invoice, several-invoices, references-disagree, nothing-to-take-back, not-in-details, or more-than-open of what
    /// is left when the invoice is paid; taken-back or in-part after an officer's hand; null when all of it is given.</param>
    public sealed record Entry(
        long Id, string Account, string StatementId, string Reference, decimal AmountGbp, decimal AllocatedGbp, DateOnly BookedOn,
        string? EndToEndId, string? Remittance, string? Unallocated)
    {
        public static Entry Of(BankEntry entry) => new(
            entry.Position, entry.Account, entry.StatementId, entry.Reference, entry.Amount.InPounds, entry.Allocated.InPounds, entry.BookedOn,
            entry.EndToEndId, entry.Remittance, entry.Unallocated);
    }

    public static void MapFindBankEntries(this IEndpointRouteBuilder entries) =>
        entries.MapGet("/", Handle)
            .RequireOfficerOrScope("ledger:write", "finance-officer", "s151-delegate", "auditor").WithName(nameof(FindBankEntries));

    private static async Task<Ok<Answer>> Handle(
        bool? unallocated, long? after, int? size, RechargingDb db, Caller caller, CancellationToken cancellationToken)
    {
        var take = Math.Clamp(size ?? UsualPage, 1, LongestPage);
        var entries = db.Set<BankEntry>().AsNoTracking()
            .Where(entry => entry.Council == caller.Council && entry.Position > (after ?? 0));
        if (unallocated is { } wanted)
        {
            entries = entries.Where(entry => entry.Unallocated != null == wanted);
        }

        var page = await entries.OrderBy(entry => entry.Position).Take(take + 1).ToListAsync(cancellationToken);
        var next = page.Count > take
            ? $"/api/recharging/v1/bank-entries?after={page[take - 1].Position}&size={take}"
                + (unallocated is { } only ? $"&unallocated={(only ? "true" : "false")}" : "")
            : null;
        return TypedResults.Ok(new Answer([.. page.Take(take).Select(Entry.Of)], next));
    }
}

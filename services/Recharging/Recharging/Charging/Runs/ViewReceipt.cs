using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Shows what an issued run was worked out with, hash by hash, so that anyone who holds the facts can do it again.</summary>
public static class ViewReceipt
{
    public sealed record Answer(Guid RunId, string[] Councils, string Period, string FirstServicePeriod, bool FinalAccount,
        int EngineVersion, long FactNumber, DateTimeOffset KnownAt, Cited Rates, Cited Clauses, int BaseFacts, string BasesSha256, int Lines,
        string OutputSha256, string Sha256);

    /// <param name="Facts">Their numbers.</param>
    /// <param name="Sha256">Of the facts' hashes, in that order.</param>
    public sealed record Cited(long[] Facts, string Sha256);

    public static void MapViewReceipt(this IEndpointRouteBuilder runs) =>
        runs.MapGet("/{id:guid}/receipt", Handle).RequireOfficer(Readers.OfMoney).WithName(nameof(ViewReceipt));

    private static async Task<Results<Ok<Answer>, NotFound>> Handle(Guid id, RechargingDb db, CancellationToken cancellationToken) =>
        await db.Receipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.RunId == id, cancellationToken) is { } receipt
            ? TypedResults.Ok(new Answer(receipt.RunId, receipt.Parties, receipt.Period.ToString(), receipt.FirstServicePeriod.ToString(),
                receipt.IsFinalAccount, receipt.EngineVersion, receipt.FactNumber, receipt.KnownAt,
                new Cited(receipt.RateFacts, receipt.RatesSha256), new Cited(receipt.ClauseFacts, receipt.ClausesSha256),
                receipt.BaseFacts, receipt.BasesSha256, receipt.Lines, receipt.OutputSha256, receipt.Sha256))
            : TypedResults.NotFound();
}

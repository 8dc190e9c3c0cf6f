using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Ledgers;
using Recharging.Matching;
using ServiceDefaults;
using Values;

namespace Recharging.Reconciling;

/// <summary>
/// Tells a council what the lines are that its ERP has just sent. What quotes a charge beyond doubt is matched at once, of whichever
/// statement, and nothing else can use it; the rest says what it looks like and waits for the month's reconciliation.
/// </summary>
public static class MatchArrivals
{
    /// <summary>Control lines with one council; a larger batch is a whole month, which is reconciled as one.</summary>
    private const int MostAtOnce = 10_000;

    public static void MapMatchArrivals(this IEndpointRouteBuilder batches)
    {
        batches.MapPost("/{batchId}/matching", Handle)
            .RequireOfficerOrScope("ledger:write", "finance-officer", "s151-delegate")
            .WithName(nameof(MatchArrivals));
        batches.MapGet("/{batchId}/matching", HandleRead)
            .RequireOfficerOrScope("ledger:write", Readers.OfMoney)
            .WithName("ReadArrivals");
    }

    private static async Task<Results<Ok<ArrivalsAnswer>, ProblemHttpResult>> Handle(
        string batchId, string? sourceSystem, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(MatchArrivals), batchId, reason: null));
        return await AnswerAsync(batchId, sourceSystem, db, caller, keeps: true, cancellationToken);
    }

    private static Task<Results<Ok<ArrivalsAnswer>, ProblemHttpResult>> HandleRead(
        string batchId, string? sourceSystem, RechargingDb db, Caller caller, CancellationToken cancellationToken) =>
        AnswerAsync(batchId, sourceSystem, db, caller, keeps: false, cancellationToken);

    private static async Task<Results<Ok<ArrivalsAnswer>, ProblemHttpResult>> AnswerAsync(
        string batchId, string? sourceSystem, RechargingDb db, Caller caller, bool keeps, CancellationToken cancellationToken)
    {
        var (batch, problem) = await ReadLedgerBatch.FindAsync(db, caller, batchId, sourceSystem, cancellationToken);
        if (batch is null)
        {
            return problem!;
        }

        var (arrived, refusal) = await db.AsWorkerAsync(() => ArrivedAsync(db, batch, keeps, cancellationToken), cancellationToken);
        return refusal is null ? TypedResults.Ok(ArrivalsAnswer.Of(batch, arrived)) : refusal.ToProblem();
    }

    private static async Task<(List<Arrived> Arrived, Refusal? Refusal)> ArrivedAsync(
        RechargingDb db, LedgerBatch batch, bool keeps, CancellationToken cancellationToken)
    {
        var (arrived, found) = (new List<Arrived>(), new List<MatchedLedgerLine>());
        var partners = await db.Accounts.AsNoTracking().Where(account => account.Kind == "control" && account.Council != batch.Council)
            .Select(account => account.Council).Distinct().ToListAsync(cancellationToken);
        foreach (var partner in partners.Order(StringComparer.Ordinal))
        {
            if (await db.CountAsync(LedgerExtract.Of(batch, partner), cancellationToken) > MostAtOnce)
            {
                return ([], new Refusal(
                    "batch-too-large",
                    $"{batch.BatchId} has more than {MostAtOnce} control lines with {partner}: reconcile its month's statement instead."));
            }

            if (keeps)
            {
                await ReconcileStatement.LockAsync(db, [batch.Council, partner], cancellationToken);
            }

            arrived.Add(await db.ArrivedAsync(batch, partner, cancellationToken));
            if (keeps)
            {
                found.AddRange(Found(db, arrived[^1]));
            }
        }

        if (keeps)
        {
            await db.SaveChangesAsync(cancellationToken);
            await db.AddMatchesAsync(found, cancellationToken);
        }

        return (arrived, null);
    }

    // What an earlier batch's line was matched with is taken back where this one brings it in doubt; what a reconciliation found is not.
    private static IEnumerable<MatchedLedgerLine> Found(RechargingDb db, Arrived arrived)
    {
        foreach (var arrivals in arrived.Statements)
        {
            foreach (var (line, use) in arrived.Uses.Where(use => arrivals.IsInDoubt(use.Key, use.Value)).ToList())
            {
                arrived.Uses.Remove(line);
                db.Remove(MatchedLedgerLine.Of(line, use, arrivals.Parties));
            }

            foreach (var (line, reference) in arrivals.Found.Where(found => !arrived.Uses.ContainsKey(found.Key)))
            {
                var use = arrived.Uses[line] = new LineUse(arrivals.StatementNumber, reference, MatchRule.ExactReference, Version: 0);
                yield return MatchedLedgerLine.Of(line, use, arrivals.Parties);
            }
        }
    }
}

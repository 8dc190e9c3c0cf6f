using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using Values;

namespace Recharging.Ledgers;

/// <summary>
/// The order in which a source's batches are posted. Where the sender says what goes before, they make one chain: none before the one that
/// it follows, and no two after the same.
/// </summary>
public static class BatchOrder
{
    /// <summary>
    /// The same batch from several senders at once: one posts it, the others wait here and get its answer. So does the one that follows it.
    /// </summary>
    public static async Task WaitAsync(RechargingDb db, Caller caller, LedgerBatchHeader header, CancellationToken cancellationToken)
    {
        foreach (var batchId in new[] { header.BatchId, header.Follows }.OfType<string>().Order(StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes($"ledger-batch\n{caller.Council}\n{header.SourceSystem}\n{batchId}");
            var number = BitConverter.ToInt64(SHA256.HashData(name));
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({number})", cancellationToken);
        }
    }

    /// <summary>Why it is not this batch's turn.</summary>
    public static async Task<Refusal?> WhyNotAsync(
        RechargingDb db, Caller caller, LedgerBatchHeader header, CancellationToken cancellationToken)
    {
        if (header.Follows is not { } before)
        {
            return null;
        }

        var batches = db.Set<LedgerBatch>().AsNoTracking()
            .Where(batch => batch.Council == caller.Council && batch.SourceSystem == header.SourceSystem);
        if (!await batches.AnyAsync(batch => batch.BatchId == before, cancellationToken))
        {
            return new Refusal(
                "ledger-batch-order", $"Batch {header.BatchId} follows {before}, which is not posted yet. Nothing was posted. Send {before} first.");
        }

        var after = await batches.Where(batch => batch.Follows == before).Select(batch => batch.BatchId).SingleOrDefaultAsync(cancellationToken);
        return after is null
            ? null
            : new Refusal(
                "ledger-batch-order", $"Batch {header.BatchId} follows {before}, and so does {after}, which is posted. Nothing was posted.");
    }
}

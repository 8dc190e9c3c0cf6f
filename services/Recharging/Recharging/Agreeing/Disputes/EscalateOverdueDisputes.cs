using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Agreeing;

/// <summary>Takes disputes whose clock has run out to the joint board, each once. Of several replicas one sweeps at a time.</summary>
public sealed class EscalateOverdueDisputes(
    IServiceScopeFactory scopes, Tenancy tenancy, BusinessClock clock, TimeProvider system, ILogger<EscalateOverdueDisputes> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>What is overdue on this day, after the last day of its clock.</summary>
    /// <returns>How many were escalated.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RechargingDb>();
        await using var transaction = await tenancy.BeginAsWorkerAsync(db, cancellationToken);
        if (!await db.Database.SqlQuery<bool>(
            $"""SELECT pg_try_advisory_xact_lock(hashtextextended('overdue-disputes', 0)) AS "Value" """).SingleAsync(cancellationToken))
        {
            return 0;
        }

        var today = clock.Today();
        DisputeState[] open = [DisputeState.Raised, DisputeState.Acknowledged, DisputeState.UnderReview];
        var overdue = await db.Disputes.Where(dispute => open.Contains(dispute.State)
                && (dispute.ResolveBy < today || (dispute.AcknowledgedOn == null && dispute.AcknowledgeBy < today)))
            .OrderBy(dispute => dispute.Reference).ToListAsync(cancellationToken);
        foreach (var dispute in overdue)
        {
            var cause = DisputeView.OverdueOn(dispute, today)!;
            var due = cause == EscalationCauses.Resolution ? dispute.ResolveBy : dispute.AcknowledgeBy;
            dispute.Escalate($"Its {cause} was due by {due:d MMMM yyyy}.", today);
            db.Outbox.Enqueue(dispute.Reference, EscalateDispute.Tell(dispute, cause, clock));
            await db.WriteDownAsync(dispute, "escalated", dispute.EscalatedBecause, dispute.Payee, DisputeHistory.System, clock.GetUtcNow(),
                cancellationToken);
            db.Audit.Add(AuditEntry.BySystem(dispute.Payee, clock, nameof(EscalateOverdueDisputes), dispute.Reference,
                dispute.EscalatedBecause));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return overdue.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, system);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TrySweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is NpgsqlException or DbUpdateException
            || failed.InnerException is NpgsqlException)
        {
            logger.LogWarning(failed, "Overdue disputes were not escalated; the next sweep is in {Seconds} s.", Every.TotalSeconds);
        }
    }
}

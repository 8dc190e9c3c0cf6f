using Microsoft.EntityFrameworkCore;

namespace Recharging.Reconciling;

/// <summary>Reads what officers of two councils decided, first to last.</summary>
public static class ReadDecisions
{
    public static Task<List<ReconciliationDecision>> DecisionsBetweenAsync(
        this RechargingDb db, string[] parties, CancellationToken cancellationToken) =>
        db.ReconciliationDecisions.AsNoTracking().Where(decision => decision.Parties == parties)
            .OrderBy(decision => decision.StatementNumber).ThenBy(decision => decision.Number).ToListAsync(cancellationToken);
}

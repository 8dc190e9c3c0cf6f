using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;

namespace Recharging.Charging;

/// <summary>Whether what one council prepares for both needs the other's review. It does, unless the settlement clauses say otherwise.</summary>
public static class ReviewTerms
{
    /// <summary>True when the settlement clause of each of these agreements that rules on the day lets a colleague of the preparer be
    /// the second key.</summary>
    public static async Task<bool> OwnCouncilMayReviewAsync(
        this RechargingDb db, IReadOnlyCollection<string> agreements, DateOnly day, CancellationToken cancellationToken)
    {
        var clauses = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(ClauseAgreed)).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        var facts = new KnownFacts(clauses.Select(FactKinds.Read));
        return agreements.Count > 0 && agreements.All(agreement => facts.Clause(agreement, "settlement", day) is { } clause
            && new ClauseTerms(clause).Find("reviewedBy") == "either-council");
    }
}

using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Values;

namespace Recharging.Facts;

/// <summary>The agreements and cost pools that a council takes part in, as the clauses say today: what a row of a file may speak of.</summary>
public sealed class PoolBook(KnownFacts facts, string council)
{
    private static readonly string[] Kinds =
        [nameof(AgreementInForce), nameof(AgreementVaried), nameof(AgreementEnded), nameof(ClauseAgreed)];

    private static readonly string[] ReceiverLists = ["parties", "stepsDownTo"];

    public static async Task<PoolBook> OfAsync(RechargingDb db, string council, CancellationToken cancellationToken)
    {
        var facts = await db.Facts.AsNoTracking().Where(fact => Kinds.Contains(fact.Kind)).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return new PoolBook(new KnownFacts(facts.Select(FactKinds.Read)), council);
    }

    /// <summary>The councils of an agreement, or null when it is none of this council's.</summary>
    public CouncilPair? Councils(string agreement) =>
        facts.Agreement(agreement)?.Body is { } body && (body.Provider == council || body.Recipient == council)
            ? new CouncilPair(body.Provider, body.Recipient)
            : null;

    /// <summary>The newest version of the pool's clause.</summary>
    public ClauseTerms? Pool(string agreement, string pool) => facts.ClauseVersions(agreement, CostPool.ClauseKind)
        .Where(version => version.Body.Parameters.GetValueOrDefault("pool") == pool)
        .MaxBy(version => (version.Body.Version, version.Number)) is { } clause
            ? new ClauseTerms(clause)
            : null;

    /// <summary>Some pool that the row counts for looks back over nine months.</summary>
    public bool IsMeasuredOverNineMonths(DriverMeasured row) => facts.ClauseVersions(row.Agreement, CostPool.ClauseKind)
        .Any(version => version.Body.Parameters.GetValueOrDefault("basis") == row.Driver
            && (row.Pool is null || version.Body.Parameters.GetValueOrDefault("pool") == row.Pool)
            && version.Body.Parameters.GetValueOrDefault("measuredOver") == "april-to-december");

    /// <summary>Those that the agreement's pools are shared by, with what is stepped down to.</summary>
    public IReadOnlySet<string> Receivers(string agreement) => facts.ClauseVersions(agreement, CostPool.ClauseKind)
        .SelectMany(version => ReceiverLists
            .SelectMany(name => version.Body.Parameters.GetValueOrDefault(name)?.Split(' ') ?? []))
        .ToHashSet(StringComparer.Ordinal);
}

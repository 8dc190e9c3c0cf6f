using System.Globalization;
using Governance.Contracts;
using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;
using Values;

namespace Recharging.Agreeing;

/// <summary>How long the council that is owed has, in England's working days; the day of raising is not counted.</summary>
public sealed record DisputeClock(DateOnly AcknowledgeBy, DateOnly ResolveBy, string Basis)
{
    /// <summary>Where the agreement's settlement clause is silent.</summary>
    public const int AcknowledgeDays = 3;

    public const int ResolveDays = 10;

    /// <param name="raisedOn">The day of raising.</param>
    /// <param name="settlement">The settlement clause that rules on that day, null when there is none.</param>
    public static DisputeClock Of(DateOnly raisedOn, ClauseTerms? settlement)
    {
        var (acknowledge, acknowledgeBasis) = Days(settlement, "acknowledgeDays", AcknowledgeDays);
        var (resolve, resolveBasis) = Days(settlement, "resolveDays", ResolveDays);
        resolve = Math.Max(acknowledge, resolve);
        return new DisputeClock(
            WorkingDays.England.Add(raisedOn, acknowledge),
            WorkingDays.England.Add(raisedOn, resolve),
            $"acknowledge in {acknowledge} working days {acknowledgeBasis}, resolve in {resolve} working days {resolveBasis}");
    }

    public static async Task<DisputeClock> OfAsync(
        RechargingDb db, string agreement, DateOnly raisedOn, CancellationToken cancellationToken)
    {
        var clauses = await db.Facts.AsNoTracking().Where(fact => fact.Kind == nameof(ClauseAgreed)).ToListAsync(cancellationToken);
        var settlement = new KnownFacts(clauses.Select(FactKinds.Read)).Clause(agreement, "settlement", raisedOn);
        return Of(raisedOn, settlement is null ? null : new ClauseTerms(settlement));
    }

    private static (int Days, string Basis) Days(ClauseTerms? settlement, string parameter, int otherwise) =>
        int.TryParse(settlement?.Find(parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? (days, $"by {settlement!.Reference} version {settlement.Fact.Body.Version}")
            : (otherwise, settlement is null ? "by default: the agreement has no settlement clause"
                : $"by default: {settlement.Reference} does not say");
}

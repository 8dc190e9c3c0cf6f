using Microsoft.EntityFrameworkCore;
using Recharging.Facts;
using Recharging.Kernel;
using Recharging.Statements;
using Values;

namespace Recharging.Runs;

/// <summary>Loads what a run needs and hands it to the engine. Call as the worker: it reads both councils' facts.</summary>
public static class Pricing
{
    /// <summary>Everything known at a number; null means all that is known now.</summary>
    public static async Task<KnownFacts> FactsKnownAtAsync(this RechargingDb db, long? number, CancellationToken cancellationToken)
    {
        var facts = await db.Facts.AsNoTracking()
            .Where(fact => number == null || fact.Number <= number)
            .OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken);
        return new KnownFacts(facts.Select(FactKinds.Read));
    }

    public static async Task<(Calculation Calculation, IReadOnlyList<DraftLine> Lines)> PriceAsync(
        this RechargingDb db, KnownFacts facts, Run run, CancellationToken cancellationToken)
    {
        var calculation = Engine.Calculate(facts, run.Councils, run.FirstServicePeriod, run.Period);
        var posted = await db.PostedLinesAsync(run.Parties, cancellationToken);
        return (calculation, Draft.Lines(calculation, posted, run.Period));
    }

    private static async Task<IReadOnlyList<PostedLine>> PostedLinesAsync(
        this RechargingDb db, string[] parties, CancellationToken cancellationToken)
    {
        var lines = await db.StatementLines.AsNoTracking().Where(line => line.Parties == parties)
            .OrderBy(line => line.Reference).ToListAsync(cancellationToken);
        var positions = (await db.PostedPositions.AsNoTracking().Where(position => position.Parties == parties)
            .ToListAsync(cancellationToken))
            .ToLookup(position => position.LineReference);
        return [.. lines.Select(line => new PostedLine(line, [.. positions[line.Reference]]))];
    }
}

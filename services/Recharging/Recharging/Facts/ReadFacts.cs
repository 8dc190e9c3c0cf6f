using Microsoft.EntityFrameworkCore;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Secondments.Contracts;

namespace Recharging.Facts;

/// <summary>Reads the facts known at a number, no more of them than a calculation looks at. Call as the worker: pay facts are their
/// employer's.</summary>
public static class ReadFacts
{
    /// <summary>The number of the last fact that is known now.</summary>
    public static Task<long> LastFactNumberAsync(this RechargingDb db, CancellationToken cancellationToken) =>
        db.Set<FactCounter>().AsNoTracking().Select(counter => counter.Last).SingleAsync(cancellationToken);

    /// <summary>What may bear on anyone's charge: agreements, clauses, decisions, rates.</summary>
    public static Task<List<Known<object>>> FactsForAllAsync(this RechargingDb db, long knownAt, CancellationToken cancellationToken) =>
        db.KnownAt(knownAt).Where(fact => FactKinds.ForAll.Contains(fact.Kind)).ReadAsync(cancellationToken);

    /// <summary>What speaks of one subject alone, of those that a scope looks at.</summary>
    public static async Task<List<Known<object>>> FactsOfSubjectsAsync(
        this RechargingDb db, long knownAt, Scope scope, CancellationToken cancellationToken)
    {
        var facts = db.KnownAt(knownAt).Where(fact => FactKinds.OfOneSubject.Contains(fact.Kind));
        if (scope.Touched is not { } touched)
        {
            return await facts.ReadAsync(cancellationToken);
        }

        // Two questions, each with an index of its own, instead of one that reads every fact there is.
        var newFrom = scope.FirstNewPeriod.Days.FirstDay;
        var open = await facts.Where(fact => fact.EffectiveUntil == null || fact.EffectiveUntil >= newFrom).ReadAsync(cancellationToken);
        return touched.Count == 0 ? open :
        [
            .. open,
            .. await facts.Where(fact => fact.EffectiveUntil < newFrom && touched.Contains(fact.Subject)).ReadAsync(cancellationToken),
        ];
    }

    /// <summary>All of them.</summary>
    public static Task<List<Known<object>>> FactsAsync(this RechargingDb db, long knownAt, CancellationToken cancellationToken) =>
        db.KnownAt(knownAt).ReadAsync(cancellationToken);

    /// <summary>What bears on one subject's charge.</summary>
    public static async Task<List<Known<object>>> FactsOfSubjectAsync(
        this RechargingDb db, long knownAt, string subject, CancellationToken cancellationToken)
    {
        var own = await db.KnownAt(knownAt).Where(fact => FactKinds.OfOneSubject.Contains(fact.Kind) && fact.Subject == subject)
            .ReadAsync(cancellationToken);
        var employments = own.Select(fact => fact.Body).OfType<SecondmentStarted>().Select(started => started.EmploymentReference).ToList();
        if (employments.Count == 0)
        {
            return own;
        }

        employments.AddRange(await db.OfSamePersonsAsync(knownAt, employments, cancellationToken));
        return [.. own, .. await db.KnownAt(knownAt)
            .Where(fact => FactKinds.OfOneSubject.Contains(fact.Kind) && employments.Contains(fact.Subject))
            .ReadAsync(cancellationToken)];
    }

    private static async Task<List<string>> OfSamePersonsAsync(
        this RechargingDb db, long knownAt, List<string> employments, CancellationToken cancellationToken)
    {
        var persons = (await db.KnownAt(knownAt).Where(fact => fact.Kind == nameof(PersonEmployed) && employments.Contains(fact.Subject))
            .ReadAsync(cancellationToken)).ConvertAll(fact => ((PersonEmployed)fact.Body).PersonReference);
        return persons.Count == 0 ? [] : await db.Database.SqlQuery<string>($"""
            SELECT DISTINCT subject AS "Value" FROM facts
            WHERE kind = {nameof(PersonEmployed)} AND number <= {knownAt} AND body->>'personReference' = ANY ({persons})
            """).Where(other => !employments.Contains(other)).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Whose earlier months may have changed by what was learned after one number and up to another; null when anyone's. What matters
    /// for a span of days alone changes no month that lies before it.
    /// </summary>
    public static async Task<IReadOnlySet<string>?> TouchedAsync(
        this RechargingDb db, long since, long knownAt, DateOnly newFrom, CancellationToken cancellationToken)
    {
        var learned = db.KnownAt(knownAt).Where(fact => fact.Number > since);
        return await learned.AnyAsync(fact => FactKinds.ForAll.Contains(fact.Kind), cancellationToken)
            ? null
            : await learned.Where(fact => fact.EffectiveUntil == null || fact.EffectiveFrom < newFrom)
                .Select(fact => fact.Subject).Distinct().ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    private static IQueryable<Fact> KnownAt(this RechargingDb db, long number) =>
        db.Facts.AsNoTracking().Where(fact => fact.Number <= number);

    private static async Task<List<Known<object>>> ReadAsync(this IQueryable<Fact> facts, CancellationToken cancellationToken)
    {
        var known = new List<Known<object>>();
        await foreach (var fact in facts.Select(fact => new { fact.Number, fact.Kind, fact.Sha256, fact.Body })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            known.Add(new Known<object>(fact.Number, fact.Sha256, FactKinds.Read(fact.Kind, fact.Body)));
        }

        return known;
    }
}

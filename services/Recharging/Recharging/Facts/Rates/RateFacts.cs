using Microsoft.EntityFrameworkCore;

namespace Recharging.Facts;

/// <summary>A table's rates as stored: each row of a rate and day has its turns, the last one counts.</summary>
public sealed class RateFacts
{
    private readonly string table;
    private readonly ILookup<(string Subject, DateOnly From), Fact> known;

    private RateFacts(string table, ILookup<(string, DateOnly), Fact> known) => (this.table, this.known) = (table, known);

    public static async Task<RateFacts> OfAsync(RechargingDb db, string table, string kind, CancellationToken cancellationToken) =>
        new(table, (await db.Facts.AsNoTracking().Where(fact => fact.Kind == kind).OrderBy(fact => fact.Number)
            .ToListAsync(cancellationToken)).ToLookup(fact => (fact.Subject, fact.EffectiveFrom)));

    /// <summary>The row that holds for the day, null when there is none.</summary>
    public Fact? Last(string subject, DateOnly from) => known[(subject, from)].LastOrDefault();

    public IEnumerable<Fact> Turns(string subject, DateOnly from) => known[(subject, from)];

    /// <summary>The row's next fact, or null when it is known already as it stands.</summary>
    public Fact? Next(string subject, DateOnly from, object rate, DateTimeOffset learnedAt)
    {
        var turns = known[(subject, from)].ToList();
        var fact = FactKinds.New($"rates/{table}/{subject}/{from:yyyy-MM-dd}/{turns.Count + 1}", rate, subject, from, learnedAt);
        return turns.LastOrDefault()?.Sha256 == fact.Sha256 ? null : fact;
    }
}

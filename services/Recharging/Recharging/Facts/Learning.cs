using Microsoft.EntityFrameworkCore;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Facts;

/// <summary>Writes down what an event says.</summary>
public static class Learning
{
    /// <summary>Once for ever: the same version of the same stream, however late it comes again, adds nothing.</summary>
    public static async Task<Refusal?> LearnAsync(
        this RechargingDb db, Delivery delivery, object told, string subject, DateOnly effectiveFrom, string[] parties,
        IServiceProvider services, CancellationToken cancellationToken)
    {
        var clock = services.GetRequiredService<BusinessClock>();
        var fact = FactKinds.Told(delivery, told, subject, effectiveFrom, clock.GetUtcNow(), parties);
        if (!await db.Facts.AnyAsync(known => known.SourceKey == fact.SourceKey, cancellationToken))
        {
            db.Facts.Add(fact);
            await db.SaveChangesAsync(cancellationToken);
        }

        return null;
    }

    /// <summary>The councils that a subject's first fact concerns; nobody's until it is known.</summary>
    public static async Task<string[]> PartiesOfAsync(
        this RechargingDb db, string kind, string subject, CancellationToken cancellationToken) =>
        await db.Facts.Where(fact => fact.Kind == kind && fact.Subject == subject)
            .OrderBy(fact => fact.Number)
            .Select(fact => fact.Parties)
            .FirstOrDefaultAsync(cancellationToken)
        ?? [""];
}

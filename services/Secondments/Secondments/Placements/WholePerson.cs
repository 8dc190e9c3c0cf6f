using Microsoft.EntityFrameworkCore;
using Values;

namespace Secondments.Placements;

/// <summary>Writes the days of a secondment or shared post, never beyond the whole of the person.</summary>
public static class WholePerson
{
    /// <summary>
    /// Puts these days in the place of those that the source had. Holds the employment until the transaction ends, so of two
    /// requests for one person at once the second is judged by what the first placed.
    /// </summary>
    public static async Task<Refusal?> PlaceAsync(
        this SecondmentsDb db, string source, IReadOnlyCollection<Placement> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count > 0)
        {
            var employment = wanted.First().EmploymentReference;
            var placed = await db.Placements
                .FromSql($"SELECT * FROM placements_of_employment({employment})")
                .AsNoTracking()
                .ToListAsync(cancellationToken);
            if (Placement.RefuseMoreThanAWholePerson([.. placed.Where(placement => placement.SourceReference != source)], wanted) is { } refusal)
            {
                return refusal;
            }
        }

        await db.Placements.Where(placement => placement.SourceReference == source).ExecuteDeleteAsync(cancellationToken);
        db.Placements.AddRange(wanted);
        return null;
    }
}

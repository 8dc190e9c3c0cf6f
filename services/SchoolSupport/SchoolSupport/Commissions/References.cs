namespace SchoolSupport.Commissions;

/// <summary>The last number given out for a kind of reference in a year.</summary>
public sealed class ReferenceNumber
{
    public required string Kind { get; init; }

    public required int Year { get; init; }

    public required int Last { get; init; }
}

/// <summary>References that people can read: <c>COM-2023-0001</c>, <c>V-2023-0001</c>.</summary>
internal static class References
{
    /// <summary>Gapless: the number goes back when the transaction does.</summary>
    public static async Task<string> NextReferenceAsync(
        this SchoolSupportDb db, string kind, DateOnly day, CancellationToken cancellationToken)
    {
        var numbers = await db.Database.SqlQuery<int>(
            $"""
            INSERT INTO reference_number AS known (kind, year, last) VALUES ({kind}, {day.Year}, 1)
            ON CONFLICT (kind, year) DO UPDATE SET last = known.last + 1
            RETURNING last AS "Value"
            """).ToListAsync(cancellationToken);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}-{day.Year}-{numbers[0]:0000}");
    }
}

using System.Globalization;
using Values;

namespace Secondments.Placements;

/// <summary>
/// Days on which a host has a share of one employment, by a secondment or a shared post. Never more than the whole person on any
/// day: asked here for a sentence that an officer can act on, and held by the database whatever the code does.
/// </summary>
public sealed class Placement
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The secondment or shared post.</summary>
    public required string SourceReference { get; init; }

    public required string EmploymentReference { get; init; }

    public required string HomeCouncil { get; init; }

    public required string HostCouncil { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>Included; null while open.</summary>
    public DateOnly? LastDay { get; init; }

    public required decimal HostSharePercent { get; init; }

    private DateRange Days => new(FirstDay, LastDay);

    /// <summary>Refuses when, with what the person is placed for elsewhere, the wanted days pass 100 % on any day.</summary>
    public static Refusal? RefuseMoreThanAWholePerson(IReadOnlyCollection<Placement> elsewhere, IReadOnlyCollection<Placement> wanted)
    {
        // The sum can only rise on a day on which a placement begins.
        var all = elsewhere.Concat(wanted).ToList();
        foreach (var day in all.Select(placement => placement.FirstDay).Distinct().Order())
        {
            var asked = wanted.Where(placement => placement.Days.Contains(day)).Sum(placement => placement.HostSharePercent);
            var taken = elsewhere.Where(placement => placement.Days.Contains(day)).Sum(placement => placement.HostSharePercent);
            if (asked > 0 && asked + taken > 100)
            {
                return new Refusal("more-than-a-whole-person", string.Create(CultureInfo.InvariantCulture,
                    $"On {day:yyyy-MM-dd} {taken:0.####} % of this person is placed already, so {asked:0.####} % more does not fit."));
            }
        }

        return null;
    }
}

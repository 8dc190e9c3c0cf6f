using Secondments.Contracts;

namespace Recharging.Engine.Facts;

/// <summary>Which employments are one person's with one employer, as the employer last told of each.</summary>
public sealed class Persons
{
    private readonly Dictionary<string, string> personOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> everOf = new(StringComparer.Ordinal);

    public void Take(PersonEmployed told)
    {
        var person = $"{told.EmployerCouncil} {told.PersonReference}";
        personOf[told.EmploymentReference] = person;
        if (!everOf.TryGetValue(person, out var employments))
        {
            everOf[person] = employments = new SortedSet<string>(StringComparer.Ordinal);
        }

        employments.Add(told.EmploymentReference);
    }

    /// <summary>The other employments of an employment's person, in the order of their references.</summary>
    public IEnumerable<string> Others(string employment) => personOf.TryGetValue(employment, out var person)
        ? everOf[person].Where(other => other != employment && personOf[other] == person)
        : [];

    /// <summary>These employments with all that are, or were said to be, of the same persons.</summary>
    public IReadOnlySet<string> WithOthers(IReadOnlySet<string> employments) => everOf.Values
        .Where(employments.Overlaps).SelectMany(ofOne => ofOne).Concat(employments).ToHashSet(StringComparer.Ordinal);
}

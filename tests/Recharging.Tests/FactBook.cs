using Recharging.Engine.Facts;

namespace Recharging.Tests;

/// <summary>Facts in the order that they were learned, without a database: each gets the next number.</summary>
internal sealed class FactBook
{
    private readonly List<Known<object>> facts = [];

    public FactBook Learn(params IEnumerable<object> told)
    {
        facts.AddRange(told.Select((body, at) => new Known<object>(facts.Count + at + 1, $"hash-{facts.Count + at + 1}", body)).ToList());
        return this;
    }

    public IReadOnlyList<Known<object>> Facts => facts;

    public KnownFacts Known => new(facts);

    public KnownFacts At(long number) => new(facts.Where(fact => fact.Number <= number));
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using PennyChecks;

namespace Values.Tests;

public sealed class MoneySplitTests
{
    /// <summary>2 to 50 parties, many of them with weights that are zero or equal, at least one above zero.</summary>
    private static readonly Gen<(Money Total, long[] Weights)> Splits =
        from total in Property.Amounts
        from parties in Gen.Choose(2, 50)
        from weights in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 1_000_000)).ArrayOf(parties)
        where weights.Any(weight => weight > 0)
        select (total, weights.Select(weight => (long)weight).ToArray());

    private static readonly Gen<((Money Total, long[] Weights) Split, int[] Order)> SplitsInAnotherOrder =
        from split in Splits
        from order in Gen.Shuffle(Enumerable.Range(0, split.Weights.Length))
        select (split, order);

    [Fact]
    public void Parts_AlwaysSumToTheTotal() =>
        Property.Holds(Splits, split => MoneySplit.ByWeights(split.Total, split.Weights).Sum().ShouldBe(split.Total));

    [Fact]
    public void Part_IsWithinAPennyOfTheExactShare() =>
        Property.Holds(Splits, split =>
        {
            var sum = split.Weights.Sum();
            foreach (var (part, weight) in MoneySplit.ByWeights(split.Total, split.Weights).Zip(split.Weights))
            {
                BigInteger.Abs(((BigInteger)part.Pence * sum) - ((BigInteger)split.Total.Pence * weight)).ShouldBeLessThan(sum);
            }
        });

    [Fact]
    public void Parts_OfTheMirroredTotal_AreTheMirror() =>
        Property.Holds(Splits, split =>
            MoneySplit.ByWeights(-split.Total, split.Weights)
                .ShouldBe(MoneySplit.ByWeights(split.Total, split.Weights).Select(part => -part)));

    [Fact]
    public void Part_OfAPartyWithoutWeight_IsNothing() =>
        Property.Holds(Splits, split =>
            MoneySplit.ByWeights(split.Total, split.Weights)
                .Where((_, party) => split.Weights[party] == 0)
                .ShouldAllBe(part => part == Money.Zero));

    [Fact]
    public void Part_OfALargerWeight_IsNeverSmaller() =>
        Property.Holds(Splits, split =>
        {
            var parts = MoneySplit.ByWeights(new Money(Math.Abs(split.Total.Pence)), split.Weights);
            var byWeight = parts.Zip(split.Weights).GroupBy(party => party.Second).OrderBy(parties => parties.Key).ToList();
            foreach (var (less, more) in byWeight.Zip(byWeight.Skip(1)))
            {
                more.Min(party => party.First).ShouldBeGreaterThanOrEqualTo(less.Max(party => party.First));
            }
        });

    [Fact]
    public void Parts_WithScaledWeights_AreTheSame() =>
        Property.Holds(Splits, split =>
            MoneySplit.ByWeights(split.Total, [.. split.Weights.Select(weight => weight * 7)])
                .ShouldBe(MoneySplit.ByWeights(split.Total, split.Weights)));

    /// <summary>A second reckoning that shares no code: sort by remainder, then by the order named.</summary>
    [Fact]
    public void Parts_AreThoseOfTheLargestRemainders() =>
        Property.Holds(Splits, split =>
            MoneySplit.ByWeights(split.Total, split.Weights).Select(part => (BigInteger)part.Pence)
                .ShouldBe(ByHand(split.Total.Pence, split.Weights)));

    /// <summary>Amounts and weights of any size: half of them fit 64-bit products, half need more.</summary>
    private static readonly Gen<(Money Total, long[] Weights)> SplitsOfAnySize =
        from bits in Gen.Choose(1, 63)
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from sign in Gen.Elements(-1, 1)
        from weightBits in Gen.Choose(1, 63)
        from parties in Gen.Choose(1, 50)
        from weights in (from upper in Gen.Choose(0, int.MaxValue)
                         from lower in Gen.Choose(0, int.MaxValue)
                         select OfBits(upper, lower, weightBits)).ArrayOf(parties)
        where weights.Any(weight => weight > 0)
        select (new Money(sign * OfBits(high, low, bits)), weights);

    private static long OfBits(int high, int low, int bits) => (((long)high << 32) | ((long)low << 1)) >> (63 - bits);

    /// <summary>A smaller number of what make bench does ten million times.</summary>
    [Fact]
    public void AHundredThousandAllocations_CorrectedAgainAndAgain_LoseNoPenny() =>
        PennyCheck.LostPence(100_000, seed: 20230401).ShouldBe(0);

    [Fact]
    public void Parts_OfAnySize_AreThoseOfThePlainReckoningIn128Bits() =>
        Property.Holds(SplitsOfAnySize, split =>
            MoneySplit.ByWeights(split.Total, split.Weights).ShouldBe(PlainSplit.ByWeights(split.Total.Pence, split.Weights)));

    [Fact]
    public void Parts_InAnotherOrder_ChangeOnlyWhereRemaindersTie() =>
        Property.Holds(SplitsInAnotherOrder, given =>
        {
            var (split, order) = given;
            var parts = MoneySplit.ByWeights(split.Total, split.Weights);
            var shuffled = MoneySplit.ByWeights(split.Total, [.. order.Select(party => split.Weights[party])]);
            var sum = split.Weights.Sum();
            var total = BigInteger.Abs(split.Total.Pence);
            var remainders = split.Weights.Select(weight => total * weight % sum).ToList();

            for (var place = 0; place < order.Length; place++)
            {
                var party = order[place];
                if (shuffled[place] != parts[party])
                {
                    remainders.Count(remainder => remainder == remainders[party]).ShouldBeGreaterThan(1);
                }
            }
        });

    [Fact]
    public void ByWeights_WithoutWeights_IsRefused() =>
        Should.Throw<ArgumentException>(() => MoneySplit.ByWeights(Money.Pounds(1), []));

    [Fact]
    public void ByWeights_WithNobodyAboveZero_IsRefused() =>
        Should.Throw<ArgumentException>(() => MoneySplit.ByWeights(Money.Pounds(1), [0, 0])).Message.ShouldContain("nobody to charge");

    [Fact]
    public void ByWeights_WithANegativeWeight_IsRefused() =>
        Should.Throw<ArgumentException>(() => MoneySplit.ByWeights(Money.Pounds(1), [2, -1]));

    [Fact]
    public void ByWeights_IntoABufferThatIsTooShort_IsRefused() =>
        Should.Throw<ArgumentException>(() => MoneySplit.ByWeights(100, [1, 1], new Money[1]));

    [Fact]
    public void ByWeights_OfTheLargestAmounts_KeepsEveryPenny()
    {
        MoneySplit.ByWeights(new Money(long.MaxValue), [long.MaxValue, long.MaxValue, 1]).Sum().Pence.ShouldBe(long.MaxValue);
        MoneySplit.ByWeights(new Money(long.MinValue), [long.MaxValue, long.MaxValue, 1]).Sum().Pence.ShouldBe(long.MinValue);
        MoneySplit.ByWeights(new Money(long.MinValue), [long.MaxValue, 0]).ShouldBe([new Money(long.MinValue), Money.Zero]);
    }

    private static IEnumerable<BigInteger> ByHand(long totalPence, long[] weights)
    {
        var total = BigInteger.Abs(totalPence);
        var sum = weights.Aggregate(BigInteger.Zero, (running, weight) => running + weight);
        var whole = weights.Select(weight => total * weight / sum).ToList();
        var left = (int)(total - whole.Aggregate(BigInteger.Zero, (running, part) => running + part));
        var lucky = Enumerable.Range(0, weights.Length)
            .OrderByDescending(party => total * weights[party] % sum)
            .ThenBy(party => party)
            .Take(left)
            .ToHashSet();
        return whole.Select((part, party) => (part + (lucky.Contains(party) ? 1 : 0)) * Math.Sign(totalPence));
    }
}

using FsCheck.Fluent;
using Recharging.Matching;

namespace Recharging.Tests.Matching;

public sealed class SubsetSumTests
{
    [Fact]
    public void AnyAmounts_AreCoveredAsTryingAllSaysTheyAre() =>
        Property.Holds(
            from amounts in Gen.Choose(1, 60).Select(pence => (long)pence).ArrayOf(9)
            from target in Gen.Choose(1, 300)
            select (amounts, target),
            sample =>
            {
                var covers = Enumerable.Range(1, (1 << sample.amounts.Length) - 1)
                    .Count(choice => sample.amounts.Where((_, at) => (choice >> at & 1) == 1).Sum() == sample.target);

                var cover = SubsetSum.Find(sample.amounts, sample.target);

                cover.Exists.ShouldBe(covers > 0);
                cover.IsOnly.ShouldBe(covers == 1);
                (cover.Exists ? cover.Items.Sum(at => sample.amounts[at]) : sample.target).ShouldBe(sample.target);
                cover.Items.ShouldBeUnique();
            });

    // More than thirty are looked up in a table: with amounts too large to matter it says what the halves say of the rest.
    [Fact]
    public void ManyAmounts_AreCoveredAsFewAre() =>
        Property.Holds(
            from amounts in Gen.Choose(1, 60).Select(pence => (long)pence).ArrayOf(9)
            from target in Gen.Choose(1, 300)
            select (amounts, target),
            sample =>
            {
                var few = SubsetSum.Find(sample.amounts, sample.target);

                var many = SubsetSum.Find([.. sample.amounts, .. Enumerable.Repeat(1_000L, 40)], sample.target);

                many.Exists.ShouldBe(few.Exists);
                many.IsOnly.ShouldBe(few.IsOnly);
                (many.Exists ? many.Items.Sum(at => sample.amounts[at]) : sample.target).ShouldBe(sample.target);
            });

    // Of targets on either side of half the total, which is where the table looks for what is left out instead.
    [Fact]
    public void FortyAmounts_AreCoveredAsCountingTheWaysSaysTheyAre() =>
        Property.Holds(
            from amounts in Gen.Choose(1, 1_000).Select(pence => 2L * pence).ArrayOf(40)
            from odd in Gen.Choose(0, 2_000)
            from at in Gen.Choose(1, 99)
            select (Amounts: (long[])[.. amounts, 2 * odd + 1], Target: amounts.Sum() * at / 100),
            sample =>
            {
                var cover = SubsetSum.Find(sample.Amounts, sample.Target);

                var ways = Ways(sample.Amounts, sample.Target);
                cover.Exists.ShouldBe(ways > 0);
                cover.IsOnly.ShouldBe(ways == 1);
                cover.Items.Sum(at => sample.Amounts[at]).ShouldBe(cover.Exists ? sample.Target : 0);
                cover.Items.ShouldBeUnique();
            });

    // How many choices come to the target, two for more.
    private static int Ways(long[] amounts, long target)
    {
        var ways = new byte[target + 1];
        ways[0] = 1;
        foreach (var amount in amounts)
        {
            for (var sum = target; sum >= amount; sum--)
            {
                ways[sum] = (byte)Math.Min(2, ways[sum] + ways[sum - amount]);
            }
        }

        return ways[target];
    }

    [Fact]
    public void FiveHundredAmounts_OfWhichOneChoiceFits_AreTold()
    {
        var amounts = Enumerable.Range(0, 500).Select(at => 20_000L + 2 * at).ToArray();
        amounts[137] = 4_001;
        amounts[400] = 3_002;

        var cover = SubsetSum.Find(amounts, 4_001 + 3_002);

        cover.Items.ShouldBe([137, 400]);
        cover.IsOnly.ShouldBeTrue();
    }

    [Fact]
    public void BeyondTheBounds_NothingIsSaid() =>
        SubsetSum.Find([.. Enumerable.Range(0, 40).Select(at => SubsetSum.MostPence + at)], SubsetSum.MostPence * 3).Exists.ShouldBeFalse();
}

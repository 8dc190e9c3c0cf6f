using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Values.Tests;

/// <summary>Tries a statement on a thousand generated cases and prints the seed, so that a failure can be had again.</summary>
internal static class Property
{
    private const string SeedVariable = "PROPERTY_SEED";

    public static void Holds<T>(Gen<T> cases, Action<T> statement)
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        var again = $"Again with {SeedVariable}={seed.ToString(CultureInfo.InvariantCulture)}";
        TestContext.Current.TestOutputHelper?.WriteLine(again);

        var replay = new Replay(new Rnd(seed), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(FSharpOption<Replay>.Some(replay)).WithName(again).WithQuietOnSuccess(true);
        Prop.ForAll(cases.ToArbitrary(), statement).Check(config);
    }

    /// <summary>Days that the calendar of bank holidays covers.</summary>
    public static Gen<DateOnly> Days { get; } =
        Gen.Choose(new DateOnly(2012, 1, 1).DayNumber, new DateOnly(2029, 12, 31).DayNumber).Select(DateOnly.FromDayNumber);

    /// <summary>Ranges of up to two years, one in five of them open.</summary>
    public static Gen<DateRange> Ranges { get; } =
        from first in Days
        from length in Gen.Choose(0, 730)
        from fifth in Gen.Choose(1, 5)
        select new DateRange(first, fifth == 1 ? null : first.AddDays(length));

    /// <summary>Amounts of either sign, small ones often.</summary>
    public static Gen<Money> Amounts { get; } =
        Gen.OneOf(Gen.Choose(-10, 10), Gen.Choose(-1_000_000_000, 1_000_000_000)).Select(pence => new Money(pence));
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Recharging.Tests;

/// <summary>Tries a statement on generated cases and prints the seed, so that a failure can be had again.</summary>
internal static class Property
{
    private const string SeedVariable = "PROPERTY_SEED";

    public static void Holds<T>(Gen<T> cases, Action<T> statement, int times = 300)
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given
            ? ulong.Parse(given, CultureInfo.InvariantCulture)
            : (ulong)Random.Shared.NextInt64();
        var again = $"Again with {SeedVariable}={seed.ToString(CultureInfo.InvariantCulture)}";
        TestContext.Current.TestOutputHelper?.WriteLine(again);

        var replay = new Replay(new Rnd(seed), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(FSharpOption<Replay>.Some(replay))
            .WithName(again).WithQuietOnSuccess(true);
        Prop.ForAll(cases.ToArbitrary(), statement).Check(config);
    }
}

using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Testing;

/// <summary>Sends a service what <see cref="Fuzz"/> makes, as several callers in turn, and gathers what it answers 5xx.</summary>
public static class Fuzzing
{
    private const int MostTold = 25;

    /// <summary>Other requests than the usual ones: set FUZZ_SEED to any whole number.</summary>
    private static readonly string? OtherSeed = Environment.GetEnvironmentVariable("FUZZ_SEED");

    /// <returns>The seed and each request that met a fault: empty when there was none.</returns>
    public static async Task<IReadOnlyList<string>> FuzzAsync<TDb>(
        this ServiceHost<TDb> host, int requests, int seed, IReadOnlyList<string> references, ILookup<string, string> files,
        IReadOnlyList<HttpClient> callers)
        where TDb : DbContext
    {
        seed = OtherSeed is null ? seed : int.Parse(OtherSeed, CultureInfo.InvariantCulture);
        var fuzz = new Fuzz(await host.DocumentAsync(), seed, references, files);
        var faults = new List<string>();
        for (var number = 1; number <= requests && faults.Count < MostTold; number++)
        {
            var (request, told) = fuzz.Next();
            using (request)
            {
                request.Options.Set(AsDescribed.OnPurpose, true);
                using var answer = await callers[number % callers.Count].SendAsync(request);
                if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"Seed {seed}, request {number}, {(int)answer.StatusCode}: {told}");
                }
            }
        }

        return faults;
    }
}

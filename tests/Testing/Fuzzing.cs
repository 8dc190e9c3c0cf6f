using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Testing;

/// <summary>Sends a service what <see cref="Fuzz"/> makes, each round of operations as another caller, and gathers what came of it.</summary>
public static class Fuzzing
{
    private const int MostTold = 25;

    /// <summary>Other requests than the usual ones: set FUZZ_SEED to any whole number.</summary>
    private static readonly string? OtherSeed = Environment.GetEnvironmentVariable("FUZZ_SEED");

    /// <param name="Faults">The seed and each request that was answered 5xx.</param>
    /// <param name="NeverAsked">Operations of the document that no request was for.</param>
    /// <param name="NeverJudged">Operations that no request got far enough into to be done, or refused by a rule.</param>
    public sealed record Outcome(IReadOnlyList<string> Faults, IReadOnlyList<string> NeverAsked, IReadOnlyList<string> NeverJudged);

    public static async Task<Outcome> FuzzAsync<TDb>(
        this ServiceHost<TDb> host, int requests, int seed, IReadOnlyList<string> references, ILookup<string, string> named,
        ILookup<string, Fuzz.Sent> files, IReadOnlyList<HttpClient> callers)
        where TDb : DbContext
    {
        seed = OtherSeed is null ? seed : int.Parse(OtherSeed, CultureInfo.InvariantCulture);
        var document = await host.DocumentAsync();
        var fuzz = new Fuzz(document, seed, references, named, files, [.. host.Taken]);
        var faults = new List<string>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var judged = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; number <= requests && faults.Count < MostTold; number++)
        {
            var (operation, request, told) = fuzz.Next();
            using (request)
            {
                request.Options.Set(AsDescribed.OnPurpose, true);
                using var answer = await callers[(number - 1) / document.Operations.Count % callers.Count].SendAsync(request);
                asked.Add(operation.Name);
                if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                {
                    faults.Add($"Seed {seed}, request {number}, {(int)answer.StatusCode}: {told}");
                }
                else if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict)
                {
                    judged.Add(operation.Name);
                    await LearnAsync(fuzz, answer);
                }
            }
        }

        string[] all = [.. document.Operations.Select(operation => operation.Name)];
        return new Outcome(faults, [.. all.Except(asked)], [.. all.Intersect(asked).Except(judged)]);
    }

    private static async Task LearnAsync(Fuzz fuzz, HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType == "application/json"
            && await answer.Content.ReadAsStringAsync() is { Length: > 0 } json)
        {
            fuzz.Learn(JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 128 }));
        }
    }
}

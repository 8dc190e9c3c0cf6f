using System.Globalization;

namespace Demonstration;

/// <summary>Statements as they were read at instants of the year, to the byte, to be asked for again when all is over.</summary>
internal sealed class KnownAt(Office hampshire, Office isleOfWight)
{
    private readonly List<(string Number, DateTimeOffset Instant, byte[] Bytes)> read = [];

    /// <summary>Hampshire reads a statement and keeps what it sees.</summary>
    public async Task ReadAsync(string number, DateTimeOffset instant) =>
        read.Add((number, instant, await hampshire.Finance.GetBytesAsync($"recharging/v1/statements/{number}")));

    /// <summary>The Isle of Wight asks for each statement as Hampshire saw it then, and as it stands now that more is known.</summary>
    public async Task<Readings> AskAgainAsync()
    {
        int mismatches = 0, changedSince = 0;
        foreach (var (number, instant, bytes) in read)
        {
            var path = $"recharging/v1/statements/{number}";
            var then = instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            mismatches += await IsAsync($"{path}?knownAt={then}", bytes) ? 0 : 1;
            changedSince += await IsAsync(path, bytes) ? 0 : 1;
        }

        return new Readings(read.Count, changedSince, mismatches);
    }

    private async Task<bool> IsAsync(string path, byte[] bytes) =>
        (await isleOfWight.Finance.GetBytesAsync(path)).AsSpan().SequenceEqual(bytes);
}

/// <summary>How many statements were read, how many stand otherwise now, and how many are not given back as they were read.</summary>
internal sealed record Readings(int Count, int ChangedSince, int Mismatches);

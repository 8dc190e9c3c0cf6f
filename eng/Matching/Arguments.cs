namespace MatchFiles;

/// <summary>Which files to match, where to write, and which codes mean which council.</summary>
public sealed record Arguments(string Hcc, string Iwc, string Statement, string Out)
{
    private const string Usage = "Say make match ARGS=\"--hcc FILE --iwc FILE --statement FILE --out FILE\", "
        + "and --hcc-codes CODE,CODE and --iwc-codes CODE,CODE where the ledgers have numbers of their own for the councils.";

    private static readonly string[] Known = ["--hcc", "--iwc", "--statement", "--out", "--hcc-codes", "--iwc-codes"];

    /// <summary>What the Isle of Wight's ledger and the statement call Hampshire; empty where the files tell.</summary>
    public IReadOnlySet<string> HccCodes { get; init; } = new HashSet<string>();

    /// <summary>What Hampshire's ledger and the statement call the Isle of Wight; empty where the files tell.</summary>
    public IReadOnlySet<string> IwcCodes { get; init; } = new HashSet<string>();

    public static Arguments Read(IReadOnlyList<string> words)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < words.Count; at += 2)
        {
            if (!Known.Contains(words[at]))
            {
                throw new FaultException($"'{words[at]}' is not known. {Usage}");
            }

            if (at + 1 == words.Count || Known.Contains(words[at + 1]))
            {
                throw new FaultException($"{words[at]} says nothing. {Usage}");
            }

            if (!said.TryAdd(words[at], words[at + 1]))
            {
                throw new FaultException($"{words[at]} is there twice. {Usage}");
            }
        }

        string File(string name) => said.GetValueOrDefault(name) ?? throw new FaultException($"{name} is missing. {Usage}");
        var read = new Arguments(File("--hcc"), File("--iwc"), File("--statement"), File("--out"))
        {
            HccCodes = Codes(said, "--hcc-codes"),
            IwcCodes = Codes(said, "--iwc-codes")
        };
        return read.HccCodes.FirstOrDefault(read.IwcCodes.Contains) is { } both
            ? throw new FaultException($"--hcc-codes and --iwc-codes both have '{both}': a code means one council.")
            : read;
    }

    private static HashSet<string> Codes(Dictionary<string, string> said, string option)
    {
        var codes = (said.GetValueOrDefault(option) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return codes.Count > 0 || !said.ContainsKey(option) ? codes : throw new FaultException($"{option} names no code. {Usage}");
    }
}

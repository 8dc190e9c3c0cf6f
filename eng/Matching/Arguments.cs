namespace MatchFiles;

/// <summary>Which files to match and where to write.</summary>
public sealed record Arguments(string Hcc, string Iwc, string Statement, string Out)
{
    private const string Usage = "Say make match ARGS=\"--hcc FILE --iwc FILE --statement FILE --out FILE\".";

    public static Arguments Read(IReadOnlyList<string> words)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < words.Count; at += 2)
        {
            if (words[at] is not ("--hcc" or "--iwc" or "--statement" or "--out"))
            {
                throw new FaultException($"'{words[at]}' is not known. {Usage}");
            }

            if (at + 1 == words.Count)
            {
                throw new FaultException($"{words[at]} names no file. {Usage}");
            }

            said[words[at]] = words[at + 1];
        }

        string File(string name) => said.GetValueOrDefault(name) ?? throw new FaultException($"{name} is missing. {Usage}");
        return new Arguments(File("--hcc"), File("--iwc"), File("--statement"), File("--out"));
    }
}

using Values;

namespace Recharging.Matching;

/// <summary>Charges and lines that come to the same together.</summary>
internal sealed record Group(MatchRule Rule, IReadOnlyList<int> Entries, IReadOnlyList<int> Lines, decimal Score)
{
    public bool HasSeveralCovers { get; init; }

    public string Name(Board board) => string.Join(" and ", Entries.Count > 1
        ? Entries.Select(entry => board.Entries[entry].StatementLine)
        : Lines.Select(line => Explanation.Name(board.Lines[line])));

    public Finding Found(Board board, Evidence evidence, bool isAutomatic, RunnerUp? runnerUp, int cluster)
    {
        var alone = evidence.Signals(Entries[0], Lines[0], Rule);
        return new Finding
        {
            Rule = Rule,
            IsAutomatic = isAutomatic,
            Entries = [.. Entries.Select(entry => board.Entries[entry])],
            Lines = [.. Lines.Select(line => board.Lines[line])],
            Score = Score,
            RunnerUp = runnerUp,
            Signals = [.. alone.Select(signal => signal.Name == "amount" ? new Signal("amount", 6, Sums(board)) : signal)],
            Cluster = cluster,
            HasSeveralCovers = HasSeveralCovers
        };
    }

    private string Sums(Board board) => Lines.Count > 1
        ? $"{Lines.Count} lines come to {Lines.Sum(line => board.Lines[line].Amount).Abs()}"
        : $"{Entries.Count} charges come to {Entries.Sum(entry => board.Entries[entry].Amount).Abs()}";
}

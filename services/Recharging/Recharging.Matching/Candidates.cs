namespace Recharging.Matching;

/// <summary>A charge and a line that could be each other.</summary>
/// <param name="IsBorneOut">Something besides amount and day says so, enough to be sure.</param>
/// <param name="IsAgainst">Something says that they are not.</param>
internal sealed record Pair(int Entry, int Line, MatchRule Rule, double Weight, bool IsBorneOut, bool IsAgainst);

/// <summary>All pairs that a reference almost quoted, a reference in a text, or an amount and a day bring into question.</summary>
internal sealed class Candidates
{
    // More pairs of one amount than this are told apart by their texts first.
    private const int ManyAlike = 40_000;

    private readonly Board _board;
    private readonly Evidence _evidence;
    private readonly List<int> _open;
    private readonly List<int> _free;
    private readonly Dictionary<(int Entry, int Line), Pair> _pairs = [];
    private ILookup<int, Pair> _ofEntry = Enumerable.Empty<Pair>().ToLookup(pair => 0);
    private ILookup<int, Pair> _ofLine = Enumerable.Empty<Pair>().ToLookup(pair => 0);

    private Candidates(Board board, Evidence evidence)
    {
        (_board, _evidence) = (board, evidence);
        _open = board.Open().FindAll(entry => board.Entries[entry].Amount.Pence != 0);
        _free = board.Free().FindAll(line => !board.IsElsewhere(line));
    }

    public IReadOnlyList<Pair> Pairs { get; private set; } = [];

    public static Candidates Of(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        var candidates = new Candidates(board, evidence);
        candidates.AddQuoted();
        foreach (var rule in rules)
        {
            switch (rule)
            {
                case MatchRule.NearReference: candidates.AddNear(); break;
                case MatchRule.ReferenceInText: candidates.AddInText(); break;
                default: candidates.AddByAmount(); break;
            }
        }

        candidates.Pairs = [.. candidates._pairs.Values.OrderBy(pair => board.Entries[pair.Entry].StatementLine, StringComparer.Ordinal)
            .ThenBy(pair => board.Lines[pair.Line].Key)];
        candidates._ofEntry = candidates.Pairs.ToLookup(pair => pair.Entry);
        candidates._ofLine = candidates.Pairs.ToLookup(pair => pair.Line);
        return candidates;
    }

    /// <summary>The pair and all that share its charge or its line.</summary>
    public IEnumerable<Pair> Of(Pair pair) => _ofEntry[pair.Entry].Concat(_ofLine[pair.Line].Where(other => other.Entry != pair.Entry));

    /// <summary>Its share of all that its charge could be, or its line, whichever is less; nothing at all is one of those.</summary>
    public double Probability(Pair pair)
    {
        var share = 1 / Math.Max(Others(_ofEntry[pair.Entry], pair), Others(_ofLine[pair.Line], pair) + Elsewhere(pair));
        return pair.IsBorneOut ? share : Math.Min(share, 0.9);
    }

    private static double Others(IEnumerable<Pair> pairs, Pair pair) =>
        Math.Exp(-pair.Weight) + pairs.Sum(other => Math.Exp(other.Weight - pair.Weight));

    // A line that quotes a charge which is found already may just as well be that charge once more.
    private double Elsewhere(Pair pair) => _board.Quoted(pair.Line) is >= 0 and var quoted && quoted != pair.Entry && !_board.IsOpen(quoted)
        ? Math.Exp(_evidence.Of(quoted, pair.Line, MatchRule.ExactReference) - 2 - pair.Weight)
        : 0;

    private void Add(int entry, int line, MatchRule rule)
    {
        if (!_board.MayBe(entry, line) || _pairs.ContainsKey((entry, line)) || !_board.HasSignOf(entry, line))
        {
            return;
        }

        var weight = _evidence.Of(entry, line, rule) - (rule is MatchRule.AmountAndDate ? Math.Log(_free.Count + 1) / 2 : 0);
        var text = _evidence.Text(entry, line);
        var isSame = _board.IsSameAmount(entry, line);
        var (borne, against) = rule switch
        {
            MatchRule.ReferenceInText => (isSame, false),
            MatchRule.NearReference => (
                isSame && _board.IsOfPeriod(line)
                && (text is TextSays.Alike || KeepsTheBeginning(entry, line) && !QuotesAnOpenOne(line)), text is TextSays.Otherwise),
            MatchRule.AmountAndDate => (
                text is TextSays.Alike && _board.QuotesNothingHere(line) && _board.Named(line) < 0 && !_evidence.NamesAnother(line)
                && !_evidence.CostCentreDiffers(entry, line),
                text is TextSays.Otherwise || _evidence.NamesAnother(line) && text is not TextSays.Alike),
            _ => (false, false)
        };
        _pairs.Add((entry, line), new Pair(entry, line, rule, weight, borne, against));
    }

    // What quotes a charge and was not sure enough.
    private void AddQuoted()
    {
        foreach (var line in _free.Where(line => _board.Quoted(line) is >= 0 and var entry && _board.IsOpen(entry)))
        {
            Add(_board.Quoted(line), line, MatchRule.ExactReference);
        }
    }

    // A doubtful reference is carried by the amount, or else by the text and the day.
    private void AddNear()
    {
        var near = new NearReferences(_open.ConvertAll(entry => _board.Entries[entry].StatementLine));
        // A part of a line is an officer's: what it quotes is no slip of the pen.
        foreach (var line in _free.Where(line => _board.Lines[line].Key.Part == 0))
        {
            foreach (var at in _board.Lines[line].ExternalLineId is { } quoted && _board.Named(line) < 0 ? near.Of(quoted) : [])
            {
                if (IsCarried(_open[at], line) && !IsNearerToItsOwnPeriod(_open[at], line))
                {
                    Add(_open[at], line, MatchRule.NearReference);
                }
            }
        }
    }

    private bool IsCarried(int entry, int line) => _board.IsSameAmount(entry, line)
        || _board.QuotesNothingHere(line) && _board.IsOfPeriod(line) && _evidence.Text(entry, line) is TextSays.Alike && IsNear(entry, line);

    // In a later month's ledger the slip may just as well be in that month's reference of the same number.
    private bool IsNearerToItsOwnPeriod(int entry, int line)
    {
        var reference = ReferenceForm.Plain(_board.Entries[entry].StatementLine);
        var (here, there) = (ReferenceForm.StemOf(_board.Period), ReferenceForm.StemOf(_board.Lines[line].Period));
        return here != there && reference.StartsWith(here, StringComparison.Ordinal) && NearReferences.IsOneSlip(
            there + reference[here.Length..], ReferenceForm.Plain(_board.Lines[line].ExternalLineId!));
    }

    private void AddInText()
    {
        var references = _open.ToDictionary(entry => _board.Entries[entry].StatementLine, entry => entry, StringComparer.OrdinalIgnoreCase);
        var lookup = references.GetAlternateLookup<ReadOnlySpan<char>>();
        var lengths = references.Keys.Select(reference => reference.Length).Distinct().Order().ToList();
        foreach (var line in _free.Where(line => _board.QuotesNothingHere(line)))
        {
            if (_board.Named(line) is >= 0 and var named)
            {
                AddNamed(named, line);
                continue;
            }

            foreach (var words in new[] { _board.Lines[line].Text ?? "", _board.Lines[line].Key.DocRef, _board.Lines[line].ExternalLineId ?? "" })
            {
                for (var start = 0; start < words.Length; start++)
                {
                    foreach (var length in lengths.Where(length => IsWord(words, start, length)))
                    {
                        if (lookup.TryGetValue(words.AsSpan(start, length), out var entry))
                        {
                            AddNamed(entry, line);
                        }
                    }
                }
            }
        }
    }

    private void AddNamed(int entry, int line)
    {
        if (_board.IsOpen(entry) && (_board.IsSameAmount(entry, line) || _evidence.Text(entry, line) is not TextSays.Otherwise))
        {
            Add(entry, line, MatchRule.ReferenceInText);
        }
    }

    private void AddByAmount()
    {
        var lines = _free.FindAll(line => _board.IsOfPeriod(line) && QuotesNothingThatFits(line))
            .OrderBy(line => _board.Lines[line].Amount).ThenBy(line => _board.Lines[line].Key).ToList();
        var amounts = lines.ConvertAll(line => _board.Lines[line].Amount.Pence);
        foreach (var alike in _open.GroupBy(entry => _board.Entries[entry].Amount.Pence))
        {
            var from = FirstAtLeast(amounts, alike.Key - _board.Terms.AutoTolerance.Pence);
            var to = FirstAtLeast(amounts, alike.Key + _board.Terms.AutoTolerance.Pence + 1);
            var near = lines.GetRange(from, to - from);
            foreach (var (entry, line) in (long)near.Count * alike.Count() > ManyAlike
                ? ByTellingWord([.. alike], near)
                : alike.SelectMany(entry => near.Select(line => (entry, line))))
            {
                if (IsNear(entry, line))
                {
                    Add(entry, line, MatchRule.AmountAndDate);
                }
            }
        }
    }

    // Of very many with one amount, those that share the word which says most; the others are too many to tell apart.
    private IEnumerable<(int Entry, int Line)> ByTellingWord(List<int> entries, List<int> lines)
    {
        var having = entries.SelectMany(entry => _evidence.Words(entry).Select(word => (word, entry))).ToLookup(pair => pair.word, pair => pair.entry);
        return lines.SelectMany(line => _evidence.LineWords(line).Where(having.Contains)
            .OrderByDescending(_evidence.Weight).Take(1).SelectMany(word => having[word]).Take(200).Select(entry => (entry, line)));
    }

    private bool IsNear(int entry, int line) =>
        Math.Abs(_board.Lines[line].PostingDate.DayNumber - _board.Entries[entry].PostingDate.DayNumber) <= _board.Terms.WindowDays;

    // What quotes a charge with quite another amount stands on its own evidence too; only an officer can say that it quotes the wrong one.
    private bool QuotesNothingThatFits(int line) => _board.Quoted(line) is var quoted && (quoted < 0 || !_board.IsSameAmount(quoted, line));

    // It may be about the charge that it quotes, with something else wrong.
    private bool QuotesAnOpenOne(int line) => _board.Quoted(line) is >= 0 and var quoted && _board.IsOpen(quoted);

    // A slip at the end is a slip; one at the beginning may be another statement's line.
    private bool KeepsTheBeginning(int entry, int line) =>
        _board.Lines[line].ExternalLineId is { } quoted && _board.Entries[entry].StatementLine is var reference
        && reference.LastIndexOfAny(['-', '/', '.', ' ']) is > 0 and var dash
        && quoted.StartsWith(reference[..(dash + 1)], StringComparison.Ordinal);

    private static bool IsWord(string words, int start, int length) =>
        start + length <= words.Length && (start == 0 || !char.IsLetterOrDigit(words[start - 1]))
        && (start + length == words.Length || !char.IsLetterOrDigit(words[start + length]));

    private static int FirstAtLeast(List<long> sorted, long amount)
    {
        var at = sorted.BinarySearch(amount);
        if (at < 0)
        {
            return ~at;
        }

        while (at > 0 && sorted[at - 1] == amount)
        {
            at--;
        }

        return at;
    }
}

using Values;

namespace Recharging.Matching;

/// <summary>What quotes a charge's reference, or stands in its journal.</summary>
internal static class ByReference
{
    private const int MostBeside = 40;

    internal static readonly IReadOnlyList<Signal> Exact =
        [new Signal("reference", 11, "quoted"), new Signal("amount", 6, "equal"), .. new[] { "date", "text", "costCentre", "document" }.Select(Signal.Missing)];

    /// <summary>
    /// The one line that quotes a charge and has its amount, unless a charge that nobody quotes has that amount and almost that reference:
    /// then it is weighed whose line it is. What else quotes a charge stays for later too.
    /// </summary>
    public static void MatchWhatIsExact(Board board)
    {
        var (first, isOnly) = (new int[board.Entries.Length], new bool[board.Entries.Length]);
        Array.Fill(first, -1);
        for (var line = 0; line < board.Lines.Length; line++)
        {
            if (IsExact(board, line))
            {
                var entry = board.Quoted(line);
                isOnly[entry] = first[entry] < 0;
                first[entry] = line;
            }
        }

        var unquoted = Enumerable.Range(0, first.Length).Where(entry => first[entry] < 0).ToList();
        var amounts = unquoted.Select(entry => board.Entries[entry].Amount).ToHashSet();
        var near = new NearReferences(unquoted.ConvertAll(entry => board.Entries[entry].StatementLine));
        for (var entry = 0; entry < first.Length; entry++)
        {
            if (isOnly[entry] && !board.SaysAnotherOfItsAmount(first[entry]) && !(amounts.Contains(board.Entries[entry].Amount)
                && near.Of(board.Entries[entry].StatementLine).Any(at => board.Entries[unquoted[at]].Amount == board.Entries[entry].Amount)))
            {
                board.Match(new Finding
                {
                    Rule = MatchRule.ExactReference,
                    IsAutomatic = true,
                    Entries = [board.Entries[entry]],
                    Lines = [board.Lines[first[entry]]],
                    Score = 0.9999m,
                    Signals = Exact
                }, [entry], [first[entry]]);
            }
        }
    }

    /// <summary>It quotes a charge and has its amount.</summary>
    public static bool IsExact(Board board, int line) =>
        board.Quoted(line) is >= 0 and var entry && board.HasSignOf(entry, line) && board.IsSameAmount(entry, line) && board.MayBe(entry, line);

    public static void Match(Board board, Evidence evidence, IReadOnlyList<MatchRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule is MatchRule.ExactReference)
            {
                MatchWhatDiffers(board, evidence);
            }
            else
            {
                MatchByJournal(board, evidence);
            }
        }
    }

    // Charges that are quoted twice, with another amount, in parts, or with the sign turned.
    private static void MatchWhatDiffers(Board board, Evidence evidence)
    {
        var open = board.Open();
        var near = new NearReferences(open.ConvertAll(entry => board.Entries[entry].StatementLine));
        var free = board.Free();
        var quoting = free.Where(line => board.Quoted(line) is >= 0 and var entry && board.IsOpen(entry) && board.MayBe(entry, line))
            .ToLookup(board.Quoted);
        var naming = free.Where(line => board.QuotesNothingHere(line) && !board.IsElsewhere(line) && board.Named(line) is >= 0 and var entry
            && board.IsOpen(entry) && board.MayBe(entry, line) && board.HasSignOf(entry, line)).ToLookup(board.Named);
        var unquoted = open.Where(entry => !quoting.Contains(entry)).ToLookup(entry => board.Entries[entry].Amount);
        foreach (var entry in open.Where(board.IsOpen))
        {
            var lines = quoting[entry].ToList();
            var rivals = lines.ToDictionary(line => line, line => near.Of(board.Entries[entry].StatementLine)
                .Select(at => open[at]).Where(rival => board.IsSameAmount(rival, line)).ToList());
            if (lines.Count > 0 && Choose(board, evidence, entry, lines, rivals) is { Count: > 0 } chosen)
            {
                Decide(board, evidence, entry, chosen, [.. naming[entry]], unquoted);
            }
            else if (lines.Count == 0 && naming[entry].ToList() is { Count: > 1 } parts && IsAll(board, entry, parts))
            {
                Add(board, MatchRule.ReferenceInText, entry, parts, 0.999m, evidence.Signals(entry, parts[0], MatchRule.ReferenceInText));
            }
        }
    }

    // With its amount a quoted reference is sure. With another amount it is the charge only if nothing else explains that amount.
    private static void Decide(
        Board board, Evidence evidence, int entry, List<int> quoting, List<int> naming, ILookup<Money, int> unquoted)
    {
        if (IsAll(board, entry, quoting) || naming.Count == 0 && quoting.TrueForAll(line => !board.HasSignOf(entry, line)))
        {
            MatchQuoted(board, evidence, entry, quoting);
        }
        else if (IsAll(board, entry, [.. quoting, .. naming]))
        {
            MatchQuoted(board, evidence, entry, [.. quoting, .. naming]);
        }
        else if ((naming.Count > 0 ? naming : Completing(board, entry, quoting, unquoted)) is { Count: > 0 } others)
        {
            Propose(board, evidence, entry, [.. quoting, .. others]);
        }
        else if (quoting is [var only] && board.Lines[only].Amount.Abs() > board.Entries[entry].Amount.Abs()
            && PaidWithIt(board, entry, only, unquoted) is { Count: > 0 } more && more.TrueForAll(board.IsOpen))
        {
            var group = new Group(MatchRule.OneForSeveral, [entry, .. more], [only], 0.5m);
            board.Propose(group.Found(board, evidence, isAutomatic: false, runnerUp: null, board.NextCluster), [.. group.Entries], [only]);
        }
        else if (quoting.TrueForAll(line => IsSurelyIt(board, evidence, entry, line, unquoted)))
        {
            MatchQuoted(board, evidence, entry, quoting);
        }
    }

    private static bool IsAll(Board board, int entry, List<int> lines) =>
        (lines.Sum(line => board.Lines[line].Amount) - board.Entries[entry].Amount).Abs() <= board.Terms.AutoTolerance;

    // The free line without a reference that has just what is left, and is no other charge.
    private static List<int> Completing(Board board, int entry, List<int> quoting, ILookup<Money, int> unquoted)
    {
        var rest = board.Entries[entry].Amount - quoting.Sum(line => board.Lines[line].Amount);
        return rest == Money.Zero || unquoted.Contains(rest) ? [] : board.FreeOf(rest).FindAll(line => board.Lines[line].ExternalLineId is null
            && !board.IsElsewhere(line) && board.HasSignOf(entry, line) && board.MayBe(entry, line)
            && Math.Abs(board.Lines[line].PostingDate.DayNumber - board.Entries[entry].PostingDate.DayNumber) <= board.Terms.WindowDays);
    }

    // The charges of its day that nobody quotes, one or two, that make up what a line has too much: it pays them together.
    private static List<int> PaidWithIt(Board board, int entry, int line, ILookup<Money, int> unquoted)
    {
        var over = board.Lines[line].Amount - board.Entries[entry].Amount;
        var beside = unquoted.SelectMany(same => same).Where(other => other != entry
            && board.Entries[other].PostingDate == board.Entries[entry].PostingDate).Take(MostBeside).ToList();
        return unquoted[over].Where(other => other != entry).Take(1).Select(other => new List<int> { other })
            .Concat(beside.SelectMany((first, at) => beside.Skip(at + 1).Where(second => board.Entries[first].Amount + board.Entries[second].Amount == over)
                .Select(second => new List<int> { first, second })))
            .FirstOrDefault() ?? [];
    }

    // Another amount may be a wrong reference. Sure are the charge's words; a part of it in words that don't speak against it; two digits
    // turned round: and the last two only where no charge that nobody quotes has that amount.
    private static bool IsSurelyIt(Board board, Evidence evidence, int entry, int line, ILookup<Money, int> unquoted) =>
        evidence.Text(entry, line) is TextSays.Alike
        || !unquoted[board.Lines[line].Amount].Any(other => evidence.Text(other, line) is not TextSays.Otherwise)
            && (SwappedDigits.Are(board.Lines[line].Amount, board.Entries[entry].Amount)
                || board.Lines[line].Amount.Abs() <= board.Entries[entry].Amount.Abs() && evidence.MaySay(entry, line));

    private static void Propose(Board board, Evidence evidence, int entry, List<int> lines)
    {
        lines.Sort((left, right) => board.Lines[left].Key.CompareTo(board.Lines[right].Key));
        var finding = Found(board, MatchRule.ExactReference, entry, lines, 0.5m, evidence.Signals(entry, lines[0], MatchRule.ExactReference));
        board.Propose(finding with { IsAutomatic = false, Cluster = board.NextCluster }, [entry], [.. lines]);
    }

    // The one line in the charge's journal that has its amount.
    private static void MatchByJournal(Board board, Evidence evidence)
    {
        var lines = board.Free().Where(line => board.IsOfPeriod(line) && board.QuotesNothingHere(line) && !board.IsElsewhere(line))
            .ToLookup(line => (board.Lines[line].Key.DocRef, board.Lines[line].Amount));
        foreach (var alike in board.Open().Where(entry => board.Entries[entry] is { JournalReference: not null } and { Amount.Pence: not 0 })
            .GroupBy(entry => (board.Entries[entry].JournalReference!, board.Entries[entry].Amount)).ToList())
        {
            if (alike.ToList() is [var entry] && lines[alike.Key].ToList() is [var line] && board.MayBe(entry, line))
            {
                Add(board, MatchRule.ReferenceAmountPeriod, entry, [line], 0.999m,
                    evidence.Signals(entry, line, MatchRule.ReferenceAmountPeriod));
            }
        }
    }

    private static List<int> Choose(Board board, Evidence evidence, int entry, List<int> lines, Dictionary<int, List<int>> rivals)
    {
        var same = lines.FindAll(line => board.HasSignOf(entry, line) && board.IsSameAmount(entry, line));
        if (same.Exists(board.SaysAnotherOfItsAmount))
        {
            return [];
        }

        if (same.Count > 0)
        {
            return Best(board, evidence, entry, same, rivals) is { } best ? [best] : [];
        }

        // With another amount it may be the slip of a pen: a charge with that amount and almost that reference comes first.
        var own = lines.FindAll(line => rivals[line].Count == 0 && evidence.Text(entry, line) is not TextSays.Otherwise);
        var parts = own.FindAll(line => board.HasSignOf(entry, line));
        if (parts.Count == 0)
        {
            return own.Count == 1 && IsTurned(board, entry, own[0]) ? own : [];
        }

        return parts.Sum(line => board.Lines[line].Amount).Abs() <= board.Entries[entry].Amount.Abs() + board.Terms.AutoTolerance
            ? parts
            : [parts.OrderBy(line => (board.Lines[line].Amount - board.Entries[entry].Amount).Abs()).First()];
    }

    // One of several that quote the charge with its amount: the others are duplicates, unless one of them is another charge's.
    private static int? Best(Board board, Evidence evidence, int entry, List<int> same, Dictionary<int, List<int>> rivals)
    {
        var own = same.FindAll(line => rivals[line].TrueForAll(rival =>
            evidence.Besides(rival, line) <= evidence.Besides(entry, line) + 1));
        var isContested = own.Count > 1 && own.Exists(line => rivals[line].Exists(rival =>
            evidence.Besides(rival, line) > evidence.Besides(entry, line) - 1));
        return own.Count == 0 || isContested
            ? null
            : own.OrderByDescending(line => evidence.IsInItsJournal(entry, line)).ThenByDescending(board.IsOfPeriod)
                .ThenByDescending(line => evidence.Text(entry, line) is TextSays.Alike)
                .ThenBy(line => board.Lines[line].PostingDate).ThenBy(line => board.Lines[line].Key)
                .First();
    }

    private static bool IsTurned(Board board, int entry, int line) =>
        board.Lines[line].DocType != ControlLine.CreditNoteDocument && !Reversals.SaysSo(board.Lines[line]) && board.Entries[entry].Amount != Money.Zero
        && (board.Lines[line].Amount + board.Entries[entry].Amount).Abs() <= board.Terms.AutoTolerance;

    private static void MatchQuoted(Board board, Evidence evidence, int entry, List<int> lines)
    {
        var sum = lines.Sum(line => board.Lines[line].Amount);
        var score = (sum - board.Entries[entry].Amount).Abs() <= board.Terms.AutoTolerance ? 0.9995m : 0.99m;
        Add(board, MatchRule.ExactReference, entry, lines, score, evidence.Signals(entry, lines[0], MatchRule.ExactReference));
    }

    private static void Add(Board board, MatchRule rule, int entry, List<int> lines, decimal score, IReadOnlyList<Signal> signals) =>
        board.Match(Found(board, rule, entry, lines, score, signals), [entry], [.. lines]);

    private static Finding Found(Board board, MatchRule rule, int entry, List<int> lines, decimal score, IReadOnlyList<Signal> signals) => new()
    {
        Rule = rule,
        IsAutomatic = true,
        Entries = [board.Entries[entry]],
        Lines = lines.ConvertAll(line => board.Lines[line]),
        Score = score,
        Signals = signals
    };
}

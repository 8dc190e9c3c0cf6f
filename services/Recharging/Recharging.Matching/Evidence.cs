using System.Globalization;

namespace Recharging.Matching;

/// <summary>What a ledger line's text says of whether it is a charge.</summary>
internal enum TextSays
{
    NotCompared,
    Alike,
    Partly,
    Otherwise
}

/// <summary>
/// Weighs what speaks for and against a ledger line being a charge, in natural logarithms of how much likelier it is when they belong
/// together than when they do not. What lines that quote their reference look like in this very ledger is the measure for the others.
/// What cannot be compared adds nothing and takes nothing.
/// </summary>
internal sealed class Evidence
{
    private const int Sample = 2000;
    private const int Few = 8;

    private readonly Board _board;
    private readonly Texts _texts = new();
    private readonly Dictionary<int, int[]> _entryWords = [];
    private readonly Dictionary<int, int[]> _lineWords = [];
    private readonly Dictionary<long, int> _amounts = [];
    private readonly Dictionary<string, int> _costCentres = new(StringComparer.Ordinal);
    private readonly double _usuallyContained;
    private readonly (int Least, int Most) _usualDays;
    private readonly bool _bookAlike;
    private readonly int _booked;

    public Evidence(Board board)
    {
        _board = board;
        foreach (var entry in board.Entries)
        {
            _amounts[entry.Amount.Pence] = _amounts.GetValueOrDefault(entry.Amount.Pence) + 1;
        }

        foreach (var entry in SampledEntries())
        {
            _texts.LearnEntry(entry.Text);
        }

        var pairs = Sampled();
        _texts.LearnLines(pairs.ConvertAll(pair => pair.Line.Text));
        foreach (var (entry, _) in pairs)
        {
            foreach (var centre in CostCentres(entry).Distinct())
            {
                _costCentres[centre] = _costCentres.GetValueOrDefault(centre) + 1;
            }
        }

        _booked = _costCentres.Values.Sum();
        var contained = pairs.FindAll(pair => !string.IsNullOrEmpty(pair.Entry.Text) && !string.IsNullOrEmpty(pair.Line.Text))
            .ConvertAll(pair => _texts.Compare(_texts.OfLine(pair.Line.Text), _texts.OfEntry(pair.Entry.Text)).Contained);
        _usuallyContained = Quantile(contained, 0.1, 0.6);
        var days = pairs.ConvertAll(pair => (double)(pair.Line.PostingDate.DayNumber - pair.Entry.PostingDate.DayNumber));
        _usualDays = ((int)Quantile(days, 0.02, -3), (int)Quantile(days, 0.98, 3));
        var booked = pairs.FindAll(pair => CostCentres(pair.Entry).Any() && CostCentres(pair.Line).Any());
        _bookAlike = booked.Count(pair => CostCentres(pair.Entry).Intersect(CostCentres(pair.Line)).Any()) * 2 >= booked.Count;
    }

    public int[] Words(int entry) =>
        _entryWords.TryGetValue(entry, out var words) ? words : _entryWords[entry] = _texts.OfEntry(_board.Entries[entry].Text);

    public int[] LineWords(int line) =>
        _lineWords.TryGetValue(line, out var words) ? words : _lineWords[line] = _texts.OfLine(_board.Lines[line].Text);

    public double Weight(int word) => _texts.Weight(word);

    public TextSays Text(int entry, int line) => Text(entry, line, out _);

    /// <summary>The text has a word of the charge's, or there is no text to have one.</summary>
    public bool MaySay(int entry, int line) => Text(entry, line, out var likeness) is TextSays.NotCompared || likeness.Shared >= 1;

    /// <summary>What the day, the text, the cost centre and the document say: all but the reference and the amount.</summary>
    public double Besides(int entry, int line) => Day(entry, line) + TextWeight(entry, line) + CostCentre(entry, line) + Document(entry, line);

    public double Of(int entry, int line, MatchRule rule) => Reference(entry, line, rule) + Amount(entry, line) + Besides(entry, line);

    public bool CostCentreDiffers(int entry, int line) => CostCentre(entry, line) < 0;

    /// <summary>Another reference than any of this statement's, and none that looks like one of them.</summary>
    public bool NamesAnother(int line) => _board.Lines[line].ExternalLineId is not null && _board.QuotesNothingHere(line);

    /// <summary>The journal that the council's ERP collected for the entry.</summary>
    public bool IsInItsJournal(int entry, int line) =>
        _board.Entries[entry].JournalReference is { } journal && journal == _board.Lines[line].Key.DocRef;

    public IReadOnlyList<Signal> Signals(int entry, int line, MatchRule rule)
    {
        var (charge, posted) = (_board.Entries[entry], _board.Lines[line]);
        var text = Text(entry, line, out var likeness);
        var apart = posted.PostingDate.DayNumber - charge.PostingDate.DayNumber;
        return
        [
            posted.ExternalLineId is null && rule is not MatchRule.ReferenceInText
                ? Signal.Missing("reference")
                : Say("reference", Reference(entry, line, rule), rule switch
                {
                    MatchRule.ExactReference => "quoted",
                    MatchRule.NearReference => $"'{posted.ExternalLineId}' for {charge.StatementLine}",
                    MatchRule.ReferenceInText => "in the text",
                    _ => $"'{posted.ExternalLineId}'"
                }),
            Say("amount", Amount(entry, line), charge.Amount == posted.Amount ? "equal" : $"{posted.Amount} for {charge.Amount}"),
            Say("date", Day(entry, line), apart == 0 ? "same day" : string.Create(
                CultureInfo.InvariantCulture, $"{Math.Abs(apart)} {(Math.Abs(apart) == 1 ? "day" : "days")} {(apart > 0 ? "later" : "earlier")}")),
            text is TextSays.NotCompared
                ? Signal.Missing("text")
                : Say("text", TextWeight(entry, line), string.Create(
                    CultureInfo.InvariantCulture, $"{likeness.Contained * 100:0}% of its words by weight")),
            !CanCompareCostCentres(entry, line)
                ? Signal.Missing("costCentre")
                : Say("costCentre", CostCentre(entry, line), CostCentreDiffers(entry, line) ? "differs" : "equal"),
            charge.JournalReference is null
                ? Signal.Missing("document")
                : Say("document", Document(entry, line), IsInItsJournal(entry, line) ? "its journal" : "not its journal")
        ];
    }

    // The charge whose reference it has, near it, in its text, or another one.
    private double Reference(int entry, int line, MatchRule rule) => rule switch
    {
        MatchRule.ExactReference => 11,
        MatchRule.ReferenceInText => 11,
        MatchRule.NearReference => _board.IsSameAmount(entry, line) ? 9 : 3,
        _ => _board.Lines[line].ExternalLineId is not null ? -3 : 0
    };

    // An amount that many charges have says less; one that differs speaks against.
    private double Amount(int entry, int line)
    {
        var alike = Math.Clamp(Math.Log((_board.Entries.Length + 1.0) / (_amounts.GetValueOrDefault(_board.Entries[entry].Amount.Pence) + 1)), 1, 6);
        return _board.Entries[entry].Amount == _board.Lines[line].Amount ? alike : _board.IsSameAmount(entry, line) ? alike - 1 : -3;
    }

    private double Day(int entry, int line)
    {
        var apart = _board.Lines[line].PostingDate.DayNumber - _board.Entries[entry].PostingDate.DayNumber;
        return apart >= _usualDays.Least && apart <= _usualDays.Most ? 1.5 : Math.Abs(apart) <= _board.Terms.WindowDays ? -0.5 : -2;
    }

    private TextSays Text(int entry, int line, out Texts.Likeness likeness)
    {
        likeness = default;
        if (Words(entry).Length == 0 || LineWords(line).Length == 0)
        {
            return TextSays.NotCompared;
        }

        likeness = _texts.Compare(LineWords(line), Words(entry));
        return likeness.Shared >= Texts.Telling && likeness.Contained >= Math.Clamp(_usuallyContained, 0.5, 0.9) ? TextSays.Alike
            : _usuallyContained > 0.3 && likeness.Contained < _usuallyContained * 0.6 ? TextSays.Otherwise
            : TextSays.Partly;
    }

    private double TextWeight(int entry, int line) => Text(entry, line, out var likeness) switch
    {
        TextSays.Alike => Math.Min(10, likeness.Shared) * 0.9,
        TextSays.Partly => Math.Min(4, likeness.Shared) * 0.5,
        TextSays.Otherwise => -4,
        _ => 0
    };

    private bool CanCompareCostCentres(int entry, int line) =>
        _bookAlike && CostCentres(_board.Entries[entry]).Any() && CostCentres(_board.Lines[line]).Any();

    private double CostCentre(int entry, int line)
    {
        if (!CanCompareCostCentres(entry, line))
        {
            return 0;
        }

        var common = CostCentres(_board.Entries[entry]).Intersect(CostCentres(_board.Lines[line])).FirstOrDefault();
        return common is null
            ? -2
            : Math.Clamp(Math.Log((_booked + 1.0) / (_costCentres.GetValueOrDefault(common) + 1)), 0, 3);
    }

    private double Document(int entry, int line) => IsInItsJournal(entry, line) ? 4 : 0;

    private static Signal Say(string name, double part, string says) =>
        new(name, decimal.Round((decimal)part, 2, MidpointRounding.ToEven), says);

    // A share of the pairs that a quoted reference and an equal amount made sure, chosen by reference so that no order matters.
    private List<(ExpectedEntry Entry, ControlLine Line)> Sampled()
    {
        var every = (uint)(_board.Matches.Count / Sample + 1);
        return _board.Matches.Where(match => match is { Entries: [var entry], Lines: [_] } && Hash(entry.StatementLine) % every == 0)
            .OrderBy(match => match.Entries[0].StatementLine, StringComparer.Ordinal)
            .Select(match => (match.Entries[0], match.Lines[0])).ToList();
    }

    private IEnumerable<ExpectedEntry> SampledEntries()
    {
        var every = (uint)(_board.Entries.Length / Sample + 1);
        return _board.Entries.Where(entry => Hash(entry.StatementLine) % every == 0).OrderBy(entry => entry.StatementLine, StringComparer.Ordinal);
    }

    private static uint Hash(string text)
    {
        var hash = 2166136261U;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619U;
        }

        return hash ^ hash >> 15;
    }

    private static double Quantile(List<double> values, double share, double unknown)
    {
        if (values.Count < Few)
        {
            return unknown;
        }

        values.Sort();
        return values[(int)(share * (values.Count - 1))];
    }

    private static IEnumerable<string> CostCentres(ExpectedEntry entry) => entry.Coding.Select(place => place.CostCentre).OfType<string>();

    private static IEnumerable<string> CostCentres(ControlLine line) => line.Coding.Select(place => place.CostCentre).OfType<string>();
}

using System.Globalization;
using System.Text;
using Recharging.Matching.Differences;

namespace Recharging.Tests.Matching;

/// <summary>How well a generated month was matched: what was found held against what is true.</summary>
public sealed class Quality
{
    private readonly GeneratedMonth _month;
    private sealed record Tally(int Lines, int Matched, int Proposed, int Reasons, int RightReasons);

    private readonly Dictionary<Noise, Tally> _byNoise = [];
    private readonly List<(decimal Score, bool IsRight)> _scored = [];

    public Quality(GeneratedMonth month)
    {
        _month = month;
        var (record, used) = Reconcile.Of(month.Input);
        CountMatches(used);
        CountProposals(record);
        CountScores(record, used);
        CountReasons(record);
    }

    /// <summary>Automatic matches of a line with anything but what it stands for.</summary>
    public List<string> Wrong { get; } = [];

    public int Automatic { get; private set; }

    /// <summary>The share of the lines that stand for a charge which were matched with it; twins and copies apart.</summary>
    public double Recall => Share(Counted.Sum(noise => noise.Matched), Counted.Sum(noise => noise.Lines));

    /// <summary>The same, with what was proposed to an officer.</summary>
    public double RecallWithReview => Share(Counted.Sum(noise => noise.Matched + noise.Proposed), Counted.Sum(noise => noise.Lines));

    /// <summary>Twins that were not put to an officer.</summary>
    public int TwinsNotInReview => _byNoise[Noise.Twins].Lines - _byNoise[Noise.Twins].Proposed;

    /// <summary>By how much scores miss the share that is right, over tenths, by how many have them.</summary>
    public double CalibrationError => _scored.GroupBy(match => (int)(match.Score * 10))
        .Sum(tenth => Math.Abs((double)tenth.Sum(match => match.Score) - tenth.Count(match => match.IsRight))) / _scored.Count;

    public double RightReasons => Share(_byNoise.Values.Sum(noise => noise.RightReasons), _byNoise.Values.Sum(noise => noise.Reasons));

    public override string ToString()
    {
        var said = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"seed {_month.Seed}: {Automatic} automatic, {Wrong.Count} wrong, recall {Recall:P2}, with review {RecallWithReview:P2}, "
            + $"calibration error {CalibrationError:F4}, reasons right {RightReasons:P2}");
        foreach (var (noise, count) in _byNoise.OrderBy(noise => noise.Key))
        {
            said.AppendLine(CultureInfo.InvariantCulture,
                $"  {noise,-18}{count.Lines,8} lines{count.Matched,8} matched{count.Proposed,8} proposed{count.RightReasons,8} of {count.Reasons} reasons");
        }

        return said.AppendJoin(Environment.NewLine, Wrong.Take(10)).ToString();
    }

    /// <summary>What nobody can be sure of is an officer's, so it is no recall that it isn't matched; nor is what stands for nothing.</summary>
    private static bool IsOfficers(Noise noise) => noise is Noise.Twins or Noise.OneOfTwins or Noise.SumOfOtherTexts or Noise.SumOfBothSigns
        or Noise.WrongReference or Noise.NextPeriodMistyped;

    private IEnumerable<Tally> Counted => _byNoise.Where(noise => !IsOfficers(noise.Key)).Select(noise => noise.Value);

    /// <summary>The share of what only an officer can decide that is put before one rightly, or matched rightly after all.</summary>
    public double Review => Share(
        _byNoise.Where(noise => IsOfficers(noise.Key)).Sum(noise => noise.Value.Matched + noise.Value.Proposed),
        _byNoise.Where(noise => IsOfficers(noise.Key)).Sum(noise => noise.Value.Lines));

    private void CountMatches(IReadOnlyList<UsedLine> used)
    {
        foreach (var truth in _month.Lines.Values.Where(truth => !truth.IsCopy && truth.References.Count > 0))
        {
            Count(truth.Noise, count => count with { Lines = count.Lines + 1 });
        }

        foreach (var line in used)
        {
            var truth = _month.Lines[line.Line.Key];
            Automatic++;
            if (!truth.References.ToHashSet().SetEquals(line.StatementLines) || truth.Noise is Noise.Twins or Noise.OneOfTwins)
            {
                Wrong.Add($"{line.Line.Key.Council} {line.Line.Key.DocRef}/{line.Line.Key.LineNo} ({truth.Noise}) is "
                    + $"[{string.Join(", ", truth.References)}], matched with [{string.Join(", ", line.StatementLines)}] by {line.Rule}");
            }
            else
            {
                Count(truth.Noise, count => count with { Matched = count.Matched + 1 });
            }
        }
    }

    // A proposal is found again by the line's number in its document: every key is of one source and entity here.
    private void CountProposals(ReconciliationRecord record)
    {
        var (truths, counted) = (Truths(), new HashSet<ReconciliationRecord.CitedLine>());
        foreach (var (proposal, line) in record.Proposals.SelectMany(proposal => proposal.Lines.Select(line => (proposal, line))))
        {
            var truth = truths[(line.Council, line.DocRef, line.LineNo)];
            // A line of twins can be proposed for each of them; it is put before an officer once.
            if (truth.Noise is Noise.Twins or Noise.OneOfTwins ? counted.Add(line) : truth.References.ToHashSet().SetEquals(proposal.StatementLines))
            {
                Count(truth.Noise, count => count with { Proposed = count.Proposed + 1 });
            }
        }
    }

    private void CountScores(ReconciliationRecord record, IReadOnlyList<UsedLine> used)
    {
        var truths = Truths();
        var right = used.Where(line => _month.Lines[line.Line.Key].References.ToHashSet().SetEquals(line.StatementLines))
            .Select(line => (line.Line.Key.Council, line.StatementLines[0])).ToHashSet();
        _scored.AddRange(record.Matches.SelectMany(match => match.Found).Where(found => found.StatementLines is [_])
            .Select(found => (found.Score, right.Contains((found.Council, found.StatementLines[0])))));
        _scored.AddRange(record.Proposals.Select(proposal => (proposal.Score, proposal.Lines.All(line =>
            truths[(line.Council, line.DocRef, line.LineNo)].References.ToHashSet().SetEquals(proposal.StatementLines)))));
    }

    // One reason for each thing that happened, and none where nothing did.
    private void CountReasons(ReconciliationRecord record)
    {
        var ofCharge = record.Items.Where(item => item.StatementLine is not null)
            .ToLookup(item => item.StatementLine!, item => item.Reason, StringComparer.Ordinal);
        var ofLine = record.Items.Where(item => item.Lines.Count > 0)
            .ToLookup(item => (item.Lines[0].Council, item.Lines[0].DocRef, item.Lines[0].LineNo), item => item.Reason);
        foreach (var (key, truth) in _month.Lines)
        {
            if (!IsOfficers(truth.Noise) && truth.Noise is not (Noise.None or Noise.MissingBesideNextMonths or Noise.MissingBesideNearReference)
                && (truth.Noise is Noise.Duplicate or Noise.DuplicateNextPeriod or Noise.PostedAgain) == truth.IsCopy)
            {
                var named = truth.References.Count == 0 ? ofLine[(key.Council, key.DocRef, key.LineNo)]
                    : truth.References.SelectMany(reference => ofCharge[reference]).Distinct();
                CountReason(truth.Noise, named.Order(StringComparer.Ordinal).SequenceEqual(Expected(truth.Noise).Order(StringComparer.Ordinal)));
            }
        }

        var payees = _month.Input.Statement.ToDictionary(line => line.Reference, line => line.Payee.Council, StringComparer.Ordinal);
        foreach (var (council, reference) in _month.Missing.Keys)
        {
            CountReason(Noise.Missing, ofCharge[reference].ToList() is [var only]
                && only == (payees[reference] == council ? "missing_at_payee" : "missing_at_payer"));
        }

        var spoilt = _month.Lines.Values.Where(truth => truth.Noise is not (Noise.None or Noise.LastMonthsLate or Noise.TakenBack)).SelectMany(truth => truth.References)
            .Concat(_month.Missing.Keys.Select(missing => missing.Reference)).ToHashSet();
        spoilt.UnionWith(record.Matches.Where(match => match.State == "ambiguous").Select(match => match.StatementLine));
        foreach (var line in _month.Input.Statement.Where(line => !spoilt.Contains(line.Reference)))
        {
            CountReason(Noise.None, !ofCharge[line.Reference].Any());
        }
    }

    private static IEnumerable<string> Expected(Noise noise) => noise switch
    {
        Noise.NextPeriod or Noise.LastMonthsLate or Noise.BothLate => [Reason.Timing],
        Noise.PartPayment => [Reason.PartPayment],
        Noise.Penny => [Reason.Rounding],
        Noise.Duplicate or Noise.DuplicateNextPeriod => [Reason.Duplicate],
        Noise.CostCentre => [Reason.Coding],
        Noise.VatCode or Noise.GrossForNet or Noise.VatAmount => [Reason.Vat],
        Noise.Sign or Noise.DigitSwap => [Reason.Amount],
        Noise.Stranger => [Reason.OutOfScope],
        Noise.PartsNamedApart => [],
        Noise.PostedAgain or Noise.TakenBack => [Reason.Reversal],
        Noise.HeldBack => [Reason.Disputed],
        Noise.Several => [Reason.Timing, Reason.PartPayment, Reason.Coding],
        _ => [Reason.Reference]
    };

    private Dictionary<(string Council, string DocRef, int LineNo), Truth> Truths() =>
        _month.Lines.ToDictionary(line => (line.Key.Council, line.Key.DocRef, line.Key.LineNo), line => line.Value);

    private void CountReason(Noise noise, bool isRight) =>
        Count(noise, count => count with { Reasons = count.Reasons + 1, RightReasons = count.RightReasons + (isRight ? 1 : 0) });

    private void Count(Noise noise, Func<Tally, Tally> more) =>
        _byNoise[noise] = more(_byNoise.GetValueOrDefault(noise) ?? new Tally(0, 0, 0, 0, 0));

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}

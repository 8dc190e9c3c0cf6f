using Values;

namespace Recharging.Matching;

/// <summary>A finding in a sentence that an officer can read.</summary>
internal static class Explanation
{
    public static string Of(Finding finding)
    {
        var lines = finding.Lines is [var only] ? Name(only)
            : $"{finding.Lines.Count} lines ({string.Join(", ", finding.Lines.Take(4).Select(Name))}{(finding.Lines.Count > 4 ? ", …" : "")})";
        var entries = finding.Entries is [var one] ? one.StatementLine
            : $"{finding.Entries.Count} lines ({string.Join(", ", finding.Entries.Take(4).Select(entry => entry.StatementLine))}"
                + $"{(finding.Entries.Count > 4 ? ", …" : "")})";
        var (posted, expected) = (finding.Lines.Sum(line => line.Amount).Abs(), finding.Entries.Sum(entry => entry.Amount).Abs());
        var amounts = posted == expected ? posted.ToString() : $"{posted} for {expected}";
        var verdict = !finding.IsAutomatic ? "could be" : finding.Lines.Count > 1 ? "stand for" : "stands for";
        return $"{lines} {verdict} {entries}: {Why(finding)}; {amounts}.{Doubt(finding)}";
    }

    public static string Name(ControlLine line) => $"{line.Key.Council} {line.Key.DocRef} line {line.Key.LineNo}";

    private static string Why(Finding finding) => finding.Rule switch
    {
        MatchRule.ExactReference when !finding.IsAutomatic => "some of it quotes the reference, and it doesn't come to the amount for sure",
        MatchRule.ExactReference when finding.Lines.Count > 1 => "each part quotes or names it",
        MatchRule.ExactReference => "it quotes the reference",
        MatchRule.ReferenceAmountPeriod => "same journal, amount and period",
        MatchRule.NearReference => $"it quotes '{finding.Lines[0].ExternalLineId}', one slip away",
        MatchRule.ReferenceInText when finding.Lines[0].ExternalLineId is { } quoted && IsIn(quoted, finding) =>
            $"it quotes '{quoted}', the reference written otherwise",
        MatchRule.ReferenceInText => "its text names the reference",
        MatchRule.AmountAndDate => $"same amount and near in date{Text(finding)}",
        MatchRule.PartsOfOne => $"the parts come to its amount{Text(finding)}",
        MatchRule.OneForSeveral => $"it is what they come to{Text(finding)}",
        MatchRule.SeveralForSeveral => $"both come to the same{Text(finding)}",
        _ => finding.HasSeveralCovers ? "several choices come to the amount" : "this choice alone comes to the amount"
    };

    private static bool IsIn(string quoted, Finding finding) =>
        ReferenceForm.Plain(quoted).Contains(ReferenceForm.Plain(finding.Entries[0].StatementLine), StringComparison.Ordinal);

    private static string Text(Finding finding) => finding.Signals.FirstOrDefault(signal => signal.Name == "text") switch
    {
        { Part: null } => ", no text to compare",
        { Part: > 3 } => ", and the texts agree",
        _ => ", the texts say little"
    };

    private static string Doubt(Finding finding) => finding switch
    {
        { IsAutomatic: true } => "",
        { RunnerUp: { } next } when finding.Margin < 0.1m => $" {next.Instead} is as likely; an officer decides.",
        { RunnerUp: { } next } => $" Next comes {next.Instead}. An officer decides.",
        _ => " An officer decides."
    };
}

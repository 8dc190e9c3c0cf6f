using System.Globalization;
using System.Text;
using Recharging.Matching.Differences;
using Values;

namespace MatchFiles;

/// <summary>What a run comes to, for whoever started it.</summary>
public static class Summary
{
    public static string Of(IReadOnlyList<ReconciliationRecord> records, ResultFile file, string path)
    {
        var said = new StringBuilder();
        void Say(string what, string amount) => said.AppendLine(CultureInfo.InvariantCulture, $"{what,-44}{amount,18}");
        Say("matches", Number(file.Count("matched")));
        Say("proposals, for an officer to decide", Number(file.Count("proposed")));
        Say("leftovers", Number(file.LeftOver));
        Say("difference of the two ledgers", Money.Pounds(records.Sum(record => record.DifferenceGbp)).ToString());
        foreach (var reason in records.SelectMany(record => record.Items).GroupBy(item => item.Reason, StringComparer.Ordinal)
            .OrderBy(reason => reason.Key, StringComparer.Ordinal))
        {
            Say($"  {reason.Key}, {Number(reason.Count())}", Money.Pounds(reason.Sum(item => item.AmountGbp)).ToString());
        }

        Say("unexplained", Money.Pounds(records.Sum(record => record.UnexplainedGbp)).ToString());
        return said.Append(CultureInfo.InvariantCulture, $"written to {path}").ToString();
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

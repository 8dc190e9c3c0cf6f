using System.Text.RegularExpressions;
using Recharging.Agreeing;
using Recharging.Matching;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Recharging.Tests.Reconciliation;
using Recharging.Tests.Worklist;
using Values;

namespace Recharging.Tests;

/// <summary>Officers read words: every code of the service has some, and tables have no code in them.</summary>
public sealed partial class CodedWordsTests
{
    public static TheoryData<Codes, string> EveryCode() => new(
    [
        .. Reason.All.Select(code => (Codes.Difference, code)),
        .. Enum.GetValues<MatchRule>().Select(rule => (Codes.Rule, rule.Id())),
        .. new[] { "matched", "matchedWithDifference", "notPosted", "unmatched", "ambiguous" }.Select(code => (Codes.Match, code)),
        .. new[] { "noReason", "ambiguous", "notPosted", "balance", "noBalance", "opening" }.Select(code => (Codes.Alarm, code)),
        .. Enum.GetValues<DisputeState>().Select(state => (Codes.Dispute, Dispute.Named(state))),
        .. DisputeReasons.All.Select(code => (Codes.DisputeReason, code)),
        .. new[] { "notNeeded", "toSend", "toAnswer", "agreed", "notAgreed", "changed" }.Select(code => (Codes.Balance, code)),
        .. Ageing.Buckets.Select(code => (Codes.Age, code)),
    ]);

    [Theory]
    [MemberData(nameof(EveryCode))]
    public void ACode_HasWordsThatStartASentence(Codes list, string code)
    {
        var words = CodedWords.Of(list, code);

        Machine().IsMatch(words).ShouldBeFalse(words);
        (char.IsUpper(words[0]) || char.IsDigit(words[0])).ShouldBeTrue(words);
    }

    [Fact]
    public void TheWorklistAsATable_HasNoCodeInIt()
    {
        var rows = OpenItems.Of(
            [OpenItemsTests.Month(Reconcile.Of(April.AsPlanted()).Record, "2023/24-P01")], new DateOnly(2023, 7, 1)).Rows;

        var table = OpenItemsCsv.Write(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];

        table.Length.ShouldBe(rows.Count);
        table.ShouldAllBe(row => !Machine().IsMatch(row));
    }

    [GeneratedRegex("[a-z]+_[a-z]|[a-z][A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Machine();
}

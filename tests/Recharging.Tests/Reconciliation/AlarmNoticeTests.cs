using Recharging.Charging;
using Recharging.Matching.Differences;
using Recharging.Reconciling;
using Values;

namespace Recharging.Tests.Reconciliation;

public sealed class AlarmNoticeTests
{
    [Theory]
    [InlineData("", "A", "has a new alarm: A")]
    [InlineData("A", "A", null)]
    [InlineData("A", "B A", "has a new alarm: B")]
    [InlineData("A", "B C", "has 2 new alarms, the first: B")]
    [InlineData("A B", "A", null)]
    [InlineData("A B", "", "has no alarm left.")]
    [InlineData("", "", null)]
    public void BothCouncilsAreTold_OfWhatIsNew_AndOnceWhenNothingIsLeft(string before, string now, string? told)
    {
        var notices = AlarmNotices.Of(Statement(), Words(before), [.. Words(now).Select(Alarm)], Given.Told).ToList();

        notices.Select(notice => (notice.Council, notice.Sentence))
            .ShouldBe(told is null ? [] : [("HCC", $"The reconciliation of ST-2023-24-P01 {told}"), ("IWC", $"The reconciliation of ST-2023-24-P01 {told}")]);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ReconciliationRecord.Alarm Alarm(string sentence) => new("noReason", "HCC", "13100", "2023/24-P01", 1m, sentence);

    private static Statement Statement() => new()
    {
        Number = "ST-2023-24-P01", Period = AccountingPeriod.Parse("2023/24-P01"), Parties = ["HCC", "IWC"], RunId = Guid.NewGuid(),
        AgreementReferences = ["SP-2018"], IssuedOn = new DateOnly(2023, 5, 9), IssuedAt = Given.Told, DueOn = new DateOnly(2023, 6, 8)
    };
}

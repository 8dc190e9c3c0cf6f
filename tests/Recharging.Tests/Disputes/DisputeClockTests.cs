using Recharging.Agreeing;
using Recharging.Engine;
using Recharging.Engine.Facts;
using Recharging.Facts;

namespace Recharging.Tests.Disputes;

/// <summary>Days by the agreement's settlement clause, in England's working days.</summary>
public sealed class DisputeClockTests
{
    public static IEnumerable<TheoryDataRow<string, string, string, string, string>> Examples() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Disputes", "dispute-clocks.csv")).Skip(1).Select(row => row.Split(','))
            .Select(row => new TheoryDataRow<string, string, string, string, string>(row[0], row[1], row[2], row[3], row[4]));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Clock_CountsEnglandsWorkingDays(string raised, string acknowledge, string resolve, string acknowledgeBy, string resolveBy)
    {
        var clause = Given.AClause("C6", "settlement", "2018-07-01",
            [.. acknowledge.Length > 0 ? [("acknowledgeDays", acknowledge), ("resolveDays", resolve)] : Array.Empty<(string, string)>()]);

        var clock = DisputeClock.Of(Given.Day(raised), new ClauseTerms(new Known<Governance.Contracts.ClauseAgreed>(1, "", clause)));

        clock.AcknowledgeBy.ShouldBe(Given.Day(acknowledgeBy));
        clock.ResolveBy.ShouldBe(Given.Day(resolveBy));
        clock.Basis.ShouldContain(acknowledge.Length > 0 ? "by SP-2018/C6 version 1" : "by default: SP-2018/C6 does not say");
    }

    [Fact]
    public void Agreement_WithoutASettlementClause_HasThreeAndTenDays()
    {
        var clock = DisputeClock.Of(Given.Day("2023-05-09"), null);

        (clock.AcknowledgeBy, clock.ResolveBy).ShouldBe((Given.Day("2023-05-12"), Given.Day("2023-05-23")));
        clock.Basis.ShouldContain("by default: the agreement has no settlement clause");
    }
}

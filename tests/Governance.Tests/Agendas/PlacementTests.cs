using Governance.Agendas;
using Governance.Agreements;

namespace Governance.Tests.Agendas;

/// <summary>The agreement says which board; a silent one is no guess.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void Of_AClauseThatNamesABoard_IsThatBoard() =>
        Placement.Of(AnAgreement("JOB"), Given.Today, ["JOB", "MEMBERS"])
            .ShouldBe(new Placement("JOB", "Version 1 of SP-2018/C1 names JOB."));

    [Fact]
    public void Of_ALaterVersion_IsItsBoardFromItsFirstDayOn()
    {
        var agreement = AnAgreement("JOB");
        Agree(agreement, Given.AClause(agreement, "C1", ClauseKind.Settlement, "2023-05-10", Settlement("MEMBERS")));

        Placement.Of(agreement, Given.Today, []).BodyCode.ShouldBe("JOB");
        Placement.Of(agreement, Given.Today.AddDays(1), []).BodyCode.ShouldBe("MEMBERS");
    }

    [Fact]
    public void Of_AnAgreementThatIsOver_IsWhatItSaidOnItsLastDay() =>
        Placement.Of(AnAgreement("JOB"), Day.Of("2024-03-01"), ["MEMBERS"]).BodyCode.ShouldBe("JOB");

    [Fact]
    public void Of_AVersionThatOneCouncilHasNotAgreed_CountsForNothing()
    {
        var agreement = Given.AnAgreementInForce();
        agreement.ProposeClause(Given.AClause(agreement, "C1", ClauseKind.Settlement, "2018-07-01", Settlement("JOB"))).ShouldBeNull();

        Placement.Of(agreement, Given.Today, []).BodyCode.ShouldBeNull();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("JOB", "JOB")]
    [InlineData("JOB MEMBERS", null)]
    public void Of_ASilentClause_IsTheJointBoardIfThereIsOneOnly(string boards, string? expected) =>
        Placement.Of(AnAgreement(escalatesTo: null), Given.Today, boards.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .BodyCode.ShouldBe(expected);

    [Fact]
    public void Of_NoAgreement_IsNoBoardThoughThereIsOneOnly() =>
        Placement.Of(agreement: null, Given.Today, ["JOB"]).BodyCode.ShouldBeNull();

    private static Agreement AnAgreement(string? escalatesTo)
    {
        var agreement = Given.AnAgreementInForce();
        Agree(agreement, Given.AClause(agreement, "C1", ClauseKind.Settlement, "2018-07-01", Settlement(escalatesTo)));
        return agreement;
    }

    private static void Agree(Agreement agreement, Clause clause)
    {
        agreement.ProposeClause(clause).ShouldBeNull();
        clause.Agree(new KeyHolder("HCC", "HCC"), "Governance officer").ShouldBeNull();
        clause.Agree(new KeyHolder("IWC", "IWC"), "Governance officer").ShouldBeNull();
    }

    internal static Dictionary<string, string> Settlement(string? escalatesTo)
    {
        var parameters = new Dictionary<string, string>
        {
            ["paymentTermsDays"] = "30",
            ["acknowledgeDays"] = "5",
            ["resolveDays"] = "10",
            ["autoToleranceGbp"] = "0.01",
            ["acceptToleranceGbp"] = "1.00",
            ["matchWindowDays"] = "10"
        };
        if (escalatesTo is not null)
        {
            parameters["escalatesTo"] = escalatesTo;
        }

        return parameters;
    }
}

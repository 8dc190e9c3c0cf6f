using SchoolSupport.Contracts;

namespace SchoolSupport.Tests.Commissions;

public sealed class PauseStopCompleteTests(SchoolSupportHost host)
{
    private static readonly object Pause = new { pausedFrom = "2023-04-24", reason = "The head of department is away." };
    private static readonly object Stop = new { lastDay = "2023-05-05", reason = "The school has changed its plan." };

    public static TheoryData<string> Actions => ["pause", "resume", "stop", "completion"];

    [Fact]
    public async Task Pause_AndResume_AreTold()
    {
        var (reference, _) = await host.AVisitAsync();

        (await host.MoveAsync(reference, "pause", Pause, host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.OK)).Text("status").ShouldBe("paused");
        (await host.MoveAsync(reference, "resume", Body("resume"), host.IslandBudgetHolder).ShouldBeAsync(HttpStatusCode.OK)).Text("status")
            .ShouldBe("inDelivery");

        (await host.Service.ToldAsync<CommissionPaused>($"commission/{reference}")).ShouldHaveSingleItem().PausedFrom
            .ShouldBe(new DateOnly(2023, 4, 24));
        (await host.Service.ToldAsync<CommissionResumed>($"commission/{reference}")).ShouldHaveSingleItem().ResumedFrom
            .ShouldBe(new DateOnly(2023, 5, 2));
        (await host.CommissionAsync(reference)).GetProperty("pauses")[0].Text("resumedFrom").ShouldBe("2023-05-02");
    }

    [Fact]
    public async Task Pause_TwiceInARow_IsRefused()
    {
        var (reference, _) = await host.AVisitAsync();
        await host.MoveAsync(reference, "pause", Pause).ShouldBeAsync(HttpStatusCode.OK);

        await host.MoveAsync(reference, "pause", Pause).ShouldRefuseAsync("not-in-delivery");
    }

    [Fact]
    public async Task Resume_OfWhatIsNotPaused_IsRefused() =>
        await host.MoveAsync(await host.AnAgreedCommissionAsync(), "resume", Body("resume")).ShouldRefuseAsync("not-paused");

    [Fact]
    public async Task Stop_IsToldAndLetsTheRestLapse()
    {
        var (reference, _) = await host.AVisitAsync();

        var stopped = await host.MoveAsync(reference, "stop", Stop).ShouldBeAsync(HttpStatusCode.OK);

        (stopped.Text("status"), stopped.Number("daysUsed"), stopped.Number("daysRemaining")).ShouldBe(("stopped", 1m, 0m));
        (await host.Service.ToldAsync<CommissionStopped>($"commission/{reference}")).ShouldHaveSingleItem().LastDay
            .ShouldBe(new DateOnly(2023, 5, 5));
        await host.MoveAsync(reference, "stop", Stop).ShouldRefuseAsync("over");
    }

    [Fact]
    public async Task Stop_OfAProposal_IsToldToNobody()
    {
        var reference = await host.AProposedCommissionAsync();

        await host.MoveAsync(reference, "stop", Stop).ShouldBeAsync(HttpStatusCode.OK);

        (await host.Service.ToldAsync<CommissionStopped>($"commission/{reference}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_WaitsForTheLastNote()
    {
        var (reference, visit) = await host.AVisitAsync();
        await host.MoveAsync(reference, "completion", Body("completion")).ShouldRefuseAsync("visit-without-note");
        await host.EvidenceAsync(reference, visit).ShouldBeAsync(HttpStatusCode.OK);

        (await host.MoveAsync(reference, "completion", Body("completion")).ShouldBeAsync(HttpStatusCode.OK)).Text("status").ShouldBe("completed");
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Move_OfACommissionThatIsNone_IsNotFound(string action) =>
        await host.MoveAsync("COM-2023-9999", action, Body(action)).ShouldBeAsync(HttpStatusCode.NotFound);

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Move_BySomeoneWhoNeitherSendsNorPays_IsForbidden(string action)
    {
        var reference = await host.AnAgreedCommissionAsync();

        await host.MoveAsync(reference, action, Body(action), host.Service.Client("IWC", SchoolSupportHost.Manager)).ShouldBeAsync(HttpStatusCode.Forbidden);
        await host.MoveAsync(reference, action, Body(action), host.HampshireAdviser).ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("pause", "pausedFrom")]
    [InlineData("stop", "lastDay")]
    public async Task Move_WithoutAReason_IsInvalid(string action, string day)
    {
        var body = new Dictionary<string, object> { [day] = "2023-05-02", ["reason"] = "no" };

        await host.MoveAsync(await host.AnAgreedCommissionAsync(), action, body).ShouldNameAsync("reason");
    }

    [Theory]
    [InlineData("resume", "resumedFrom")]
    [InlineData("completion", "grade")]
    public async Task Move_WithAFieldThatIsNone_IsInvalid(string action, string field) =>
        await host.MoveAsync(await host.AnAgreedCommissionAsync(), action, new Dictionary<string, object> { [field] = "one fine day" })
            .ShouldNameAsync(field);

    private static object Body(string action) => action switch
    {
        "pause" => Pause,
        "stop" => Stop,
        "resume" => new { resumedFrom = "2023-05-02" },
        _ => new { },
    };
}

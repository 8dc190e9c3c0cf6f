using Shouldly;
using Testing;
using Xunit;

namespace Platform.Tests;

/// <summary>
/// Servers and services die by SIGKILL while officers work. Once they are back and everything has come to rest, what was accepted
/// has happened exactly once everywhere, and April stands as it stood.
/// </summary>
[Collection(AprilGroup.Name)]
public sealed class FaultTests(AprilSystem april) : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => april.MendAsync();

    [Fact]
    public async Task BrokerKilledWhileOfficersWork_LosesAndDoublesNothing()
    {
        await using var officers = await OfficersAtWork.BeginAsync(april, "BUS");
        await officers.HaveDoneAsync(more: 15);

        await april.KillAsync("bus");
        await officers.HaveDoneAsync(more: 15);
        officers.Unanswered.ShouldBeEmpty("events wait in the outbox: nobody is turned away");
        await april.BringBackAsync("bus");
        await officers.HaveDoneAsync(more: 15);
        await officers.StopAsync();
        await april.ComesToRestAsync();

        await officers.EachHasHappenedOnceAsync();
        await april.EveryEventHadOneEffectAsync();
        await april.BothCouncilsReadTheSameStatementAsync();
    }

    [Fact]
    public async Task ServiceKilledBetweenCommitAndPublish_TellsItOnceWhenItIsBack()
    {
        var task = OfficerTask.Decision("CRASH", 1);
        await april.RestartGovernanceAsync(crashesBeforePublishing: true);

        // A first try may break on a connection that the restart cut: what counts is one that is committed.
        await Eventually.BecomesAsync(
            async () =>
            {
                await task.TryAsync(april);
                return await UnsentAsync(task.Reference);
            },
            unsent => unsent is [1L]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        await april.System.EndedAsync("governance", patience.Token);
        (await UnsentAsync(task.Reference)).ShouldBe([1L]);
        (await HeardAsync("recharging", task.Reference)).ShouldBe([0L]);

        await april.RestartGovernanceAsync(crashesBeforePublishing: false);
        (await task.UntilTakenAsync(april)).Replayed.ShouldBeTrue("it was committed, so the answer was stored with it");
        await april.ComesToRestAsync();

        foreach (var subscriber in (string[])["secondments", "school-support", "recharging"])
        {
            (await HeardAsync(subscriber, task.Reference)).ShouldBe([1L]);
        }

        await april.EveryEventHadOneEffectAsync();
    }

    [Fact]
    public async Task PostgresKilledUnderRequests_KeepsWhatItAccepted_AndARetryDoesTheRestOnce()
    {
        await using var officers = await OfficersAtWork.BeginAsync(april, "PG");
        await officers.HaveDoneAsync(more: 15);

        await april.KillAsync("postgres");
        await Eventually.BecomesAsync(() => Task.FromResult(officers.Unanswered.Count), count => count >= 5);
        await april.BringBackAsync("postgres");
        await officers.HaveDoneAsync(more: 15);
        await officers.StopAsync();
        await officers.RetryAllAsync();
        await april.ComesToRestAsync();

        await officers.EachHasHappenedOnceAsync();
        await april.EveryEventHadOneEffectAsync();
        await april.BooksBalanceAsync();
        await april.BothCouncilsReadTheSameStatementAsync();
    }

    private Task<IReadOnlyList<long>> UnsentAsync(string aggregate) => april.QueryAsync(
        "governance", "SELECT count(*) FROM outbox WHERE aggregate = $1 AND sent_at IS NULL", row => row.GetInt64(0), aggregate);

    private Task<IReadOnlyList<long>> HeardAsync(string subscriber, string aggregate) => april.QueryAsync(
        subscriber, "SELECT count(*) FROM inbox WHERE publisher = 'governance' AND aggregate = $1", row => row.GetInt64(0), aggregate);
}

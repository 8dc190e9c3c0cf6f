using System.Collections.Concurrent;
using Shouldly;
using Testing;

namespace Platform.Tests;

/// <summary>Two officers who go on working while things break, each at a task every few milliseconds.</summary>
internal sealed class OfficersAtWork : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private readonly ConcurrentBag<OfficerTask> done = [];
    private readonly ConcurrentBag<OfficerTask> unanswered = [];
    private readonly AprilSystem april;
    private readonly string about;
    private readonly Task working;
    private volatile bool stopped;

    private OfficersAtWork(AprilSystem april, string about)
    {
        (this.april, this.about) = (april, about);
        working = Task.WhenAll(OneAfterAnotherAsync(OfficerTask.Decision), OneAfterAnotherAsync(OfficerTask.Commission));
    }

    /// <summary>What was turned away or got no answer: it may have happened or not.</summary>
    public IReadOnlyCollection<OfficerTask> Unanswered => unanswered;

    /// <param name="april">Where they work.</param>
    /// <param name="about">Tells their tasks from those of other tests.</param>
    public static async Task<OfficersAtWork> BeginAsync(AprilSystem april, string about)
    {
        foreach (var task in new[] { OfficerTask.Decision(about, 0), OfficerTask.Commission(about, 0) })
        {
            await april.Cast.NamedAsync(task.Officer);
        }

        return new OfficersAtWork(april, about);
    }

    /// <summary>Returns when so many more tasks than now were accepted of each officer.</summary>
    public Task HaveDoneAsync(int more)
    {
        var before = Done();
        return Eventually.BecomesAsync(
            () => Task.FromResult(Done()),
            now => now.Decisions >= before.Decisions + more && now.Commissions >= before.Commissions + more);
    }

    /// <summary>Returns when both have ended what they had begun.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        await working;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Sends everything again with its old key: what was accepted gets its first answer, what was not is done now.</summary>
    public async Task RetryAllAsync()
    {
        foreach (var task in unanswered)
        {
            await task.UntilTakenAsync(april);
        }

        foreach (var task in done)
        {
            (await task.UntilTakenAsync(april)).Replayed.ShouldBeTrue($"{task.Reference} had been accepted");
        }
    }

    /// <summary>Everything that was begun is there once, with one entry in the audit trail and, where others hear of it, one event.</summary>
    public async Task EachHasHappenedOnceAsync()
    {
        var begun = done.Concat(unanswered).Select(task => task.Reference).Order(StringComparer.Ordinal).ToList();
        var decisions = await april.QueryAsync("governance",
            "SELECT aggregate FROM outbox WHERE aggregate LIKE $1", row => row.GetString(0), $"D-{about}-%");
        var audited = await april.QueryAsync("governance",
            "SELECT subject FROM audit WHERE subject LIKE $1", row => row.GetString(0), $"D-{about}-%");
        var commissions = await april.QueryAsync("school-support",
            "SELECT purpose FROM commission WHERE purpose LIKE $1", row => row.GetString(0), $"Synthetic visit {about} %");

        decisions.Concat(commissions).Order(StringComparer.Ordinal).ShouldBe(begun);
        audited.Order(StringComparer.Ordinal).ShouldBe(decisions.Order(StringComparer.Ordinal));
    }

    private (int Decisions, int Commissions) Done()
    {
        var decisions = done.Count(task => task.Path.StartsWith("governance", StringComparison.Ordinal));
        return (decisions, done.Count - decisions);
    }

    private async Task OneAfterAnotherAsync(Func<string, int, OfficerTask> next)
    {
        using var pace = new PeriodicTimer(Pace);
        for (var number = 1; !stopped; number++)
        {
            var task = next(about, number);
            var (status, _) = await task.TryAsync(april);
            (status is >= 200 and < 300 ? done : unanswered).Add(task);
            await pace.WaitForNextTickAsync();
        }
    }
}

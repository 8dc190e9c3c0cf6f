using System.Text.Json.Nodes;

namespace Demonstration;

/// <summary>What services say of the month, read by a finance officer, and of themselves, read by the operator who sets the day.</summary>
internal sealed class Services(SignedIn finance, SignedIn systemOperator)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static readonly string[] All = ["governance", "secondments", "school-support", "recharging"];

    public Task<JsonNode> StatementAsync(string number) => finance.GetAsync($"recharging/v1/statements/{number}");

    /// <summary>As it was found last; null when nobody has reconciled the statement yet.</summary>
    public async Task<JsonNode?> ReconciliationAsync(string number)
    {
        var path = $"recharging/v1/statements/{number}/reconciliation";
        return (await finance.TryAsync(HttpMethod.Get, path, content: null)).Status == 404 ? null : await finance.GetAsync(path);
    }

    public Task<JsonNode> MessagingAsync(string service) => systemOperator.GetAsync($"{service}/v1/messaging");

    public async Task<bool> AreEmptyAsync() => (await StatementsAsync()).Count == 0
        && (await MessagingAsync("governance"))["published"]!.GetValue<long>() == 0;

    /// <exception cref="InvalidOperationException">A story was begun here and never ended.</exception>
    public async Task<string> FirstStatementAsync() => (await StatementsAsync()) is [.., { } first]
        ? first["number"]!.GetValue<string>()
        : throw new InvalidOperationException("The demonstration was cut off while it was being loaded: 'make reset' starts afresh.");

    private async Task<JsonArray> StatementsAsync() => (await finance.GetAsync("recharging/v1/statements")).AsArray();

    /// <summary>Nine in the morning of the day, in every service.</summary>
    public Task SetBusinessDayAsync(DateOnly day) => SetBusinessTimeAsync(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero));

    /// <summary>Business time in every service: what day it is for the officers.</summary>
    public async Task SetBusinessTimeAsync(DateTimeOffset now)
    {
        foreach (var service in All)
        {
            await systemOperator.PutAsync($"{service}/v1/clock", new { now });
        }
    }

    /// <summary>Returns when every event that was published has had its effect at every subscriber.</summary>
    /// <exception cref="InvalidOperationException">They have not come to rest within a minute.</exception>
    public async Task QuietAsync()
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        using var nextLook = new PeriodicTimer(TimeSpan.FromMilliseconds(100), clock);
        while (true)
        {
            var state = await EventFlow.ReadAsync(this);
            if (state.IsQuiet)
            {
                return;
            }

            if (clock.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"Events have not come to rest after {Patience.TotalSeconds:0} s: {state}");
            }

            await nextLook.WaitForNextTickAsync();
        }
    }
}

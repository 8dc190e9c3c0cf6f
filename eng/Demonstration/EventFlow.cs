namespace Demonstration;

/// <summary>How many events each service told the others, and how many each subscriber has dealt with.</summary>
internal sealed record EventFlow(
    IReadOnlyDictionary<string, long> Published,
    IReadOnlyDictionary<string, long> Consumed,
    long Unsent,
    long Waiting,
    long Parked)
{
    // Who listens to whom: the arrows of the architecture. Each subscriber receives its publishers' whole streams.
    private static readonly Dictionary<string, string[]> Subscriptions = new(StringComparer.Ordinal)
    {
        ["governance"] = ["recharging"],
        ["secondments"] = ["governance"],
        ["school-support"] = ["governance"],
        ["recharging"] = ["governance", "secondments", "school-support"],
    };

    public bool IsQuiet => Unsent == 0 && Waiting == 0
        && Subscriptions.All(arrow => Consumed[arrow.Key] + Parked >= arrow.Value.Sum(publisher => Published[publisher]));

    public override string ToString() => string.Join("; ", Services.All.Select(service =>
        $"{service} told {Published[service]} and dealt with {Consumed[service]}")) + $"; {Unsent} unsent, {Waiting} waiting, {Parked} parked";

    public static async Task<EventFlow> ReadAsync(Services services)
    {
        var published = new Dictionary<string, long>(StringComparer.Ordinal);
        var consumed = new Dictionary<string, long>(StringComparer.Ordinal);
        long unsent = 0, waiting = 0, parked = 0;
        foreach (var service in Services.All)
        {
            var messaging = await services.MessagingAsync(service);
            var effects = messaging["consumed"]!;
            published[service] = messaging["published"]!.GetValue<long>();
            consumed[service] = effects["applied"]!.GetValue<long>() + effects["ignored"]!.GetValue<long>() + effects["refused"]!.GetValue<long>();
            unsent += messaging["unsent"]!.GetValue<long>();
            waiting += effects["waiting"]!.GetValue<long>();
            parked += effects["parked"]!.GetValue<long>();
        }

        return new EventFlow(published, consumed, unsent, waiting, parked);
    }
}

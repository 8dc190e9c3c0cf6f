using Demonstration;
using Demonstration.Story;

// play    tells the story to the system at hand if its databases are empty, and prints the month
// demo    tells it, and the year that follows, on a system of its own with throw-away data, writes artifacts/demo.json, and holds it
//         against the independent table
switch (args)
{
    case ["play"]:
        var addresses = Addresses.FromEnvironment();
        using (var gateway = new HttpClient { BaseAddress = addresses.Gateway, Timeout = TimeSpan.FromMinutes(2) })
        {
            await Telling.ToAsync(gateway, addresses.Identity, Console.Out);
        }

        return 0;
    case ["demo"]:
        return await ThrowAway.PlayAsync(Console.Out);
    default:
        await Console.Error.WriteLineAsync("Say 'play' or 'demo'.");
        return 2;
}

using Demonstration;

// Tells the story to the system at hand if its databases are empty, and prints the month.
if (args is not ["play"])
{
    await Console.Error.WriteLineAsync("Say 'play'.");
    return 2;
}

var addresses = Addresses.FromEnvironment();
using var gateway = new HttpClient { BaseAddress = addresses.Gateway, Timeout = TimeSpan.FromMinutes(2) };
await Telling.ToAsync(gateway, addresses.Identity, Console.Out);
return 0;

using Demonstration;

// Tells the story to the system at hand if its databases are empty, and prints the month.
if (args is not ["play"])
{
    await Console.Error.WriteLineAsync("Say 'play'.");
    return 2;
}

var addresses = Addresses.FromEnvironment();
using var gateway = new HttpClient { BaseAddress = addresses.Gateway, Timeout = TimeSpan.FromMinutes(2) };
try
{
    await Telling.ToAsync(gateway, addresses.Identity, Console.Out);
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException)
{
    // What the services answered, or that they don't: the officer at the terminal needs no more than the sentence.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

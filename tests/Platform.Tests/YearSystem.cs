using Demonstration;
using Orchestration;
using Xunit;

namespace Platform.Tests;

/// <summary>A system of its own on which the story was told once, from April 2023 to the buy-back of February 2024.</summary>
public sealed class YearSystem : IAsyncLifetime
{
    private PlatformApp? system;
    private HttpClient? gateway;
    private Telling? april;
    private YearTold? told;

    internal Telling April => april ?? throw new InvalidOperationException("The system has not been started.");

    internal YearTold Told => told ?? throw new InvalidOperationException("The story has not been told.");

    public async ValueTask InitializeAsync()
    {
        system = await PlatformApp.StartAsync(new PlatformOptions { ThrowAway = true, Only = ["identity", "gateway"] });
        gateway = Described.Client(system.Gateway);
        april = await Telling.ToAsync(gateway, system.Identity, TextWriter.Null);
        told = await april.TellYearAsync(TextWriter.Null);
    }

    public async ValueTask DisposeAsync()
    {
        gateway?.Dispose();
        if (system is not null)
        {
            await system.DisposeAsync();
        }
    }
}

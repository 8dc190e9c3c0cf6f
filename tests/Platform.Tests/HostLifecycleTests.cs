using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Testing;
using Xunit;

namespace Platform.Tests;

/// <summary>The whole system as a person starts, kills, starts again and stops it.</summary>
public sealed class HostLifecycleTests
{
    private const string Ready = "Ctrl-C stops everything.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_TellsTheMonthAndTheAddresses_LeavesNothingWhenKilled_ComesUpOnTheSameData_AndStopsAtCtrlC()
    {
        using var folder = new TemporaryFolder();
        using var host = AppHostProcess.Start("--Port=0", $"--Data={folder.Path}");
        var said = await ReadUntilAsync(host, Ready);
        said.ShouldContain("STATEMENT ST-2023-24-P01");
        said.ShouldContain("UNEXPLAINED");
        said.ShouldContain("Portal          http://");
        said.IndexOf("UNEXPLAINED", StringComparison.Ordinal).ShouldBeLessThan(said.IndexOf("Portal          ", StringComparison.Ordinal));

        using var second = AppHostProcess.Start("--Port=0", $"--Data={folder.Path}");
        (await second.StandardError.ReadToEndAsync(Cancelled)).ShouldContain("already runs on the data");
        await second.WaitForExitAsync(Cancelled);
        second.ExitCode.ShouldBe(1);

        AppHostProcess.Send(host, AppHostProcess.Kill);
        await host.WaitForExitAsync(Cancelled);
        await NothingIsLeftAsync(folder.Path);

        using var again = AppHostProcess.Start("--Port=0", $"--Data={folder.Path}");
        (await ReadUntilAsync(again, Ready)).ShouldContain("STATEMENT ST-2023-24-P01");
        AppHostProcess.Send(again, AppHostProcess.Interrupt);
        (await again.StandardOutput.ReadToEndAsync(Cancelled)).Trim().ShouldBeEmpty();
        await again.WaitForExitAsync(Cancelled);
        again.ExitCode.ShouldBe(0);
        await NothingIsLeftAsync(folder.Path);
    }

    [Fact]
    public async Task PortThatSomethingElseHas_IsNamed_WithTheWayOut()
    {
        using var folder = new TemporaryFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 15_100);
        holder.Start();

        using var host = AppHostProcess.Start($"--Data={folder.Path}");
        var complaint = await host.StandardError.ReadToEndAsync(Cancelled);
        await host.WaitForExitAsync(Cancelled);

        host.ExitCode.ShouldBe(1);
        complaint.ShouldContain("Something else listens on port");
        complaint.ShouldContain("15100");
        complaint.ShouldContain("make run ARGS=--Port=0");
    }

    [Fact]
    public async Task ServerThatDoesNotStart_IsNamedAtTheTerminal()
    {
        using var folder = new TemporaryFolder();
        using var host = AppHostProcess.Start(
            "--Port=0", $"--Data={folder.Path}", "--Containers=false", "--Restart=false", $"--Definitions={folder.Path}/nothing-here.json");

        string? said;
        do
        {
            said = await host.StandardError.ReadLineAsync(Cancelled);
        }
        while (said is not null && !said.StartsWith("FAILED", StringComparison.Ordinal));

        said.ShouldNotBeNull().ShouldStartWith("FAILED: bus-program has ended (exit code ");
        AppHostProcess.Send(host, AppHostProcess.Interrupt);
        await host.WaitForExitAsync(Cancelled);
        await NothingIsLeftAsync(folder.Path);
    }

    private static Task<string> NothingIsLeftAsync(string folder) => Eventually.BecomesAsync(
        () => Task.FromResult(string.Join('\n', AppHostProcess.ProcessesOn(folder))), left => left.Length == 0);

    private static async Task<string> ReadUntilAsync(Process host, string line)
    {
        var said = new StringWriter();
        while (await host.StandardOutput.ReadLineAsync(Cancelled) is { } read)
        {
            await said.WriteLineAsync(read);
            if (read.Contains(line, StringComparison.Ordinal))
            {
                return said.ToString();
            }
        }

        throw new InvalidOperationException($"The host ended: {said}\n{await host.StandardError.ReadToEndAsync(Cancelled)}");
    }
}

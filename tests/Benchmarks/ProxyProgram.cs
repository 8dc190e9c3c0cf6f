using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks;

/// <summary>A proxy beside ours: a program of one process, which ends with this one.</summary>
internal sealed class ProxyProgram : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;
    private readonly string? _folder;

    private ProxyProgram(Process process, Uri address, string? folder = null) => (_process, Address, _folder) = (process, address, folder);

    public Uri Address { get; }

    public int Process => _process.Id;

    public static ProxyProgram Yarp(string destination)
    {
        var process = Start(Environment.ProcessPath!, BareProxy.Command, destination);
        return new ProxyProgram(process, new Uri(process.StandardOutput.ReadLine()!));
    }

    /// <summary>Null where this machine has no nginx.</summary>
    public static async Task<ProxyProgram?> NginxAsync(string destination)
    {
        const string Program = "/usr/sbin/nginx";
        if (!File.Exists(Program))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("shared-services-nginx-").FullName;
        var address = new UriBuilder("http", "127.0.0.1", FreePort()).Uri;
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings, $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr crit;
            events { worker_connections 512; }
            http {
              access_log off;
              client_body_temp_path {{folder}};
              proxy_temp_path {{folder}};
              fastcgi_temp_path {{folder}};
              uwsgi_temp_path {{folder}};
              scgi_temp_path {{folder}};
              upstream destination { server {{new Uri(destination).Authority}}; keepalive 32; }
              server {
                listen {{address.Authority}};
                location / {
                  proxy_pass http://destination;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                }
              }
            }
            """);
        var proxy = new ProxyProgram(Start(Program, "-c", settings), address, folder);
        await proxy.ListensAsync();
        return proxy;
    }

    /// <summary>Processor time of a process so far, to a hundredth of a second: proc(5), utime and stime.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(
            (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static Process Start(string program, params string[] arguments) => System.Diagnostics.Process.Start(
        new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })
        ?? throw new InvalidOperationException($"{program} did not start.");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ListensAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Address.Host, Address.Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && clock.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(20);
            }
        }
    }
}

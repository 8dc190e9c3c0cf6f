namespace LocalHost;

/// <summary>The Aspire dashboard beside the local system: its traces, logs and metrics.</summary>
internal static class Dashboard
{
    private const int KnownPort = 5103;
    private const string Folder = "eng/dashboard";

    public static (ProgramPlan Plan, Uri Frontend, Uri Telemetry) Plan(string logFile, bool knownPort)
    {
        var program = SourceTree.Folder($"{Folder}/node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire");
        if (!File.Exists(program))
        {
            throw new LocalHostException("The Aspire dashboard is not installed: run eng/setup.sh, which installs it, or leave it out with --no-dashboard.");
        }

        var frontend = new Uri($"http://127.0.0.1:{(knownPort ? Ports.Preferring(KnownPort) : Ports.Free())}");
        var telemetry = new Uri($"http://127.0.0.1:{Ports.Free()}");
        string[] command =
        [
            program, "dashboard", "run", "--frontend-url", frontend.GetLeftPart(UriPartial.Authority),
            "--otlp-grpc-url", telemetry.GetLeftPart(UriPartial.Authority), "--otlp-http-url", $"http://127.0.0.1:{Ports.Free()}",
            "--allow-anonymous", "--nologo", "--non-interactive"
        ];

        // It unpacks itself below its home at the first start; later starts find it there.
        var home = Directory.CreateDirectory(SourceTree.Folder("artifacts/dashboard")).FullName;
        return (
            new ProgramPlan("dashboard", logFile, command)
            {
                // The launch profile's variables are for Aspire's own host: the dashboard would listen there and ask for a resource service.
                CleanEnvironment = true,
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = home, ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1" }
            },
            frontend,
            telemetry);
    }
}

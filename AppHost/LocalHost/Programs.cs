namespace LocalHost;

/// <summary>Where the servers' programs are on this machine; a missing one is reported in one sentence that names the cure.</summary>
internal static class Programs
{
    public static string RabbitServer => Required("RabbitMQ", "/usr/lib/rabbitmq/bin/rabbitmq-server");

    public static string Epmd => Required("Erlang's port mapper", "/usr/bin/epmd");

    public static string DotNet => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : Required(".NET", [.. OnThePath("dotnet")]);

    public static string Node => Required("Node.js", [.. OnThePath("node")]);

    public static string Postgres(string program) => Required("PostgreSQL", [.. PostgresVersions().Select(v => Path.Combine(v, "bin", program))]);

    private static string Required(string what, params string[] candidates) =>
        candidates.FirstOrDefault(File.Exists)
        ?? throw new LocalHostException($"{what} is not installed on this machine: run eng/setup.sh, which installs it.");

    private static IEnumerable<string> OnThePath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program));

    private static IEnumerable<string> PostgresVersions()
    {
        const string root = "/usr/lib/postgresql";
        return Directory.Exists(root)
            ? Directory.GetDirectories(root)
                .Where(v => int.TryParse(Path.GetFileName(v), out _))
                .OrderByDescending(v => int.Parse(Path.GetFileName(v), System.Globalization.CultureInfo.InvariantCulture))
            : [];
    }
}

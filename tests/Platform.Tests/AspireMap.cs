using System.Globalization;
using System.Text.RegularExpressions;
using LocalHost;

namespace Platform.Tests;

/// <summary>Reads AppHost.cs, which can be compiled only where Aspire is, into the terms of the local map.</summary>
internal static partial class AspireMap
{
    public static IReadOnlyList<Resource> Read(string source)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var resources = new Dictionary<string, Resource>(StringComparer.Ordinal);
        var statements = Comment().Replace(source, "").Split(';');
        foreach (var statement in statements.Where(statement => statement.Contains(".Add", StringComparison.Ordinal)))
        {
            var calls = CallsOf(statement);
            if (calls[0].Method is "AddParameter")
            {
                continue;
            }

            var name = calls[0].Strings[0];
            if (Variable().Match(statement) is { Success: true } variable)
            {
                names[variable.Groups["it"].Value] = name;
            }

            resources[name] = ResourceOf(name, calls, names);
        }

        // Arrows that could not be drawn before both ends were there: gateway.WithReference(portal).
        foreach (var later in Later().Matches(source).Cast<Match>())
        {
            var name = names[later.Groups["from"].Value];
            resources[name] = resources[name] with { Calls = [.. resources[name].Calls, names[later.Groups["to"].Value]] };
        }

        return [.. resources.Values];
    }

    private static Resource ResourceOf(string name, List<Call> calls, Dictionary<string, string> names)
    {
        var made = calls[0];
        var resource = new Resource(name, KindOf(made.Method, calls))
        {
            Folder = made.Project ?? (made.Method is "AddExecutable" ? $"AppHost/{made.Strings[2]}" : ""),
            Arguments = made.Method is "AddExecutable" ? [.. made.Strings.Skip(3)] : [],
            Login = made.Method is "AddDatabase" ? made.Strings[1] : ""
        };
        foreach (var call in calls.Skip(1))
        {
            resource = call.Method switch
            {
                "WithArgs" => resource with { Arguments = call.Strings },
                "WithLogin" => resource with { Login = call.Strings[0], Database = names[call.Names[0]] },
                "WithBusUser" => resource with { Login = call.Strings[0], UsesBus = true },
                "WithSignIn" => resource with { ChecksSignIn = true },
                "WithReference" when call.Strings is [var connection] && connection.EndsWith("-owner", StringComparison.Ordinal) =>
                    resource with { OwnedDatabase = names[call.Names[0]] },
                "WithReference" => resource with { Calls = [.. resource.Calls, names[call.Names[0]]] },
                "WaitFor" or "WaitForCompletion" => resource with { WaitsFor = [.. resource.WaitsFor, names[call.Names[0]]] },
                "WithHttpEndpoint" when Port().Match(call.Text) is { Success: true } port =>
                    resource with { KnownPort = int.Parse(port.Groups["it"].Value, CultureInfo.InvariantCulture) },
                "WithEnvironment" => resource with { Settings = new Dictionary<string, string>(resource.Settings, StringComparer.Ordinal)
                {
                    [call.Strings[0]] = call.Strings[1]
                } },
                "WithHttpEndpoint" or "WithHttpHealthCheck" or "WithExternalHttpEndpoints" or "WithImageTag" or "WithDataVolume"
                    or "WithBindMount" => resource,
                _ => throw new InvalidOperationException($"AppHost.cs calls {call.Method} on {name}, which the local map knows nothing of.")
            };
        }

        return resource;
    }

    private static ResourceKind KindOf(string method, List<Call> calls) => method switch
    {
        "AddPostgres" => ResourceKind.Postgres,
        "AddDatabase" => ResourceKind.Database,
        "AddRabbitMQ" => ResourceKind.RabbitMq,
        "AddExecutable" => ResourceKind.Node,
        "AddProject" when calls.Exists(call => call.Method is "WithHttpEndpoint") => ResourceKind.Service,
        "AddProject" => ResourceKind.Step,
        _ => throw new InvalidOperationException($"AppHost.cs calls {method}, which the local map knows nothing of.")
    };

    private static List<Call> CallsOf(string statement) =>
    [
        .. CallPattern().Matches(statement).Select(match => new Call(
            match.Groups["method"].Value,
            match.Groups["project"] is { Success: true } project ? project.Value : null,
            match.Groups["arguments"].Value,
            [.. Text().Matches(match.Groups["arguments"].Value).Select(text => text.Groups["it"].Value)],
            [.. Name().Matches(Text().Replace(match.Groups["arguments"].Value, "")).Select(found => found.Value)]))
    ];

    private sealed record Call(string Method, string? Project, string Text, IReadOnlyList<string> Strings, IReadOnlyList<string> Names);

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"var (?<it>\w+) =", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<from>\w+)\.WithReference\((?<to>\w+)\);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Later();

    [GeneratedRegex(
        @"\.(?<method>(Add|With|WaitFor)\w*)(<Projects\.(?<project>\w+)>)?\((?<arguments>([^()]|\([^()]*\))*)\)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CallPattern();

    [GeneratedRegex("\"(?<it>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex(@"\b[a-z]\w*\b", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"port: (?<it>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Port();
}

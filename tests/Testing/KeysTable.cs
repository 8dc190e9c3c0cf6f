using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;

namespace Testing;

/// <summary>The table of <c>docs/keys.md</c>: who changes what of a service, and whose the second key is.</summary>
public sealed record KeysTable(IReadOnlyList<KeysTable.Row> Rows)
{
    private static readonly string[] OfEveryService = ["SetClock", "ReplayEvent"];

    /// <param name="TurnedBy">The roles and scopes of the operation.</param>
    /// <param name="SecondKey">Whose it is; a dash when there is none.</param>
    public sealed record Row(string Operation, IReadOnlyList<string> TurnedBy, string SecondKey);

    /// <summary>The operations whose second key is somebody's who may be of the other council.</summary>
    public IEnumerable<string> OfTwoCouncils =>
        Rows.Where(row => row.SecondKey is "the other council" or "each council" or "another officer").Select(row => row.Operation);

    public static KeysTable Of(string service)
    {
        var lines = File.ReadAllLines(Path.Combine(RootOf(AppContext.BaseDirectory), "docs", "keys.md"));
        return new KeysTable([.. lines.SkipWhile(line => line != $"## {service}").Skip(3).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => new Row(cells[0], [.. cells[2].Split(' ').Select(role => role.Trim('`')).Order(StringComparer.Ordinal)], cells[3]))]);
    }

    /// <summary>Each operation with the roles that may turn its key.</summary>
    public IEnumerable<string> Said => Rows.Select(row => $"{row.Operation}: {string.Join(' ', row.TurnedBy)}").Order(StringComparer.Ordinal);

    /// <summary>The same of the service itself: every operation of it that changes something.</summary>
    public static IEnumerable<string> OperationsOf(IServiceProvider service) => service.GetRequiredService<EndpointDataSource>().Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null
            && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Any(method => !HttpMethods.IsGet(method)))
        .Select(endpoint => (Name: endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
            Permission: endpoint.Metadata.GetMetadata<Permissions.Permission>()!))
        .Where(operation => !OfEveryService.Contains(operation.Name))
        .Select(operation => $"{operation.Name}: " + string.Join(' ', operation.Permission.AnyRole
            .Concat(operation.Permission.Scope is { } scope ? [scope] : []).Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal);

    private static string RootOf(string folder) => File.Exists(Path.Combine(folder, "SharedServices.sln"))
        ? folder
        : RootOf(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SharedServices.sln is not above the tests."));
}

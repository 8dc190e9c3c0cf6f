using System.Text.Json;
using System.Text.RegularExpressions;

namespace Testing;

/// <summary>The table of <c>docs/roles.md</c>: of each operation of a service, the roles and client scopes that may use it.</summary>
public sealed partial class RolesTable
{
    private readonly Dictionary<string, string[]> _groups;

    private RolesTable(string text)
    {
        _groups = Group().Matches(text).ToDictionary(
            row => row.Groups["group"].Value, row => Words(row.Groups["roles"].Value), StringComparer.Ordinal);
        Rows = [.. Row().Matches(text).Select(row => new Operation(
            row.Groups["service"].Value, row.Groups["method"].Value, row.Groups["path"].Value, Expanded(row.Groups["who"].Value)))];
    }

    /// <summary>As it is written now.</summary>
    public static RolesTable Read() => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "roles.md")));

    public IReadOnlyList<Operation> Rows { get; }

    /// <summary>Whether it names the role for what lies at an address such as <c>/api/recharging/v1/statements</c>.</summary>
    public bool Lets(string role, string method, string address) => Rows.Any(row =>
        row.Method == method && row.Who.Contains(role) && row.IsAt(address));

    /// <param name="Path">Below <c>/api/{service}/v1</c>.</param>
    /// <param name="Who">Roles of officers and scopes of ERP clients.</param>
    public sealed record Operation(string Service, string Method, string Path, IReadOnlySet<string> Who)
    {
        public string Name => $"{Method} {Path}";

        public bool IsAt(string address)
        {
            string[] parts = ["api", Service, "v1", .. Path.Trim('/').Split('/')];
            var asked = address.Trim('/').Split('/');
            return parts.Length == asked.Length && parts.Zip(asked).All(pair => pair.First[0] == '{' || pair.First == pair.Second);
        }
    }

    /// <summary>Who signs in during development: an officer with roles, or an ERP client with scopes.</summary>
    public sealed record SignIn(string Council, string Name, bool IsClient, string[] RolesOrScopes)
    {
        /// <summary>Everyone whom the development identity provider knows, and three whom no table names.</summary>
        public static IReadOnlyList<SignIn> All()
        {
            using var known = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "officers.json")));
            var signIns = new List<SignIn>
            {
                new("HCC", "Nobody's post", IsClient: false, []),
                new("IWC", "Unknown post", IsClient: false, ["chief-librarian"]),
                new("HCC", "hcc-other", IsClient: true, []),
            };
            foreach (var issuer in known.RootElement.GetProperty("issuers").EnumerateObject().Select(issuer => issuer.Value))
            {
                var council = issuer.GetProperty("council").GetString()!;
                signIns.AddRange(issuer.GetProperty("officers").EnumerateArray().Select(officer => new SignIn(
                    council, officer.GetProperty("name").GetString()!, IsClient: false, Strings(officer.GetProperty("roles")))));
                var erp = issuer.GetProperty("erp");
                var scopes = Strings(erp.GetProperty("scopes"));
                signIns.Add(new(council, erp.GetProperty("clientId").GetString()!, IsClient: true, scopes));
                signIns.AddRange(scopes.Select(scope => new SignIn(council, $"client for {scope}", IsClient: true, [scope])));
            }

            return signIns;
        }

        private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
    }

    private HashSet<string> Expanded(string who) =>
        [.. Words(who).SelectMany(word => _groups.TryGetValue(word, out var roles) ? Expanded(string.Join(',', roles)) : [word])];

    private static string[] Words(string cell) =>
        cell.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^\| (?<group>readers of [a-z]+) \| (?<roles>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Group();

    [GeneratedRegex(@"^\| (?<service>[a-z-]+) \| (?<method>[A-Z]+) `(?<path>[^`]+)` \| (?<who>[^|]+) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}

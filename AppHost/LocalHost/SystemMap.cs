namespace LocalHost;

/// <summary>The map of the system for local processes: the same statements, in the same order, as AppHost.cs makes to Aspire.</summary>
public static class SystemMap
{
    public static IReadOnlyList<string> Services { get; } = ["governance", "secondments", "school-support", "recharging"];

    private static IReadOnlyList<string> Steps { get; } = [.. Services.Select(service => $"{service}-migrations")];

    public static IReadOnlyList<Resource> Resources { get; } =
    [
        new("postgres", ResourceKind.Postgres),
        new("governance-db", ResourceKind.Database) { Login = "governance" },
        new("secondments-db", ResourceKind.Database) { Login = "secondments" },
        new("school-support-db", ResourceKind.Database) { Login = "school_support" },
        new("recharging-db", ResourceKind.Database) { Login = "recharging" },

        new("bus", ResourceKind.RabbitMq),

        new("identity", ResourceKind.Node) { Folder = "AppHost/Identity", Arguments = ["server.mjs"], KnownPort = 5102 },

        new("governance-migrations", ResourceKind.Step)
        {
            Folder = "services/Governance/Governance",
            Arguments = ["migrate"],
            Login = "governance",
            Database = "governance-db",
            OwnedDatabase = "governance-db",
            UsesBus = true,
            WaitsFor = ["governance-db", "bus"]
        },

        new("secondments-migrations", ResourceKind.Step)
        {
            Folder = "services/Secondments/Secondments",
            Arguments = ["migrate"],
            Login = "secondments",
            Database = "secondments-db",
            OwnedDatabase = "secondments-db",
            UsesBus = true,
            WaitsFor = ["secondments-db", "bus"]
        },

        new("school-support-migrations", ResourceKind.Step)
        {
            Folder = "services/SchoolSupport/SchoolSupport",
            Arguments = ["migrate"],
            Login = "school-support",
            Database = "school-support-db",
            OwnedDatabase = "school-support-db",
            UsesBus = true,
            WaitsFor = ["school-support-db", "bus"]
        },

        new("recharging-migrations", ResourceKind.Step)
        {
            Folder = "services/Recharging/Recharging",
            Arguments = ["migrate"],
            Login = "recharging",
            Database = "recharging-db",
            OwnedDatabase = "recharging-db",
            UsesBus = true,
            WaitsFor = ["recharging-db", "bus"]
        },

        new("governance", ResourceKind.Service)
        {
            Folder = "services/Governance/Governance",
            Login = "governance",
            Database = "governance-db",
            UsesBus = true,
            ChecksSignIn = true,
            WaitsFor = [.. Steps, "bus", "identity"]
        },

        new("secondments", ResourceKind.Service)
        {
            Folder = "services/Secondments/Secondments",
            Login = "secondments",
            Database = "secondments-db",
            UsesBus = true,
            ChecksSignIn = true,
            WaitsFor = [.. Steps, "bus", "identity"]
        },

        new("school-support", ResourceKind.Service)
        {
            Folder = "services/SchoolSupport/SchoolSupport",
            Login = "school-support",
            Database = "school-support-db",
            UsesBus = true,
            ChecksSignIn = true,
            WaitsFor = [.. Steps, "bus", "identity"]
        },

        new("recharging", ResourceKind.Service)
        {
            Folder = "services/Recharging/Recharging",
            Login = "recharging",
            Database = "recharging-db",
            UsesBus = true,
            ChecksSignIn = true,
            WaitsFor = [.. Steps, "bus", "identity"]
        },

        new("gateway", ResourceKind.Service)
        {
            Folder = "gateway",
            ChecksSignIn = true,
            Calls = ["governance", "secondments", "school-support", "recharging", "portal"],
            WaitsFor = ["governance", "secondments", "school-support", "recharging"],
            KnownPort = 5100
        },

        new("portal", ResourceKind.Service)
        {
            Folder = "services/Portal",
            ChecksSignIn = true,
            Calls = ["gateway"],
            WaitsFor = ["gateway"],
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SignIn__ClientId"] = "portal",
                ["SignIn__ClientSecret"] = "portal-development"
            },
            KnownPort = 5101
        },

        new("demonstration", ResourceKind.Step)
        {
            Folder = "eng/Demonstration",
            Arguments = ["play"],
            Calls = ["gateway", "identity"],
            WaitsFor = ["gateway", "portal"]
        }
    ];

    public static Resource Named(string name) =>
        Resources.FirstOrDefault(resource => resource.Name == name)
        ?? throw new ArgumentException($"The system has no resource called {name}.", nameof(name));
}

using System.Globalization;

namespace LocalHost;

/// <summary>The addresses and secrets of a running system, and the environment variables that tell them to a resource: those that Aspire would give.</summary>
internal sealed class Wiring(LocalSystemOptions options, PostgresServer postgres, RabbitServer bus)
{
    private readonly Dictionary<string, int> ports = SystemMap.Resources
        .Where(resource => resource.Kind is ResourceKind.Service or ResourceKind.Node)
        .ToDictionary(
            resource => resource.Name,
            resource => options.KnownPorts && resource.KnownPort > 0 ? Ports.Preferring(resource.KnownPort) : Ports.Free(),
            StringComparer.Ordinal);

    /// <summary>Where telemetry goes, when a dashboard takes it.</summary>
    public Uri? Telemetry { get; set; }

    public Uri AddressOf(string resource) => new($"http://127.0.0.1:{PortOf(resource)}");

    public static string DatabaseOf(string resource) => SystemMap.Named(resource).Login;

    public Dictionary<string, string> EnvironmentOf(Resource resource)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resource.Kind is ResourceKind.Node)
        {
            environment["PORT"] = PortOf(resource.Name).ToString(CultureInfo.InvariantCulture);
            environment["ORIGIN"] = Plain(AddressOf(resource.Name));
            environment["GATEWAY_URL"] = Plain(AddressOf("gateway"));
            environment["PORTAL_URL"] = Plain(AddressOf("portal"));
        }

        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        if (resource.Kind is ResourceKind.Service)
        {
            environment["ASPNETCORE_URLS"] = Plain(AddressOf(resource.Name));
        }

        if (resource.Database is { } database)
        {
            environment[$"ConnectionStrings__{resource.Login}"] = postgres.ConnectionString(DatabaseOf(database), resource.Login);
        }

        if (resource.OwnedDatabase is { } owned)
        {
            environment[$"ConnectionStrings__{resource.Login}-owner"] = postgres.OwnerConnectionString(DatabaseOf(owned));
        }

        if (resource.UsesBus)
        {
            environment["ConnectionStrings__bus"] = bus.ConnectionString(resource.Login);
        }

        if (resource.ChecksSignIn)
        {
            environment["SignIn__Audience"] = "shared-services";
            environment["SignIn__Issuers__0__Council"] = "HCC";
            environment["SignIn__Issuers__0__Authority"] = $"{Plain(AddressOf("identity"))}/hcc";
            environment["SignIn__Issuers__1__Council"] = "IWC";
            environment["SignIn__Issuers__1__Authority"] = $"{Plain(AddressOf("identity"))}/iwc";
        }

        foreach (var called in resource.Calls)
        {
            environment[$"services__{called}__http__0"] = Plain(AddressOf(called));
        }

        if (Telemetry is not null)
        {
            environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Plain(Telemetry);
            environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            environment["OTEL_SERVICE_NAME"] = resource.Name;
        }

        foreach (var (name, value) in resource.Settings.Concat(options.Settings.GetValueOrDefault(resource.Name) ?? resource.Settings))
        {
            environment[name] = value;
        }

        return environment;
    }

    private int PortOf(string resource) => ports[resource];

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

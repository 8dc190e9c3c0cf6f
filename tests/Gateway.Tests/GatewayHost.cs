using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests;

/// <summary>The real gateway on a real port, between two councils' issuers and five small backends.</summary>
public sealed class GatewayHost : IAsyncLifetime
{
    private static readonly string[] Services = ["governance", "secondments", "school-support", "recharging", "portal"];

    private readonly Dictionary<string, Backend> _backends = [];
    private readonly Dictionary<string, string> _settings = [];
    private WebApplicationFactory<Program> _factory = null!;

    public Issuer Hcc { get; private set; } = null!;

    public Issuer Iwc { get; private set; } = null!;

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public Backend this[string service] => _backends[service];

    public IServiceProvider Provider => _factory.Services;

    public async ValueTask InitializeAsync()
    {
        (Hcc, Iwc) = (await Issuer.Start("HCC"), await Issuer.Start("IWC"));
        foreach (var service in Services)
        {
            _backends[service] = await Backend.Start();
        }

        _factory = Start([]);
    }

    /// <summary>Another gateway before the same backends, with some settings of its own.</summary>
    public WebApplicationFactory<Program> Start(Dictionary<string, string> changed)
    {
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Error",
            ["Logging:LogLevel:Yarp"] = "Error",
            ["SignIn:Audience"] = Issuer.Audience,
            ["SignIn:Issuers:0:Council"] = "HCC",
            ["SignIn:Issuers:0:Authority"] = Hcc.Authority,
            ["SignIn:Issuers:1:Council"] = "IWC",
            ["SignIn:Issuers:1:Authority"] = Iwc.Authority
        };
        foreach (var (service, backend) in _backends)
        {
            settings[$"services:{service}:http:0"] = backend.Address;
        }

        foreach (var (key, value) in changed)
        {
            settings[key] = value;
        }

        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });
        factory.UseKestrel();
        factory.StartServer();
        return factory;
    }

    public HttpClient Anonymous() => ClientOf(_factory, null);

    public HttpClient Officer(string? token = null) => ClientOf(_factory, token ?? Hcc.Token());

    public static HttpClient ClientOf(WebApplicationFactory<Program> factory, string? token)
    {
        var connections = new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) };
        var client = new HttpClient(connections)
        {
            BaseAddress = factory.ClientOptions.BaseAddress
        };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        foreach (var backend in _backends.Values)
        {
            await backend.DisposeAsync();
        }

        await Hcc.DisposeAsync();
        await Iwc.DisposeAsync();
    }
}

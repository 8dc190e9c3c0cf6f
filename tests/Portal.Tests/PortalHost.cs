using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests;

/// <summary>The real portal on a real port, between two councils' issuers and a gateway that answers from files.</summary>
public sealed class PortalHost : IAsyncLifetime
{
    private WebApplicationFactory<Program> _factory = null!;

    public Issuer Hcc { get; private set; } = null!;

    public Issuer Iwc { get; private set; } = null!;

    public FakeGateway Gateway { get; } = new();

    public Uri Address => _factory.ClientOptions.BaseAddress;

    public async ValueTask InitializeAsync()
    {
        (Hcc, Iwc) = (await Issuer.Start("HCC"), await Issuer.Start("IWC"));
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.UseSetting("Logging:LogLevel:Default", "Error");
            host.UseSetting("services:gateway:http:0", "http://gateway.invalid");
            host.UseSetting("SignIn:Issuers:0:Council", "HCC");
            host.UseSetting("SignIn:Issuers:0:Authority", Hcc.Authority);
            host.UseSetting("SignIn:Issuers:1:Council", "IWC");
            host.UseSetting("SignIn:Issuers:1:Authority", Iwc.Authority);
            host.UseSetting("SignIn:ClientSecret", "secret");
            host.ConfigureTestServices(services =>
                services.ConfigureHttpClientDefaults(clients => clients.ConfigurePrimaryHttpMessageHandler(() => Gateway)));
        });
        _factory.UseKestrel();
        _factory.StartServer();
    }

    public IServiceProvider Services => _factory.Services;

    public Visitor Visitor() => new(Address);

    /// <summary>Someone of that council who has come in through the sign-in page.</summary>
    public async Task<Visitor> Officer(string council, string role = "finance-officer")
    {
        var issuer = council == "HCC" ? Hcc : Iwc;
        issuer.Role = role;
        var visitor = Visitor();
        await visitor.Open("/sign-in?returnUrl=%2Fstatus%2F404");
        await visitor.Submit(("council", council));
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Hcc.DisposeAsync();
        await Iwc.DisposeAsync();
    }
}

using System.Security.Cryptography;
using Scalar.AspNetCore;
using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>
/// The descriptions of all services in one place, to read, to search and to try. Everything that the page needs comes from here; its
/// own script is the only one that may run.
/// </summary>
public static class ApiReference
{
    public const string Path = "/docs/reference";

    public static void MapApiReference(this WebApplication app) =>
        app.MapScalarApiReference(Path, (options, context) =>
        {
            var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            // The page sets styles by script, which no nonce can allow.
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            var described = context.RequestServices.GetRequiredService<IProxyConfigProvider>().GetConfig().Routes
                .Where(route => route.Metadata?.ContainsKey("Title") == true);
            options.WithTitle("Shared services: API reference").WithNonce(nonce)
                .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools()
                .AddDocuments(described.Select(route =>
                    new ScalarDocument(route.ClusterId!, route.Metadata!["Title"], route.Match.Path)));
        }).AllowAnonymous().ExcludeFromDescription();
}

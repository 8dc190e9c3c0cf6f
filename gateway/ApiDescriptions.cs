using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Yarp.ReverseProxy.Configuration;

namespace Gateway;

/// <summary>The page that a developer of an ERP opens first: where each service describes its interface.</summary>
public static class ApiDescriptions
{
    public static void MapApiDescriptions(this WebApplication app) =>
        app.MapGet("/docs", (IProxyConfigProvider provider) =>
            {
                var described = provider.GetConfig().Routes.Where(route => route.Metadata?.ContainsKey("Title") == true);
                return TypedResults.Content(Page(described), "text/html; charset=utf-8");
            })
            .AllowAnonymous()
            .ExcludeFromDescription();

    /// <summary>A path under /api that no service has is nothing at all: never a page of the portal.</summary>
    public static void MapUnknownApi(this WebApplication app) =>
        app.Map("/api/{**rest}", () => TypedResults.NotFound()).RequireAuthorization().ExcludeFromDescription();

    private static string Page(IEnumerable<RouteConfig> described)
    {
        var items = new StringBuilder();
        foreach (var route in described)
        {
            var title = HtmlEncoder.Default.Encode(route.Metadata!["Title"]);
            items.Append(CultureInfo.InvariantCulture, $"    <li><a href=\"{route.Match.Path}\">{title}</a> (OpenAPI 3.1)</li>\n");
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>API descriptions</title></head>
            <body>
            <main>
              <h1>API descriptions</h1>
              <p>One document for each service, or <a href="{ApiReference.Path}">all of them to read and search</a>. Every call but these
              needs a bearer token of your council's issuer.</p>
              <ul>
            {items}  </ul>
            </main>
            </body>
            </html>
            """;
    }
}

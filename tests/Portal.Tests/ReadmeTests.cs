using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests;

/// <summary>The portal's page of pages names every address, and no other.</summary>
public sealed class ReadmeTests(PortalHost portal) : IClassFixture<PortalHost>
{
    [Fact]
    public void Addresses_AreThoseOfThePages()
    {
        var there = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + Regex.Replace(endpoint.RoutePattern.RawText!, ":[a-z]+}", "}", RegexOptions.NonBacktracking))
            .Where(address => address != "/Index");
        var named = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Portal.README.md"))
            .Where(line => line.StartsWith("| `/", StringComparison.Ordinal))
            .SelectMany(line => Regex.Matches(line.Split('|')[1], "`(?<address>/[^`]*)`", RegexOptions.NonBacktracking))
            .Select(match => match.Groups["address"].Value);

        named.Order(StringComparer.Ordinal).ShouldBe(there.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>Who asks, on behalf of which council. The council is the validated issuer's, whatever else the token says.</summary>
public sealed record Caller(
    string Issuer,
    string Council,
    string Subject,
    string Name,
    string? Client,
    IReadOnlySet<string> Roles,
    IReadOnlySet<string> Scopes)
{
    public const string CouncilClaim = "urn:shared-services:council";

    /// <summary>Never in a token: a service that lets one person act for another adds it, with that person's name.</summary>
    public const string ActingForClaim = "urn:shared-services:acting-for";

    /// <summary>In whose name the caller acts, null in his own.</summary>
    public string? ActingFor { get; init; }

    /// <summary>The caller's name, with whose part he takes when he acts for somebody.</summary>
    public string NameInRecords => ActingFor is null ? Name : $"{Name} for {ActingFor}";

    public bool Has(string role) => Roles.Contains(role);

    /// <summary>A person has roles; an ERP client has scopes and no person behind it.</summary>
    public bool IsOfficer => Roles.Count > 0;

    internal static Caller Of(HttpContext context)
    {
        var user = context.User;
        var council = user.FindFirst(CouncilClaim)
            ?? throw new InvalidOperationException("A handler asked for the caller of a request that nobody signed.");
        var subject = user.FindFirstValue("sub") ?? throw new InvalidOperationException("A validated token has no subject.");

        return new Caller(
            council.Issuer,
            council.Value,
            subject,
            user.FindFirstValue("name") ?? subject,
            user.FindFirstValue("client_id") ?? user.FindFirstValue("azp"),
            user.FindAll("roles").Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal),
            user.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToHashSet(StringComparer.Ordinal))
        {
            ActingFor = user.FindFirstValue(ActingForClaim),
        };
    }
}

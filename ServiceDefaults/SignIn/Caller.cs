using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Values;

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

    /// <summary>Beside it: that person's sign-in.</summary>
    public const string ActingForSignInClaim = "urn:shared-services:acting-for-sign-in";

    /// <summary>In whose name the caller acts, null in their own.</summary>
    public string? ActingFor { get; init; }

    /// <summary>Whoever the caller acts for, null in their own name.</summary>
    public Officer? ActingForOfficer { get; init; }

    public Officer Officer => new(Council, Subject);

    /// <summary>The caller's name, with whose part they take when they act for somebody.</summary>
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
            ActingForOfficer = user.FindFirstValue(ActingForSignInClaim) is { } covered ? new Officer(council.Value, covered) : null,
        };
    }
}

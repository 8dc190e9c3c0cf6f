using System.Security.Claims;

namespace Portal.SignIn;

/// <summary>Who is signed in, as far as pages show it. What an officer may do is for the services to say.</summary>
public static class Officer
{
    public const string CouncilClaim = "council";

    public static string Council(this ClaimsPrincipal officer) =>
        officer.FindFirstValue(CouncilClaim) ?? throw new InvalidOperationException("A session without a council.");

    public static string Name(this ClaimsPrincipal officer) =>
        officer.FindFirstValue("name") ?? officer.FindFirstValue("sub") ?? throw new InvalidOperationException("A session without a subject.");
}

using ServiceDefaults;

namespace Secondments.Authorities;

/// <summary>What this service knows of Governance's agreements.</summary>
public static class AuthoritiesArea
{
    public static void MapAuthorities(this IEndpointRouteBuilder api)
    {
        var authorities = api.MapGroup("/authorities").WithTags("Authorities").RequireOfficer(Roles.ReadersOfPlacements);
        authorities.MapFindAuthorities();
    }
}

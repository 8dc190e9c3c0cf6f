namespace Governance.Bodies;

/// <summary>Who decides, and how long scrutiny has to call decisions in.</summary>
public static class BodyRoutes
{
    public static void MapBodies(this IEndpointRouteBuilder api)
    {
        var bodies = api.MapGroup("/bodies").WithTags("Bodies");
        bodies.MapRegisterBody();
        bodies.MapFindBodies();
        bodies.MapViewBody();

        var rules = api.MapGroup("/call-in-rules").WithTags("Bodies");
        rules.MapCallInRules();
    }
}

namespace Governance.Decisions;

/// <summary>What was decided, and from which day it may be carried out.</summary>
public static class DecisionRoutes
{
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        var decisions = api.MapGroup("/decisions").WithTags("Decisions");
        decisions.MapRecordDecision();
        decisions.MapPublishDecision();
        decisions.MapFindDecisions();
        decisions.MapViewDecision();
    }
}

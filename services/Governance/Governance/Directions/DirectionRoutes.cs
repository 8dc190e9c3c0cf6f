namespace Governance.Directions;

/// <summary>What the Secretary of State ordered a council to do.</summary>
public static class DirectionRoutes
{
    public static void MapDirections(this IEndpointRouteBuilder api)
    {
        var directions = api.MapGroup("/directions").WithTags("Directions");
        directions.MapDraftDirection();
        directions.MapMoveDirection();
        directions.MapFindDirections();
        directions.MapViewDirection();
    }
}

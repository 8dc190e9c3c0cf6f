using ServiceDefaults;

namespace Secondments.Placements;

/// <summary>People lent by one council to the other, from the proposal to the last day.</summary>
public static class PlacementsArea
{
    public static void MapPlacements(this IEndpointRouteBuilder api)
    {
        var secondments = api.MapGroup("/secondments").WithTags("Secondments");
        secondments.MapFindSecondments();
        secondments.MapViewSecondment();
        secondments.MapProposeSecondment();
        secondments.MapApproveSecondment();
        secondments.MapConsultOnSecondment();
        secondments.MapSignSecondment();
        secondments.MapStartSecondment();
        secondments.MapExtendSecondment();
        secondments.MapVarySecondment();
        secondments.MapEndSecondment();
        secondments.MapWithdrawSecondment();
    }
}

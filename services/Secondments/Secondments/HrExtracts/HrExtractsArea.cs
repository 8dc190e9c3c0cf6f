namespace Secondments.HrExtracts;

/// <summary>What the councils' HR systems tell of employments and pay.</summary>
public static class HrExtractsArea
{
    public static void MapHrExtracts(this IEndpointRouteBuilder api)
    {
        api.MapGroup("/hr-extracts").WithTags("HR extracts").MapReceiveHrExtract();
        api.MapGroup("/employments").WithTags("HR extracts").MapViewEmployment();
    }
}

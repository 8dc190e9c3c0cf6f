namespace Governance.Agreements;

/// <summary>What the councils agreed to do for each other, and by which clauses it is charged.</summary>
public static class AgreementRoutes
{
    public static void MapAgreements(this IEndpointRouteBuilder api)
    {
        var agreements = api.MapGroup("/agreements").WithTags("Agreements");
        agreements.MapProposeAgreement();
        agreements.MapApproveAgreement();
        agreements.MapExtendAgreement();
        agreements.MapEndAgreement();
        agreements.MapWithdrawAgreement();
        agreements.MapFindAgreements();
        agreements.MapViewAgreement();
        agreements.MapProposeClause();
        agreements.MapAgreeClause();
        agreements.MapWithdrawClause();
        agreements.MapFindClauses();
    }
}

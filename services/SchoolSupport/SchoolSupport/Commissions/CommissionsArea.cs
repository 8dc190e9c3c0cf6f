using Microsoft.AspNetCore.Http.HttpResults;

namespace SchoolSupport.Commissions;

/// <summary>Support for a school, from the proposal to the last evidenced day. The agreement's two councils see it, nobody else.</summary>
public static class CommissionsArea
{
    public static void MapCommissions(this IEndpointRouteBuilder api)
    {
        var commissions = api.MapGroup("/commissions").WithTags("Commissions");
        commissions.MapProposeCommission();
        commissions.MapFindCommissions();

        var commission = commissions.MapGroup("/{reference}");
        commission.MapViewCommission();
        commission.MapDeclareInterests();
        commission.MapAcceptCommission();
        commission.MapLogVisit();
        commission.MapEvidenceVisit();
        commission.MapPauseCommission();
        commission.MapResumeCommission();
        commission.MapStopCommission();
        commission.MapCompleteCommission();
    }

    internal static string Aggregate(this Commission commission) => $"commission/{commission.Reference}";

    /// <summary>The commission with all that hangs on it, locked until the transaction ends: its days can't be used twice.</summary>
    internal static async Task<Commission?> LockCommissionAsync(
        this SchoolSupportDb db, string reference, CancellationToken cancellationToken)
    {
        var commission = (await db.Commissions.FromSql($"SELECT * FROM commission WHERE reference = {reference} FOR UPDATE")
            .ToListAsync(cancellationToken)).SingleOrDefault();
        if (commission is not null)
        {
            await db.Declarations.Where(row => row.CommissionReference == reference).LoadAsync(cancellationToken);
            await db.Pauses.Where(row => row.CommissionReference == reference).OrderBy(row => row.PausedFrom).LoadAsync(cancellationToken);
            await db.Visits.Where(row => row.CommissionReference == reference).LoadAsync(cancellationToken);
        }

        return commission;
    }

    internal static ProblemHttpResult NoSuchCommission(string reference) =>
        Problems.NotFound($"There is no commission {reference}.");

    /// <summary>Null for the manager of the council that sends the adviser and for the budget holder of the council that pays.</summary>
    internal static ProblemHttpResult? ForbidAllButItsCouncils(this Commission commission, Caller caller)
    {
        var sends = caller.Council == commission.ProviderCouncil && caller.Has("school-improvement-manager");
        var pays = caller.Council == commission.FundingCouncil && caller.Has("budget-holder");
        return sends || pays
            ? null
            : Problems.Forbidden($"{commission.Reference} is moved by {commission.ProviderCouncil}, which sends the adviser, or by the council that pays.");
    }
}

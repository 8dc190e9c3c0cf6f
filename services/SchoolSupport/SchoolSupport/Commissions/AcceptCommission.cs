using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Contracts;
using SchoolSupport.JointPersons;
using SchoolSupport.Schools;

namespace SchoolSupport.Commissions;

/// <summary>
/// Records that the school or the funder accepts. A funding council accepts by its own budget holder; a school or trust by letter,
/// which the providing council records. With both the commission is agreed, and Recharging hears of it.
/// </summary>
public static class AcceptCommission
{
    public enum Party
    {
        School,
        Funder,
    }

    public sealed record Request(
        Party Party,
        [StringLength(100, MinimumLength = 3)] string? AcceptedBy = null,
        [StringLength(40, MinimumLength = 1)] string? OrderReference = null);

    public static void MapAcceptCommission(this IEndpointRouteBuilder commission) =>
        commission.MapPost("/acceptance", Handle).RequireOfficer("school-improvement-manager", "budget-holder")
            .WithName(nameof(AcceptCommission)).WithSummary("Accept for the school or for the funder");

    private static async Task<Results<Ok<CommissionView>, ProblemHttpResult>> Handle(
        string reference, Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var commission = await db.LockCommissionAsync(reference, cancellationToken);
        if (commission is null)
        {
            return CommissionsArea.NoSuchCommission(reference);
        }

        if (Forbid(commission, request.Party, caller) is { } forbidden)
        {
            return forbidden;
        }

        var authority = await db.Authorities.SingleAsync(
            known => known.AgreementReference == commission.AgreementReference, cancellationToken);
        var acceptedBy = request.AcceptedBy ?? caller.Name;
        var refusal = request.Party is Party.School
            ? commission.AcceptForSchool(acceptedBy, authority)
            : commission.AcceptForFunder(await db.KeyHolderAsync(caller, cancellationToken), acceptedBy, authority);
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        if (commission.Status is CommissionStatus.Agreed)
        {
            db.Outbox.Enqueue(commission.Aggregate(), Agreed(commission, clock));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AcceptCommission), reference, $"{request.Party}: {acceptedBy} {request.OrderReference}".Trim()));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CommissionView.Of(commission));
    }

    private static ProblemHttpResult? Forbid(Commission commission, Party party, Caller caller)
    {
        if (party is Party.Funder && commission.Funder is Funder.Council)
        {
            return caller.Council == commission.FundingCouncil && caller.Has("budget-holder")
                ? null
                : Problems.Forbidden($"{commission.FundingCouncil} pays, so its budget holder accepts.");
        }

        return caller.Council == commission.ProviderCouncil && caller.Has("school-improvement-manager")
            ? null
            : Problems.Forbidden($"The school improvement manager of {commission.ProviderCouncil} records what the school or its trust accepts.");
    }

    private static CommissionAgreed Agreed(Commission commission, BusinessClock clock) => new()
    {
        CommissionReference = commission.Reference,
        AgreementReference = commission.AgreementReference,
        Urn = commission.Urn,
        SchoolName = commission.SchoolName,
        ProviderCouncil = commission.ProviderCouncil,
        Funder = commission.Funder.ToString().ToLowerInvariant(),
        FundingCouncil = commission.FundingCouncil,
        Service = commission.Service,
        DayRateGbp = commission.DayRateGbp,
        DaysCommissioned = commission.DaysBought,
        FirstDay = commission.FirstDay,
        LastDay = commission.LastDay,
        OccurredAt = clock.GetUtcNow(),
    };
}

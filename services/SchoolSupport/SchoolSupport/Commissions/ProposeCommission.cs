using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using SchoolSupport.Catalogue;
using SchoolSupport.Schools;

namespace SchoolSupport.Commissions;

/// <summary>Proposes adviser days to a school, at the catalogue's rate on the first day. School and funder have to accept.</summary>
public static class ProposeCommission
{
    public sealed record Request(
        [StringLength(16, MinimumLength = 2)] string AgreementReference,
        [RegularExpression("^[0-9]{6}$")] string Urn,
        [RegularExpression("^[a-z][a-z-]{1,39}$")] string Service,
        [Range(0.5, 400)] decimal Days,
        Funder Funder,
        DateOnly FirstDay,
        DateOnly LastDay,
        [StringLength(100, MinimumLength = 3)] string Adviser,
        [StringLength(2000, MinimumLength = 10)] string Purpose,
        DeclareInterests.Words ConflictDeclaration,
        [StringLength(16, MinimumLength = 2)] string? FundingCouncil = null);

    public static void MapProposeCommission(this IEndpointRouteBuilder commissions) =>
        commissions.MapPost("/", Handle).RequireOfficer("school-improvement-manager").WithName(nameof(ProposeCommission))
            .WithSummary("Propose adviser days to a school");

    private static async Task<Results<Created<CommissionView>, ProblemHttpResult>> Handle(
        Request request, SchoolSupportDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.Days * 2 % 1 != 0)
        {
            return Problems.Invalid("days", "Days are counted in halves.");
        }

        if (request.LastDay < request.FirstDay)
        {
            return Problems.Invalid("lastDay", "The last day is not before the first.");
        }

        var authority = await db.Authorities.FindAsync([request.AgreementReference], cancellationToken);
        if (authority is null)
        {
            return new Refusal("no-authority", $"No agreement {request.AgreementReference} is in force, as far as we know.").ToProblem();
        }

        var school = await db.Schools.FindAsync([request.Urn], cancellationToken);
        if (school is null)
        {
            return new Refusal("unknown-school", $"There is no school {request.Urn} in the register as we have it.").ToProblem();
        }

        var rate = await db.Catalogue.RateOnAsync(caller.Council, request.Service, request.FirstDay, cancellationToken);
        var term = new DateRange(request.FirstDay, request.LastDay);
        if (Commission.RefuseProposal(authority, school, rate, caller.Council, request.Funder, request.FundingCouncil, term) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var commission = new Commission
        {
            Reference = await db.NextReferenceAsync("COM", request.FirstDay, cancellationToken),
            AgreementReference = authority.AgreementReference,
            Urn = school.Urn,
            SchoolName = school.Name,
            ProviderCouncil = caller.Council,
            Funder = request.Funder,
            FundingCouncil = request.FundingCouncil,
            Parties = [.. authority.Parties],
            Service = request.Service,
            DayRateGbp = rate!.DayRateGbp,
            Purpose = request.Purpose,
            ProposedBy = caller.Subject,
            FirstDay = request.FirstDay,
            LastDay = request.LastDay,
            DaysBought = request.Days,
        };
        if (commission.Declare(request.ConflictDeclaration.By(request.Adviser, commission, clock.Today())) is { } conflict)
        {
            return conflict.ToProblem();
        }

        db.Commissions.Add(commission);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ProposeCommission), commission.Reference, request.Purpose));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Created($"/api/school-support/v1/commissions/{commission.Reference}", CommissionView.Of(commission));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>Shows late driver returns, the newest first: what they would change, who decided and why. One by its id, or all.</summary>
public static class FindDriverProposals
{
    public static void MapFindDriverProposals(this IEndpointRouteBuilder proposals)
    {
        proposals.MapGet("/", HandleAll).RequireOfficer(Readers.OfMoney).WithName(nameof(FindDriverProposals));
        proposals.MapGet("/{id:guid}", Handle).RequireOfficer(Readers.OfMoney).WithName("ViewDriverProposal");
    }

    private static async Task<Ok<List<DriverProposalView>>> HandleAll(RechargingDb db, CancellationToken cancellationToken)
    {
        var proposals = await db.DriverProposals.AsNoTracking().Include(proposal => proposal.Decision)
            .OrderByDescending(proposal => proposal.Id).ToListAsync(cancellationToken);
        return TypedResults.Ok(proposals.ConvertAll(DriverProposalView.Of));
    }

    private static async Task<Results<Ok<DriverProposalView>, NotFound>> Handle(
        Guid id, RechargingDb db, CancellationToken cancellationToken)
    {
        var proposal = await db.DriverProposals.AsNoTracking().Include(proposal => proposal.Decision)
            .SingleOrDefaultAsync(proposal => proposal.Id == id, cancellationToken);
        return proposal is null ? TypedResults.NotFound() : TypedResults.Ok(DriverProposalView.Of(proposal));
    }
}

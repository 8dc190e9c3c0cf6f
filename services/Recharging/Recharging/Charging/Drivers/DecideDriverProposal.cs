using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Recharging.Facts;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Charging;

/// <summary>The other council's approver accepts a driver return, so that the next run counts by it, or an approver rejects it with a reason.</summary>
public static class DecideDriverProposal
{
    public sealed record Acceptance;

    public sealed record Rejection([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapDecideDriverProposal(this IEndpointRouteBuilder proposals)
    {
        proposals.MapPost("/{id:guid}/acceptance",
                (Guid id, Acceptance request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken) =>
                    HandleAsync(id, reason: null, db, caller, clock, cancellationToken))
            .RequireOfficer("s151-delegate").WithName("AcceptDriverProposal");
        proposals.MapPost("/{id:guid}/rejection",
                (Guid id, Rejection request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken) =>
                    HandleAsync(id, request.Reason, db, caller, clock, cancellationToken))
            .RequireOfficer("s151-delegate").WithName("RejectDriverProposal");
    }

    private static async Task<Results<Ok<DriverProposalView>, NotFound, ProblemHttpResult>> HandleAsync(
        Guid id, string? reason, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var proposal = await db.DriverProposals.Include(proposal => proposal.Decision)
            .SingleOrDefaultAsync(proposal => proposal.Id == id, cancellationToken);
        if (proposal is null)
        {
            return TypedResults.NotFound();
        }

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        if (proposal.Decide(reason is null, reason, by, caller.NameInRecords, clock.GetUtcNow()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (proposal.State is DriverProposalState.Accepted)
        {
            var known = await DriverFacts.OfAsync(db, cancellationToken);
            db.Facts.AddRange(proposal.Rows.Select(row => known.Next(row, proposal.Parties, clock)).OfType<Facts.Fact>());
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DecideDriverProposal), id.ToString(),
            reason ?? $"{proposal.Rows.Length} rows accepted"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problems.Conflict("already-decided", "Someone else decides on this return at this moment. Look at it again.");
        }

        return TypedResults.Ok(DriverProposalView.Of(proposal));
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>
/// An officer says that a proposal of the engine for their own ledger is wrong. The engine never pairs its lines again, until this
/// decision is undone, and looks for what else they could be.
/// </summary>
public static class RejectProposal
{
    /// <param name="Proposal">Its id in a reconciliation of this statement.</param>
    /// <param name="Reason">Why it is wrong.</param>
    public sealed record Request(string Proposal, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapRejectProposal(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/rejected-proposals", Handle).RequireOfficer("finance-officer").WithName(nameof(RejectProposal));

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, _))
        {
            return TypedResults.NotFound();
        }

        if (await db.ProposalAsync(number, request.Proposal, cancellationToken) is not { } read)
        {
            return Problems.Invalid("proposal", $"No reconciliation of {number} has a proposal {request.Proposal}.");
        }

        if (OwnLines.WhyNot(read.Council, caller) is { } forbidden)
        {
            return forbidden;
        }

        return deciding.Reject(read, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

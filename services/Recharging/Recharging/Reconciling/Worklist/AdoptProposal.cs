using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>An officer says that a proposal of the engine for their own ledger is right: it becomes a match that names the proposal.</summary>
public static class AdoptProposal
{
    /// <param name="Proposal">Its id in a reconciliation of this statement.</param>
    /// <param name="Reason">Why it is right.</param>
    /// <param name="ReasonCode">What explains pounds further apart than the accept tolerance.</param>
    public sealed record Request(
        string Proposal, [property: StringLength(2000, MinimumLength = 10)] string Reason, string? ReasonCode = null);

    public static void MapAdoptProposal(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/decisions/adopted-proposals", Handle).RequireOfficer("finance-officer").WithName(nameof(AdoptProposal));

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

        return deciding.Adopt(read, request.ReasonCode, request.Reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Takes back the proposed version of a clause, so that another can be proposed.</summary>
public static class WithdrawClause
{
    public sealed record Request([StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapWithdrawClause(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/clauses/{number}/withdrawal", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(WithdrawClause));

    private static async Task<Results<Ok<ClauseView>, ProblemHttpResult>> Handle(
        string reference,
        string number,
        Request request,
        Caller caller,
        GovernanceDb db,
        BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var sameCouncils = await db.LockAgreementsLikeAsync(reference, cancellationToken);
        var agreement = sameCouncils.SingleOrDefault(one => one.Reference == reference);
        if (agreement?.LatestVersionOf(number) is not { } clause)
        {
            return Problems.NotFound($"There is no clause {reference}/{number}.");
        }

        if (clause.Withdraw() is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WithdrawClause), clause.Reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(ClauseView.Of(clause));
    }
}

using Governance.Contracts;
using Governance.JointPersons;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>
/// A council's governance officer agrees the proposed version of a clause. When both councils have, the other services hear of it, at
/// the earliest together with the agreement's coming into force.
/// </summary>
public static class AgreeClause
{
    public sealed record Request;

    public static void MapAgreeClause(this IEndpointRouteBuilder agreements) =>
        agreements.MapPost("/{reference}/clauses/{number}/agreements", Handle)
            .RequireOfficer("governance-officer").WithName(nameof(AgreeClause));

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

        if (clause.Agree(await db.KeyHolderAsync(caller, cancellationToken), caller.NameInRecords) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (clause.Status is ClauseStatus.Agreed && agreement.Status is AgreementStatus.InForce or AgreementStatus.EndAgreed)
        {
            db.Outbox.Enqueue(agreement.Reference, Agreed(clause, clock.GetUtcNow()));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(AgreeClause), clause.Reference, $"Version {clause.Version}"));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(ClauseView.Of(clause));
    }

    internal static ClauseAgreed Agreed(Clause clause, DateTimeOffset now) => new()
    {
        AgreementReference = clause.AgreementReference,
        ClauseReference = clause.Reference,
        Version = clause.Version,
        Kind = clause.Kind,
        EffectiveFrom = clause.EffectiveFrom,
        EffectiveUntil = clause.EffectiveUntil,
        Parameters = clause.Parameters,
        OccurredAt = now
    };
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Governance.Agreements;

/// <summary>Takes back what waits for approval: a proposed agreement, or a proposed change of its term.</summary>
public static class WithdrawAgreement
{
    public sealed record Request([StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapWithdrawAgreement(this IEndpointRouteBuilder agreements)
    {
        agreements.MapPost("/{reference}/withdrawal", Handle)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName(nameof(WithdrawAgreement));
        agreements.MapPost("/{reference}/changes/{change}/withdrawal", HandleChange)
            .RequireOfficer("governance-officer", "monitoring-officer").WithName("WithdrawAgreementChange");
    }

    private static Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        string reference, Request request, Caller caller, GovernanceDb db, BusinessClock clock, CancellationToken cancellationToken) =>
        Withdraw(reference, agreement => agreement.Withdraw(), nameof(WithdrawAgreement), request, caller, db, clock, cancellationToken);

    private static Task<Results<Ok<AgreementView>, ProblemHttpResult>> HandleChange(
        string reference,
        string change,
        Request request,
        Caller caller,
        GovernanceDb db,
        BusinessClock clock,
        CancellationToken cancellationToken) =>
        Withdraw(
            reference,
            agreement => agreement.WithdrawChange(change),
            "WithdrawAgreementChange",
            request,
            caller,
            db,
            clock,
            cancellationToken);

    private static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Withdraw(
        string reference,
        Func<Agreement, Refusal?> decide,
        string action,
        Request request,
        Caller caller,
        GovernanceDb db,
        BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var sameCouncils = await db.LockAgreementsLikeAsync(reference, cancellationToken);
        if (sameCouncils.SingleOrDefault(one => one.Reference == reference) is not { } agreement)
        {
            return Problems.NotFound($"There is no agreement {reference}.");
        }

        if (decide(agreement) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, action, reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);

        return TypedResults.Ok(AgreementView.Of(agreement, clock.Today()));
    }
}

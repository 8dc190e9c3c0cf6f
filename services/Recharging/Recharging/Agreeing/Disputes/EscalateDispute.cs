using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Agreeing;

/// <summary>An officer of either council takes a dispute to the joint board, before the clocks do.</summary>
public static class EscalateDispute
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapEscalateDispute(this IEndpointRouteBuilder disputes) =>
        disputes.MapPost("/{reference}/escalation", Handle).RequireOfficer("finance-officer", "s151-delegate")
            .WithName(nameof(EscalateDispute));

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var dispute = await db.HoldDisputeAsync(reference, cancellationToken);
        if (dispute is null)
        {
            return HeldDispute.Unknown(reference);
        }

        if (dispute.Escalate(request.Reason, clock.Today()) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(reference, Tell(dispute, EscalationCauses.Officer, clock));
        await db.WriteDownAsync(dispute, "escalated", request.Reason, caller, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(EscalateDispute), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }

    public static Contracts.DisputeEscalated Tell(Dispute dispute, string cause, BusinessClock clock) => new()
    {
        DisputeReference = dispute.Reference,
        StatementNumber = dispute.StatementNumber,
        LineReference = dispute.LineReference,
        AgreementReference = dispute.AgreementReference,
        Payee = dispute.Payee,
        Payer = dispute.Payer,
        Reason = dispute.Reason,
        DisputedGbp = dispute.Amount.InPounds,
        ProposedGbp = dispute.Proposed?.InPounds,
        Explanation = dispute.Explanation,
        Owner = dispute.Owner,
        RaisedOn = dispute.RaisedOn,
        Cause = cause,
        Because = dispute.EscalatedBecause!,
        OccurredAt = clock.GetUtcNow(),
    };
}

/// <summary>Why a dispute is the board's: a clock has run out, or an officer says so.</summary>
public static class EscalationCauses
{
    public const string Acknowledgement = DisputeView.Acknowledgement;
    public const string Resolution = DisputeView.Resolution;
    public const string Officer = "officer";
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Recharging.Agreeing;

/// <summary>The council that is owed takes a charge back that is not agreed yet: nothing of it is payable, and the next run credits
/// it whole.</summary>
public static class WithdrawLine
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public sealed record Answer(string LineReference, LineState State, decimal CreditGbp);

    public static void MapWithdrawLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/withdrawal", Handle).RequireOfficer("finance-officer")
            .WithName(nameof(WithdrawLine));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null || !marking.Lines.TryGetValue(reference, out var line))
        {
            return TypedResults.NotFound();
        }

        if (caller.Council != line.Payee)
        {
            return Problems.Forbidden($"{reference} is owed to {line.Payee}: only its officers withdraw it.");
        }

        var dispute = await db.Disputes.SingleOrDefaultAsync(dispute => dispute.LineReference == reference, cancellationToken);
        if ((marking.Withdraw(line) ?? dispute?.Resolve(dispute.Amount, request.Reason, clock.Today())) is { } refusal)
        {
            return refusal.ToProblem();
        }

        marking.Record(db);
        db.Facts.Add(AgreeCredit.FactOf(line, line.Amount.Abs(), dispute?.Reference, request.Reason, clock.GetUtcNow()));
        if (dispute is null)
        {
            db.Notices.Add(Notice.To(line.Payer, NoticeKinds.LineWithdrawn, reference,
                $"{line.Payee} takes back {reference}: the credit comes with the next statement.", clock.GetUtcNow()));
        }
        else
        {
            await db.WriteDownAsync(dispute, "withdrawn", request.Reason, caller, clock, cancellationToken);
            db.Outbox.Enqueue(dispute.Reference, ResolveDispute.Tell(dispute, clock));
        }

        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(WithdrawLine), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reference, marking.StateOf(line), -line.Amount.InPounds));
    }
}

using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>Opens the dispute of a line with its owner and its clocks, or says otherwise what an open one is about.</summary>
public static class RaiseDispute
{
    public static async Task<(Dispute? Dispute, Refusal? Refusal)> RaiseAsync(
        this RechargingDb db, StatementLine line, DisputedPart part, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (await db.Disputes.SingleOrDefaultAsync(dispute => dispute.LineReference == line.Reference, cancellationToken) is { } open)
        {
            if (open.Amend(part) is { } refusal)
            {
                return (null, refusal);
            }

            await db.WriteDownAsync(open, "amended", part.Explanation, caller, clock, cancellationToken);
            return (open, null);
        }

        var owner = await FirstOwnerAsync(db, line, cancellationToken);
        var due = await DisputeClock.OfAsync(db, line.AgreementReference, clock.Today(), cancellationToken);
        var dispute = new Dispute
        {
            Reference = Dispute.ReferenceOf(line.Reference),
            LineReference = line.Reference,
            StatementNumber = line.StatementNumber,
            Parties = line.Parties,
            AgreementReference = line.AgreementReference,
            Payee = line.Payee,
            Payer = line.Payer,
            Reason = part.Reason,
            Amount = part.Amount,
            Proposed = part.Proposed,
            Explanation = part.Explanation,
            RaisedBy = caller.Name,
            RaisedOn = clock.Today(),
            RaisedAt = clock.GetUtcNow(),
            Owner = owner.Name,
            OwnerSignIn = owner.SignIn,
            AcknowledgeBy = due.AcknowledgeBy,
            ResolveBy = due.ResolveBy,
            ClockBasis = due.Basis,
        };
        db.Disputes.Add(dispute);
        db.Notices.Add(Notice.To(line.Payee, NoticeKinds.DisputeRaised, dispute.Reference,
            $"{line.Payer} disputes {part.Amount} of {line.Reference} ({part.Reason}). {dispute.Owner} acknowledges it by "
                + $"{due.AcknowledgeBy:d MMMM yyyy}.", clock.GetUtcNow()));
        await db.WriteDownAsync(dispute, "raised", part.Explanation, caller, clock, cancellationToken);
        return (dispute, null);
    }

    /// <summary>The council that pays agrees a line: a dispute over it is over.</summary>
    public static async Task<Refusal?> DropAsync(
        this RechargingDb db, StatementLine line, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await db.Disputes.SingleOrDefaultAsync(dispute => dispute.LineReference == line.Reference, cancellationToken) is not { } open)
        {
            return null;
        }

        if (open.Drop(clock.Today()) is { } refusal)
        {
            return refusal;
        }

        db.Outbox.Enqueue(open.Reference, ResolveDispute.Tell(open, clock));
        await db.WriteDownAsync(open, "dropped", null, caller, clock, cancellationToken);
        return null;
    }

    /// <summary>Who prepared the statement for the council that is owed, else who last spoke for it there, else its finance
    /// office.</summary>
    private static async Task<DisputeOwner> FirstOwnerAsync(RechargingDb db, StatementLine line, CancellationToken cancellationToken)
    {
        var run = await db.Runs.AsNoTracking().SingleAsync(run => run.StatementNumber == line.StatementNumber, cancellationToken);
        return run.PreparerCouncil == line.Payee
            ? new DisputeOwner(run.PreparerName, run.Preparer)
            : await db.LineMarks.AsNoTracking()
                .Where(mark => mark.StatementNumber == line.StatementNumber && mark.Council == line.Payee && mark.SignIn != null)
                .OrderByDescending(mark => mark.Revision).Select(mark => new DisputeOwner(mark.MarkedBy!, mark.SignIn))
                .FirstOrDefaultAsync(cancellationToken)
                ?? new DisputeOwner($"Finance office of {line.Payee}", SignIn: null);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>
/// The council that is owed answers. To accept all of what is disputed resolves it at once; to accept a part or nothing waits for the
/// council that pays, which confirms it or takes it to the board.
/// </summary>
public static class ResolveDispute
{
    /// <param name="AcceptedGbp">How much is given back, from nothing to all that is disputed.</param>
    /// <param name="Reason">For the other council's officer.</param>
    public sealed record Request(decimal AcceptedGbp, [property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapResolveDispute(this IEndpointRouteBuilder disputes)
    {
        disputes.MapPost("/{reference}/resolution", Handle).RequireOfficer("finance-officer", "s151-delegate")
            .WithName(nameof(ResolveDispute));
        disputes.MapPost("/{reference}/confirmation", HandleConfirmation).RequireOfficer("finance-officer", "s151-delegate")
            .WithName("ConfirmResolution");
    }

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> Handle(
        string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (request.AcceptedGbp < 0 || decimal.Truncate(request.AcceptedGbp * 100) != request.AcceptedGbp * 100)
        {
            return Problems.Invalid("acceptedGbp", "Amounts are in pounds with at most two decimals, and not below nil.");
        }

        if (await HoldAsync(db, reference, caller, clock, cancellationToken) is not var (marking, dispute))
        {
            return HeldDispute.Unknown(reference);
        }

        var accepted = Money.Pounds(request.AcceptedGbp);
        if ((dispute.NotOfPayee(caller) ?? dispute.Resolve(accepted, request.Reason, clock.Today())?.ToProblem()) is { } refused)
        {
            return refused;
        }

        if (dispute.IsResolved)
        {
            marking.Resolve(marking.Lines[dispute.LineReference], accepted);
            marking.Record(db);
        }

        await db.WriteDownAsync(dispute, dispute.IsResolved ? "accepted" : accepted == Money.Zero ? "rejected" : $"offered {accepted}",
            request.Reason, caller, clock, cancellationToken);
        await db.TellResolutionAsync(dispute, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ResolveDispute), reference, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> HandleConfirmation(
        string reference, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (await HoldAsync(db, reference, caller, clock, cancellationToken) is not var (marking, dispute))
        {
            return HeldDispute.Unknown(reference);
        }

        if ((dispute.NotOfPayer(caller) ?? dispute.Confirm(clock.Today())?.ToProblem()) is { } refused)
        {
            return refused;
        }

        var by = await db.KeyHolderAsync(caller, cancellationToken);
        var answers = await db.DisputeEntries.AsNoTracking()
            .Where(entry => entry.DisputeReference == reference && entry.Council == dispute.Payee).ToListAsync(cancellationToken);
        if (answers.Exists(entry => entry.BySignIn is { } answerer && by.Is(entry.Council, answerer)))
        {
            return new Refusal("one-person", $"Who answered it for {dispute.Payee} is the same person. Ask a colleague.").ToProblem();
        }

        marking.Resolve(marking.Lines[dispute.LineReference], dispute.Accepted!.Value);
        marking.Record(db);
        await db.WriteDownAsync(dispute, "confirmed", null, caller, clock, cancellationToken);
        await db.TellResolutionAsync(dispute, clock, cancellationToken);
        db.Audit.Add(AuditEntry.Of(caller, clock, "ConfirmResolution", reference, null));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(DisputeView.Of(dispute, clock.Today()));
    }

    // The statement before the dispute, as marking takes them.
    private static async Task<(Marking Marking, Dispute Dispute)?> HoldAsync(
        RechargingDb db, string reference, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        var number = await db.Disputes.Where(dispute => dispute.Reference == reference).Select(dispute => dispute.StatementNumber)
            .SingleOrDefaultAsync(cancellationToken);
        return number is null
            ? null
            : ((await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken))!,
                (await db.HoldDisputeAsync(reference, cancellationToken))!);
    }

    /// <summary>What both councils agreed becomes a fact and an event; nothing while they have not.</summary>
    public static async Task TellResolutionAsync(
        this RechargingDb db, Dispute dispute, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (dispute.Accepted is not { } accepted)
        {
            return;
        }

        if (accepted != Money.Zero)
        {
            var line = await db.StatementLines.AsNoTracking()
                .SingleAsync(line => line.Reference == dispute.LineReference, cancellationToken);
            db.Facts.Add(AgreeCredit.FactOf(line, accepted, dispute.Reference, dispute.Answer!, clock.GetUtcNow()));
        }

        db.Outbox.Enqueue(dispute.Reference, Tell(dispute, clock));
    }

    public static Contracts.DisputeResolved Tell(Dispute dispute, BusinessClock clock) => new()
    {
        DisputeReference = dispute.Reference,
        StatementNumber = dispute.StatementNumber,
        LineReference = dispute.LineReference,
        Outcome = Dispute.Named(dispute.State),
        DisputedGbp = dispute.Amount.InPounds,
        AcceptedGbp = dispute.Accepted!.Value.InPounds,
        OccurredAt = clock.GetUtcNow(),
    };
}

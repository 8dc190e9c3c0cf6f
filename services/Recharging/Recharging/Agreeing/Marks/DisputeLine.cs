using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Contracts;
using Recharging.Engine.Lines;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>The council that pays disputes a line, in part or whole; the rest is payable and the disputed part is held.</summary>
public static class DisputeLine
{
    /// <param name="Reason">One of the coded reasons, for example <c>rate</c>.</param>
    /// <param name="DisputedGbp">How much of the line, more than nothing.</param>
    /// <param name="Explanation">For the other council's officer.</param>
    /// <param name="ProposedGbp">What the paying council thinks right for the whole line.</param>
    public sealed record Request(
        string Reason,
        decimal DisputedGbp,
        [property: StringLength(2000, MinimumLength = 10)] string Explanation,
        decimal? ProposedGbp = null);

    /// <param name="Owner">The officer of the council that is owed who has to answer.</param>
    /// <param name="AcknowledgeBy">The last day; included.</param>
    /// <param name="ResolveBy">The last day; included.</param>
    public sealed record Answer(string LineReference, LineState State, decimal DisputedGbp, decimal PayableGbp, string Dispute,
        string Owner, DateOnly AcknowledgeBy, DateOnly ResolveBy);

    public static void MapDisputeLine(this IEndpointRouteBuilder statements) =>
        statements.MapPost("/{number}/lines/{reference}/dispute", Handle).RequireOfficer("finance-officer").WithName(nameof(DisputeLine));

    private static async Task<Results<Ok<Answer>, NotFound, ProblemHttpResult>> Handle(
        string number, string reference, Request request, RechargingDb db, Caller caller, BusinessClock clock,
            CancellationToken cancellationToken)
    {
        if (HasPartPennies(request.DisputedGbp) || (request.ProposedGbp is { } proposed && HasPartPennies(proposed)))
        {
            return Problems.Invalid("disputedGbp", "Amounts are in pounds with at most two decimals.");
        }

        var marking = await Marking.OfAsync(db, number, caller, clock.GetUtcNow(), cancellationToken);
        if (marking is null || !marking.Lines.TryGetValue(reference, out var line))
        {
            return TypedResults.NotFound();
        }

        var part = new DisputedPart(
            request.Reason, Money.Pounds(request.DisputedGbp), request.ProposedGbp is { } right
                ? Money.Pounds(right) : null, request.Explanation);
        var (dispute, refused) = await db.DisputeAsync(marking, line, part, caller, clock, cancellationToken);
        if ((refused ?? marking.Record(db)?.ToProblem()) is { } no)
        {
            return no;
        }

        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reference, marking.StateOf(line), part.Amount.InPounds, (line.Payable - part.Amount).InPounds,
            dispute!.Reference, dispute.Owner, dispute.AcknowledgeBy, dispute.ResolveBy));
    }

    /// <summary>Marks the line and opens its dispute, with its event and its audit entry. The caller records the marking.</summary>
    public static async Task<(Dispute? Dispute, ProblemHttpResult? Refused)> DisputeAsync(
        this RechargingDb db, Marking marking, StatementLine line, DisputedPart part, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if ((marking.WhyMayNot(line) ?? marking.Dispute(line, part)?.ToProblem()) is { } refused)
        {
            return (null, refused);
        }

        var (dispute, answered) = await db.RaiseAsync(line, part, caller, clock, cancellationToken);
        if (answered is not null)
        {
            return (null, answered.ToProblem());
        }

        db.Outbox.Enqueue(line.StatementNumber, Tell(line, part, clock));
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DisputeLine), line.Reference, part.Explanation));
        return (dispute, null);
    }

    public static LineDisputed Tell(StatementLine line, DisputedPart part, BusinessClock clock) => new()
    {
        StatementNumber = line.StatementNumber,
        LineReference = line.Reference,
        DisputedBy = line.Payer,
        Reason = part.Reason,
        DisputedGbp = part.Amount.InPounds,
        ProposedGbp = part.Proposed?.InPounds,
        OccurredAt = clock.GetUtcNow(),
    };

    public static bool HasPartPennies(decimal pounds) => decimal.Truncate(pounds * 100) != pounds * 100;
}

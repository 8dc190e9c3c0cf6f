using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Marks;

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

    public sealed record Answer(string LineReference, LineState State, decimal DisputedGbp, decimal PayableGbp);

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

        if (marking.WhyMayNot(line) is { } forbidden)
        {
            return forbidden;
        }

        var part = new DisputedPart(
            request.Reason, Money.Pounds(request.DisputedGbp), request.ProposedGbp is { } right
                ? Money.Pounds(right) : null, request.Explanation);
        if ((marking.Dispute(line, part) ?? marking.Record(db)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        db.Outbox.Enqueue(number, new LineDisputed
        {
            StatementNumber = number,
            LineReference = reference,
            DisputedBy = caller.Council,
            Reason = request.Reason,
            DisputedGbp = request.DisputedGbp,
            ProposedGbp = request.ProposedGbp,
            OccurredAt = clock.GetUtcNow(),
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(DisputeLine), reference, request.Explanation));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reference, marking.StateOf(line), part.Amount.InPounds, (line.Payable - part.Amount).InPounds));
    }

    private static bool HasPartPennies(decimal pounds) => decimal.Truncate(pounds * 100) != pounds * 100;
}

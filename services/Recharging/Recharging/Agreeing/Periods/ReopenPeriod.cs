using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Recharging.Charging;
using Recharging.Contracts;
using Recharging.Officers;
using ServiceDefaults;
using ServiceDefaults.Messaging;
using Values;

namespace Recharging.Agreeing;

/// <summary>Opens a closed period again: what one council closed for both, only the other's S151 delegate reopens, with a reason.</summary>
public static class ReopenPeriod
{
    /// <param name="Reason">Kept for both councils to read.</param>
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public sealed record Answer(string Period, string StatementNumber, string State, string ReopenedBy);

    public static void MapReopenPeriod(this IEndpointRouteBuilder periods) =>
        periods.MapPost("/{period}/reopening", Handle).RequireOfficer("s151-delegate").WithName(nameof(ReopenPeriod));

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        string period, Request request, RechargingDb db, Caller caller, BusinessClock clock, CancellationToken cancellationToken)
    {
        if (!AddressedPeriod.TryParse(period, out var reopening))
        {
            return AddressedPeriod.Malformed(period);
        }

        var (councils, partnerless) = await db.PartnersAsync(caller, cancellationToken);
        if (councils is null)
        {
            return partnerless!.ToProblem();
        }

        var number = await db.HoldStatementAsync(councils, reopening, cancellationToken);
        if (number is null || await db.LastEntryAsync(number, cancellationToken) is not { IsClosed: true } closed)
        {
            return new Refusal("period-open", $"{reopening} is not closed.").ToProblem();
        }

        if (closed.Council == caller.Council)
        {
            return new Refusal("closer-reopens",
                $"{closed.Council} closed {reopening} for both councils: it is reopened by {councils.Other(closed.Council)}.").ToProblem();
        }

        if ((await db.KeyHolderAsync(caller, cancellationToken)).Is(closed.Council, closed.By))
        {
            return new Refusal("one-person", $"Who closed {reopening} for {closed.Council} is the same person. Ask a colleague.").ToProblem();
        }

        var entry = closed with
        {
            Sequence = closed.Sequence + 1, IsClosed = false, Council = caller.Council, By = caller.Subject, ByName = caller.NameInRecords,
            Reason = request.Reason, At = clock.GetUtcNow(),
        };
        db.PeriodEntries.Add(entry);
        db.Outbox.Enqueue(number, new PeriodReopened
        {
            Period = reopening.ToString(), Councils = councils.Both, StatementNumber = number, ReopenedBy = caller.Council,
            Reason = request.Reason, OccurredAt = entry.At,
        });
        db.Audit.Add(AuditEntry.Of(caller, clock, nameof(ReopenPeriod), number, request.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new Answer(reopening.ToString(), number, "open", caller.NameInRecords));
    }
}

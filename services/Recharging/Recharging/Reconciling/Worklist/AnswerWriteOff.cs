using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults;

namespace Recharging.Reconciling;

/// <summary>An S151 delegate, not the officer who proposed it, lets a write-off above the tolerance stand, or refuses it.</summary>
public static class AnswerWriteOff
{
    public sealed record Request([property: StringLength(2000, MinimumLength = 10)] string Reason);

    public static void MapAnswerWriteOff(this IEndpointRouteBuilder statements)
    {
        statements.MapPost("/{number}/decisions/{decision:int}/approval", Approve)
            .RequireOfficer("s151-delegate").WithName("ApproveWriteOff");
        statements.MapPost("/{number}/decisions/{decision:int}/rejection", Reject)
            .RequireOfficer("s151-delegate").WithName("RejectWriteOff");
    }

    private static Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Approve(
        string number, int decision, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken) =>
        AnswerAsync(number, decision, approve: true, request.Reason, db, caller, clock, cancellationToken);

    private static Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> Reject(
        string number, int decision, Request request, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken) =>
        AnswerAsync(number, decision, approve: false, request.Reason, db, caller, clock, cancellationToken);

    private static async Task<Results<Created<Decisions.Answer>, NotFound, ProblemHttpResult>> AnswerAsync(
        string number, int decision, bool approve, string reason, RechargingDb db, Caller caller, BusinessClock clock,
        CancellationToken cancellationToken)
    {
        if (await db.DecidingAsync(number, caller, clock, cancellationToken) is not var (deciding, statement, before)
            || before.Find(earlier => earlier.Number == decision) is not { } writeOff)
        {
            return TypedResults.NotFound();
        }

        if (OwnLines.WhyNot(writeOff.Council, caller) is { } forbidden)
        {
            return forbidden;
        }

        return deciding.Answer(writeOff, approve, reason) is { } refusal
            ? refusal.ToProblem()
            : await db.KeepAsync(deciding, statement, caller, clock, cancellationToken);
    }
}
